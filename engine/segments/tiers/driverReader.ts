import { AppError } from '#shared/errors';
import type { TierDriver } from '#shared/recipe';
import type { BooleanColumn, Column, Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import { rankCutsOf, shareBelow, sharesBelow } from './rankCuts.ts';
import { meansNo } from './noWords.ts';

/** One driver over a span of rows: what the value is and how many points (0–1) it gives; NaN where it is missing. */
export interface DriverReader {
  readonly driver: TierDriver;
  /** Fills values, points and (for a ratio only) the declared values for rows [from, to), from position 0. */
  read(from: number, to: number, values: Float64Array, declared: Float64Array, points: Float64Array): void;
}
/** Of fewer rows the shares are not found for the whole column. */
const FEW_ROWS = 1024;

export type RankCuts = Readonly<Record<string, Float64Array>>;

/** The cuts of every column a rule ranks by, taken from `known` where it has them. @throws AppError as `driverReader` */
export function rankCutsFor(table: Table, drivers: readonly TierDriver[], known: RankCuts = {}): RankCuts {
  const cuts: Record<string, Float64Array> = {};
  for (const driver of drivers) {
    if (driver.measure !== 'rank') continue;
    const column = requireColumn(table, driver.column);
    if (column.kind !== 'number') throw wrongKind(driver, column, 'a column of numbers');
    cuts[driver.column] = Object.hasOwn(known, driver.column) ? known[driver.column] : rankCutsOf(column);
  }
  return cuts;
}

/**
 * @throws AppError `data.unknownColumn` when the rule names a column that is not there, `option.invalid` when its kind cannot be measured so
 */
export function driverReader(table: Table, driver: TierDriver, cuts: RankCuts): DriverReader {
  const reader = measureReader(table, driver, cuts);
  return driver.lowIsRisky && driver.measure !== 'ratio' ? reversed(reader) : reader;
}

/** The points the other way round: none for what would give all; what is missing stays missing. */
function reversed(reader: DriverReader): DriverReader {
  return {
    driver: reader.driver,
    read(from, to, values, declared, points) {
      reader.read(from, to, values, declared, points);
      for (let i = 0; i < to - from; i++) points[i] = 1 - points[i];
    },
  };
}

function measureReader(table: Table, driver: TierDriver, cuts: RankCuts): DriverReader {
  const column = requireColumn(table, driver.column);
  if (driver.measure === 'flag') return flagReader(driver, column);
  if (driver.measure === 'ratio') return ratioReader(driver, column, table);
  if (driver.measure === 'rank') return rankReader(driver, column, cuts[driver.column]);
  return countReader(driver, column);
}

function wrongKind(driver: TierDriver, column: Column, allowed: string): AppError {
  return new AppError('option.invalid', {
    option: `risk driver ${driver.title}`,
    allowed: `${allowed} for the measure "${driver.measure}"`,
    got: `${column.name}, a ${column.kind} column`,
  });
}

function noColumnToDivideBy(driver: TierDriver): AppError {
  return new AppError('option.invalid', {
    option: `risk driver ${driver.title}`,
    allowed: `given a column to divide ${driver.column} by, for the measure "ratio"`,
    got: 'without one',
  });
}

function flagReader(driver: TierDriver, column: Column): DriverReader {
  if (column.kind === 'boolean') return booleanReader(driver, column);
  const yes = yesReader(driver, column);
  return {
    driver,
    read(from, to, values, _declared, points) {
      for (let row = from; row < to; row++) {
        values[row - from] = points[row - from] = yes(row);
      }
    },
  };
}

function booleanReader(driver: TierDriver, column: BooleanColumn): DriverReader {
  return {
    driver,
    read(from, to, values, _declared, points) {
      for (let row = from; row < to; row++) {
        const answer = column.values[row];
        values[row - from] = points[row - from] = answer === 2 ? Number.NaN : answer;
      }
    },
  };
}

function yesReader(driver: TierDriver, column: Exclude<Column, BooleanColumn>): (row: number) => number {
  if (column.kind === 'number')
    return row => (Number.isFinite(column.values[row]) ? Number(column.values[row] > 0) : Number.NaN);
  if (column.kind === 'date') throw wrongKind(driver, column, 'a yes/no column, numbers or words');
  const texts = column.kind === 'set' ? column.members : column.levels;
  const isYes = Uint8Array.from(texts, text => Number(!meansNo(text)));
  if (column.kind !== 'set') return row => (column.codes[row] < 0 ? Number.NaN : isYes[column.codes[row]]);
  return row => {
    const [start, end] = [column.offsets[row], column.offsets[row + 1]];
    if (start === end) return Number.NaN;
    for (let i = start; i < end; i++) if (isYes[column.codes[i]]) return 1;
    return 0;
  };
}

function countReader(driver: TierDriver, column: Column): DriverReader {
  if (column.kind !== 'number' && column.kind !== 'boolean') throw wrongKind(driver, column, 'a column of numbers');
  const isBoolean = column.kind === 'boolean';
  const source = column.values;
  return {
    driver,
    read(from, to, values, _declared, points) {
      for (let row = from; row < to; row++) {
        const value = isBoolean && source[row] === 2 ? Number.NaN : source[row];
        values[row - from] = value;
        points[row - from] = clamp(value / driver.full);
      }
    },
  };
}

function rankReader(driver: TierDriver, column: Column, cuts: Float64Array): DriverReader {
  if (column.kind !== 'number') throw wrongKind(driver, column, 'a column of numbers');
  return {
    driver,
    read(from, to, values, _declared, points) {
      const shares = to - from < FEW_ROWS ? null : sharesBelow(cuts, column.values);
      if (shares) {
        values.set(column.values.subarray(from, to));
        points.set(shares.subarray(from, to));
        return;
      }
      for (let row = from; row < to; row++) {
        values[row - from] = column.values[row];
        points[row - from] = shareBelow(cuts, column.values[row]);
      }
    },
  };
}

function ratioReader(driver: TierDriver, column: Column, table: Table): DriverReader {
  if (driver.against === null) throw noColumnToDivideBy(driver);
  const against = requireColumn(table, driver.against);
  if (column.kind !== 'number') throw wrongKind(driver, column, 'a column of numbers');
  if (against.kind !== 'number') throw wrongKind(driver, against, 'a column of numbers');
  // The other way round, what is risky is a value far below the declared one.
  const pointsOf = driver.lowIsRisky
    ? (value: number, base: number) => (value >= 0 ? ratioPoints(base, value, driver.full) : 1)
    : (value: number, base: number) => ratioPoints(value, base, driver.full);
  return {
    driver,
    read(from, to, values, declared, points) {
      for (let row = from; row < to; row++) {
        const value = column.values[row];
        const base = against.values[row];
        const isKnown = Number.isFinite(value) && Number.isFinite(base) && base >= 0;
        values[row - from] = isKnown ? value : Number.NaN;
        declared[row - from] = isKnown ? base : 0;
        points[row - from] = isKnown ? pointsOf(value, base) : Number.NaN;
      }
    },
  };
}

/** 0 up to the declared value, 1 from `full` times it; anything above a declared 0 counts in full. */
export function ratioPoints(value: number, declared: number, full: number): number {
  if (declared === 0) return value > 0 ? 1 : 0;
  const ratio = value / declared;
  if (full <= 1) return ratio > 1 ? 1 : 0;
  return clamp((ratio - 1) / (full - 1));
}

/** Into 0 … 1; NaN stays. */
function clamp(share: number): number {
  return share > 1 ? 1 : share < 0 ? 0 : share;
}
