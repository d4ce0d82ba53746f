import { buildLevels } from '../import/kinds/levels.ts';
import type { DecimalMark } from '../import/cells/parseNumber.ts';
import { orderVote, parseDate, type DayOrder } from '../import/cells/parseDate.ts';
import { parseBoolean } from '../import/cells/parseBoolean.ts';
import { dayOfNumber, numberDates } from '../import/kinds/numberDates.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column, DateColumn, NumberColumn } from '../table/Column.ts';
import { isTextColumn, textCounts, textsOf, type TextColumn } from './changeTexts.ts';
import { markOfColumn, numberOf, type BesideColumn, type ColumnMark } from './markOfColumn.ts';

export type WantedKind = 'number' | 'date' | 'boolean' | 'category' | 'text';

/** How values are read as another kind, as it was learned on the first table. */
export interface KindReading {
  readonly kind: WantedKind;
  readonly mark: DecimalMark;
  /**
   * Chosen in the step, or taken by what the values show, so that other files are read by theirs; absent in projects and models that were saved before the
   * two were told apart: those answer as they did.
   */
  readonly markBy?: 'choice' | 'values';
  readonly order: DayOrder;
  /** What plain numbers are in a date: Excel serials, years or days as 20241231. */
  readonly numbers: 'serial' | 'year' | 'compact';
}
interface Asked {
  readonly kind: WantedKind;
  readonly dateOrder: 'auto' | DayOrder;
  readonly decimalMark: 'auto' | 'point' | 'comma';
}

const CHOSEN = { comma: ',', point: '.' } as const;

/** Decides by the values, and where they leave it open by the file, what the person left open; with the mark that was taken where numbers are read. */
export function learnReading(
  column: Column,
  { kind, dateOrder, decimalMark }: Asked,
  beside: Omit<BesideColumn, 'usual'>,
): { reading: KindReading; found: ColumnMark | null } {
  const found =
    kind === 'number' && decimalMark === 'auto' && isTextColumn(column)
      ? markOfColumn(column, { ...beside, usual: '.' })
      : null;
  const mark = decimalMark === 'auto' ? (found?.mark ?? '.') : CHOSEN[decimalMark];
  const markBy = decimalMark === 'auto' ? 'values' : 'choice';
  return { reading: { kind, mark, markBy, ...datesAs(column, dateOrder) }, found };
}

/** The same for other customers, whose file may write its decimals otherwise. */
export function readingFor(column: Column, reading: KindReading, beside: Omit<BesideColumn, 'usual'>): KindReading {
  if (reading.kind !== 'number' || reading.markBy !== 'values' || !isTextColumn(column)) return reading;
  return { ...reading, mark: markOfColumn(column, { ...beside, usual: reading.mark }).mark };
}

function datesAs(column: Column, dateOrder: Asked['dateOrder']): Pick<KindReading, 'order' | 'numbers'> {
  const votes = { dmy: 0, mdy: 0, ymd: 0 };
  if (isTextColumn(column)) {
    const counts = textCounts(column);
    textsOf(column).forEach((text, i) => {
      const vote = orderVote(text);
      if (vote) votes[vote] += counts[i];
    });
  }
  const present = column.kind === 'number' ? column.values.filter(value => !Number.isNaN(value)) : new Float64Array(0);
  return {
    order: dateOrder === 'auto' ? (votes.mdy > votes.dmy ? 'mdy' : 'dmy') : dateOrder,
    numbers: numberDates(present, 1900)?.how ?? 'compact',
  };
}

/** The column as another kind; `unfit` are the values that could not be read so, by their text. */
export function readAs(
  column: Column,
  reading: KindReading,
  nRows: number,
): { column: Column; unfit: ReadonlyMap<string, number> } {
  if (column.kind === reading.kind) return { column, unfit: new Map() };
  if (reading.kind === 'category' || reading.kind === 'text')
    return { column: asTexts(column, reading.kind, nRows), unfit: new Map() };
  return asNumbers(column, reading, nRows);
}

function asTexts(column: Column, kind: 'category' | 'text', nRows: number): Column {
  if (column.kind === 'category' || column.kind === 'text') return { ...column, kind };
  const known = new Map<string, number>();
  const codes = new Int32Array(nRows).fill(-1);
  for (let row = 0; row < nRows; row++) {
    const value = cellValue(column, row);
    if (value === null) continue;
    const text = value === true ? 'Yes' : value === false ? 'No' : String(value);
    let code = known.get(text);
    if (code === undefined) known.set(text, (code = known.size));
    codes[row] = code;
  }
  const { codes: ordered, levels } = buildLevels(codes, [...known.keys()], false);
  const isNumber = column.kind === 'number';
  return { ...named(column), kind, codes: ordered, levels, ...(isNumber && { hasPointNumbers: true as const }) };
}

function named({ name, header, label }: Column) {
  return { name, ...(header === undefined ? {} : { header }), ...(label === undefined ? {} : { label }) };
}

function asNumbers(column: Column, reading: KindReading, nRows: number) {
  const unfit = new Map<string, number>();
  const values = new Float64Array(nRows).fill(Number.NaN);
  const refuse = (row: number) => {
    const text = String(cellValue(column, row));
    unfit.set(text, (unfit.get(text) ?? 0) + 1);
  };
  const read = reader(column, reading);
  for (let row = 0; row < nRows; row++) {
    const value = read(row);
    if (value === null) continue;
    if (Number.isNaN(value)) refuse(row);
    else values[row] = value;
  }
  return { column: numeric(column, reading.kind as 'number' | 'date' | 'boolean', values), unfit };
}

function numeric(column: Column, kind: 'number' | 'date' | 'boolean', values: Float64Array): Column {
  if (kind === 'boolean')
    return { ...named(column), kind, values: Uint8Array.from(values, value => (Number.isNaN(value) ? 2 : value)) };
  return { ...named(column), kind, values };
}

/** The value of a row: null where it is missing, NaN where it does not fit. */
function reader(column: Column, reading: KindReading): (row: number) => number | null {
  if (isTextColumn(column)) return textReader(column, reading);
  if (column.kind === 'boolean') {
    const isFit = reading.kind === 'number';
    return row => (column.values[row] === 2 ? null : isFit ? column.values[row] : Number.NaN);
  }
  const convert = numberReader(column, reading);
  return row => (Number.isNaN(column.values[row]) ? null : convert(column.values[row]));
}

function textReader(column: TextColumn, reading: KindReading): (row: number) => number | null {
  const hasPointNumbers = column.hasPointNumbers === true && reading.markBy !== undefined;
  if (column.kind === 'set') {
    return row => {
      const value = cellValue(column, row);
      return value === null ? null : readText(String(value), reading, hasPointNumbers);
    };
  }
  const parsed = column.levels.map(text => readText(text, reading, hasPointNumbers));
  return row => (column.codes[row] < 0 ? null : parsed[column.codes[row]]);
}

function readText(text: string, { kind, mark, order }: KindReading, hasPointNumbers: boolean): number {
  const tidy = text.trim();
  if (kind === 'number') return numberOf(tidy, mark, hasPointNumbers);
  if (kind === 'date') {
    const day = parseDate(tidy, order);
    return Number.isNaN(day) && /^\d{8}$/.test(tidy) ? compactDay(Number(tidy)) : day;
  }
  if (tidy === '1' || tidy === '0') return Number(tidy);
  return parseBoolean(tidy, true) ?? Number.NaN;
}

function numberReader(column: NumberColumn | DateColumn, { kind, numbers }: KindReading): (value: number) => number {
  if (kind === 'boolean') return value => (value === 0 || value === 1 ? value : Number.NaN);
  if (kind === 'number') return () => Number.NaN;
  if (column.kind === 'date') return value => value;
  return value => dayOfNumber({ how: numbers, dateSystem: 1900 }, value);
}

function compactDay(value: number): number {
  return dayOfNumber({ how: 'compact', dateSystem: 1900 }, value);
}
