import type { ColumnRole } from '#shared/columns';
import type { CategoryColumn, Column, SetColumn, Table } from '../../table/Column.ts';
import { BOOLEAN_LEVELS } from '../../table/selectRows.ts';
import { yearsBefore } from '../contrasts.ts';
import { countLevels, keptCounts, levelsByCount } from '../levelCounts.ts';
import type { BinnedColumn } from './BinnedColumn.ts';

/** Values of a number that are told apart; more are put together in groups of equal size. */
const MAX_BINS = 128;
/** Levels of a category that are told apart, most frequent first. */
const MAX_LEVELS = 30;
/** Members of a set that are looked at, most frequent first. */
const MAX_MEMBERS = 20;
const USED: readonly ColumnRole[] = ['feature', 'flag', 'date'];
const NOTHING = new Float64Array(0);

/**
 * The columns a rule may speak of, one after the other: features, flags and dates, never identifiers, targets, protected columns or free text.
 * @param rows rows of the table that are looked at
 * @param referenceDay days since 1970-01-01 that dates are measured from; without one they are left out
 * @param labels of all rows, whose counts may be at hand
 */
export function* binColumns(
  table: Table,
  roles: readonly ColumnRole[],
  rows: Int32Array,
  referenceDay: number,
  labels: Int32Array,
): Generator<BinnedColumn[]> {
  for (const [i, column] of table.columns.entries()) {
    if (!USED.includes(roles[i]) || column.kind === 'text') continue;
    yield binned(column, rows, referenceDay, labels).filter(variesIn);
  }
}

function binned(column: Column, rows: Int32Array, referenceDay: number, labels: Int32Array): BinnedColumn[] {
  if (column.kind === 'number') {
    const found = binNumbers(column.name, 'number', column.values, rows);
    return [column.isPercent ? { ...found, isPercent: true } : found];
  }
  if (column.kind === 'date') {
    if (!Number.isFinite(referenceDay)) return [];
    return [binNumbers(column.name, 'years', yearsBefore(column.values, referenceDay), rows)];
  }
  if (column.kind === 'boolean') {
    const codes = Uint8Array.from(rows, row => column.values[row]);
    return [levelColumn(column.name, 'boolean', codes, [...BOOLEAN_LEVELS])];
  }
  if (column.kind === 'set') return binMembers(column, rows, labels);
  return [binLevels(column as CategoryColumn, rows)];
}

/** A column with one bin only, missing among them, tells nothing. */
function variesIn({ codes }: BinnedColumn): boolean {
  return codes.some(code => code !== codes[0]);
}

/** Each different value its own bin where there are few; else groups of about equal numbers of rows, equal values together. */
export function binNumbers(
  name: string,
  kind: 'number' | 'years',
  values: Float64Array,
  rows: Int32Array,
): BinnedColumn {
  const known = finiteOf(values, rows).sort();
  const largest = upperEnds(known);
  const codes = new Uint8Array(rows.length);
  const least = new Float64Array(largest.length).fill(Infinity);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    codes[i] = Number.isFinite(value) ? firstAtLeast(largest, value) : largest.length;
    if (codes[i] < largest.length && value < least[codes[i]]) least[codes[i]] = value;
  }
  return {
    column: name,
    kind,
    codes,
    nBins: largest.length,
    hasMissing: known.length < rows.length,
    least,
    largest,
    levels: [],
    member: null,
  };
}

function finiteOf(values: Float64Array, rows: Int32Array): Float64Array {
  const known = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) if (Number.isFinite(values[rows[i]])) known[n++] = values[rows[i]];
  return known.subarray(0, n);
}

/** @param sorted ascending */
function upperEnds(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= MAX_BINS) return distinct;
  const size = sorted.length / MAX_BINS;
  const ends: number[] = [];
  for (let bin = 1; bin <= MAX_BINS; bin++) {
    const end = sorted[Math.min(sorted.length, Math.ceil(bin * size)) - 1];
    if (ends[ends.length - 1] !== end) ends.push(end);
  }
  return Float64Array.from(ends);
}

function firstAtLeast(ends: Float64Array, value: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function binLevels(column: CategoryColumn, rows: Int32Array): BinnedColumn {
  const counts = new Float64Array(column.levels.length);
  for (const row of rows) if (column.codes[row] >= 0) counts[column.codes[row]]++;
  const order = Array.from(counts.keys())
    .filter(code => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  const kept = order.slice(0, MAX_LEVELS);
  const hasRest = order.length > kept.length;
  const levels = [...kept.map(code => column.levels[code]), ...(hasRest ? [null] : [])];
  const binOf = new Int32Array(column.levels.length).fill(kept.length);
  kept.forEach((code, bin) => (binOf[code] = bin));
  const codes = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]];
    codes[i] = code < 0 ? levels.length : binOf[code];
  }
  return levelColumn(column.name, 'category', codes, levels);
}

function binMembers(column: SetColumn, rows: Int32Array, labels: Int32Array): BinnedColumn[] {
  const counted = keptCounts(column, labels) ?? countLevels(column, new Int32Array(column.offsets.length - 1), 1)!;
  const members = levelsByCount(counted).slice(0, MAX_MEMBERS);
  const place = new Int32Array(column.members.length).fill(-1);
  members.forEach((code, at) => (place[code] = at));
  const codes = members.map(() => new Uint8Array(rows.length));
  for (let i = 0; i < rows.length; i++)
    for (let at = column.offsets[rows[i]]; at < column.offsets[rows[i] + 1]; at++) {
      const member = place[column.codes[at]];
      if (member >= 0) codes[member][i] = 1;
    }
  return members.map((code, at) => ({
    ...levelColumn(column.name, 'member', codes[at], [...BOOLEAN_LEVELS]),
    member: column.members[code],
  }));
}

function levelColumn(
  column: string,
  kind: BinnedColumn['kind'],
  codes: Uint8Array,
  levels: readonly (string | null)[],
): BinnedColumn {
  const nBins = levels.length;
  const hasMissing = codes.includes(nBins);
  return { column, kind, codes, nBins, hasMissing, least: NOTHING, largest: NOTHING, levels, member: null };
}
