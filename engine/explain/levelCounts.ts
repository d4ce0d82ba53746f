import type { Column, SetColumn } from '../table/Column.ts';
import { BOOLEAN_LEVELS } from '../table/selectRows.ts';

/** How often each level occurs in each segment. */
export interface LevelCounts {
  readonly levels: readonly string[];
  /** [nSegments × levels.length], row-major. A customer with a set counts once in each of its members. */
  readonly counts: Float64Array;
  /** [nSegments], customers with a value. */
  readonly known: Float64Array;
  /** [nSegments], customers without one. */
  readonly missing: Float64Array;
}

/** By labels and column, neither of which ever changes. */
const known = new WeakMap<Int32Array, WeakMap<Column, LevelCounts>>();

/** Keeps what a thread has counted for the labels of a segmentation. */
export function keepCounts(column: Column, labels: Int32Array, counts: LevelCounts): void {
  const own = known.get(labels) ?? new WeakMap<Column, LevelCounts>();
  known.set(labels, own.set(column, { ...counts, levels: levelsOf(column) }));
}

/** As it was kept; null where it was not. */
export function keptCounts(column: Column, labels: Int32Array): LevelCounts | null {
  return known.get(labels)?.get(column) ?? null;
}

function levelsOf(column: Column): readonly string[] {
  if (column.kind === 'category' || column.kind === 'text') return column.levels;
  return column.kind === 'set' ? column.members : BOOLEAN_LEVELS;
}

/** @returns null for columns of numbers and dates, which have no levels */
export function countLevels(column: Column, labels: Int32Array, nSegments: number): LevelCounts | null {
  if (column.kind === 'number' || column.kind === 'date') return null;
  if (column.kind === 'set') return countMembers(column, labels, nSegments);
  if (column.kind === 'boolean') return countCodes(BOOLEAN_LEVELS, column.values, labels, nSegments);
  return countCodes(column.levels, column.codes, labels, nSegments);
}

function emptyCounts(levels: readonly string[], nSegments: number): LevelCounts {
  return {
    levels,
    counts: new Float64Array(nSegments * levels.length),
    known: new Float64Array(nSegments),
    missing: new Float64Array(nSegments),
  };
}

function countCodes(
  levels: readonly string[],
  codes: Uint8Array | Int32Array,
  labels: Int32Array,
  nSegments: number,
): LevelCounts {
  const result = emptyCounts(levels, nSegments);
  for (let row = 0; row < labels.length; row++) {
    const code = codes[row];
    const segment = labels[row];
    if (code < 0 || code >= levels.length) result.missing[segment]++;
    else {
      result.known[segment]++;
      result.counts[segment * levels.length + code]++;
    }
  }
  return result;
}

function countMembers({ members, offsets, codes }: SetColumn, labels: Int32Array, nSegments: number): LevelCounts {
  const result = emptyCounts(members, nSegments);
  for (let row = 0; row < labels.length; row++) {
    const segment = labels[row];
    if (offsets[row] === offsets[row + 1]) result.missing[segment]++;
    else result.known[segment]++;
    for (let i = offsets[row]; i < offsets[row + 1]; i++) result.counts[segment * members.length + codes[i]]++;
  }
  return result;
}

/** Positions of the levels, most frequent first, ties in the order of the column. */
export function levelsByCount({ levels, counts }: LevelCounts): number[] {
  const totals = new Float64Array(levels.length);
  for (let i = 0; i < counts.length; i++) totals[i % levels.length] += counts[i];
  return levels.map((_level, code) => code).sort((a, b) => totals[b] - totals[a] || a - b);
}
