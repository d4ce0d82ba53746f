import type { PairView } from '#shared/profile';
import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import { requireColumn, BOOLEAN_LEVELS } from '../table/selectRows.ts';
import { isMissing, type Column, type NumberColumn, type Table } from '../table/Column.ts';
import { numberDetail } from './numberDetail.ts';
import { summariseSorted } from './summarise.ts';

const MOST_POINTS = 2_000;
const MOST_LEVELS = 12;
const OTHER = 'Other';

/**
 * Two columns against each other: points (a sample by seed of more than 2,000), a cross table, or boxes of a number by the levels of a category.
 * @throws AppError `data.unknownColumn`, `option.invalid` for a kind of column that is not compared
 */
export function pairView(table: Table, nameA: string, nameB: string, run: Run): PairView {
  const [a, b] = [comparable(table, nameA), comparable(table, nameB)];
  const rows = rowsWithBoth(a, b, table.nRows);
  if (a.kind === 'number' && b.kind === 'number') return points(a, b, rows, run);
  if (a.kind !== 'number' && b.kind !== 'number') return cross(leveled(a), leveled(b), rows);
  return a.kind === 'number' ? boxes(leveled(b), a, rows) : boxes(leveled(a), b as NumberColumn, rows);
}

function comparable(table: Table, name: string): Column {
  const column = requireColumn(table, name);
  if (column.kind === 'number' || column.kind === 'boolean' || column.kind === 'category') return column;
  throw new AppError('option.invalid', {
    option: name,
    allowed: 'a number, category or flag to compare',
    got: `a column of kind ${column.kind}`,
  });
}

function rowsWithBoth(a: Column, b: Column, nRows: number): Int32Array {
  const rows = new Int32Array(nRows);
  let n = 0;
  for (let row = 0; row < nRows; row++) if (!isMissing(a, row) && !isMissing(b, row)) rows[n++] = row;
  return rows.subarray(0, n);
}

function points(a: NumberColumn, b: NumberColumn, rows: Int32Array, run: Run): PairView {
  const isSampled = rows.length > MOST_POINTS;
  const taken = isSampled
    ? run
        .stream('profile.pair')
        .sample(rows.length, MOST_POINTS)
        .map(i => rows[i])
    : rows;
  return {
    kind: 'numbers',
    a: a.name,
    b: b.name,
    x: Array.from(taken, row => a.values[row]),
    y: Array.from(taken, row => b.values[row]),
    nPairs: rows.length,
    sampled: isSampled,
  };
}

interface Leveled {
  readonly name: string;
  readonly levels: readonly string[];
  codeOf(row: number): number;
}

function leveled(column: Column): Leveled {
  if (column.kind === 'boolean')
    return { name: column.name, levels: BOOLEAN_LEVELS, codeOf: row => column.values[row] };
  if (column.kind !== 'category') throw new Error(`${column.kind} has no levels`);
  return { name: column.name, levels: column.levels, codeOf: row => column.codes[row] };
}

/** The most frequent levels, and one place for all others. */
function shownLevels({ levels }: Leveled): { shown: string[]; placeOf(code: number): number } {
  if (levels.length <= MOST_LEVELS) return { shown: [...levels], placeOf: code => code };
  const kept = MOST_LEVELS - 1;
  return { shown: [...levels.slice(0, kept), OTHER], placeOf: code => Math.min(code, kept) };
}

function cross(a: Leveled, b: Leveled, rows: Int32Array): PairView {
  const [ofA, ofB] = [shownLevels(a), shownLevels(b)];
  const counts = ofA.shown.map(() => ofB.shown.map(() => 0));
  for (const row of rows) counts[ofA.placeOf(a.codeOf(row))][ofB.placeOf(b.codeOf(row))]++;
  return {
    kind: 'categories',
    a: a.name,
    b: b.name,
    levelsA: ofA.shown,
    levelsB: ofB.shown,
    counts,
    nPairs: rows.length,
  };
}

function boxes(a: Leveled, b: NumberColumn, rows: Int32Array): PairView {
  const { shown, placeOf } = shownLevels(a);
  const sizes = new Int32Array(shown.length);
  for (const row of rows) sizes[placeOf(a.codeOf(row))]++;
  const values = Array.from(sizes, size => new Float64Array(size));
  const filled = new Int32Array(shown.length);
  for (const row of rows) {
    const place = placeOf(a.codeOf(row));
    values[place][filled[place]++] = b.values[row];
  }
  const groups = shown.flatMap((level, place) => {
    if (sizes[place] === 0) return [];
    const sorted = values[place].sort();
    const { n, mean, sd, q1, median, q3 } = summariseSorted(sorted, sorted.length);
    const { whiskers } = numberDetail(sorted, mean, sd);
    return [{ level, n, low: whiskers.low, q1, median, q3, high: whiskers.high }];
  });
  return { kind: 'mixed', a: a.name, b: b.name, groups, nPairs: rows.length };
}
