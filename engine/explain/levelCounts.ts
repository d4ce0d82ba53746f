import type { Column } from '../table/Column.ts';
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

/** @returns null for columns of numbers and dates, which have no levels */
export function countLevels(column: Column, labels: Int32Array, nSegments: number): LevelCounts | null {
  if (column.kind === 'number' || column.kind === 'date') return null;
  const levels = column.kind === 'boolean' ? BOOLEAN_LEVELS : column.kind === 'set' ? column.members : column.levels;
  const width = levels.length;
  const counts = new Float64Array(nSegments * width);
  const known = new Float64Array(nSegments);
  const missing = new Float64Array(nSegments);
  if (column.kind === 'set') {
    for (let row = 0; row < labels.length; row++) {
      const segment = labels[row];
      const from = column.offsets[row];
      const to = column.offsets[row + 1];
      if (from === to) missing[segment]++;
      else known[segment]++;
      for (let i = from; i < to; i++) counts[segment * width + column.codes[i]]++;
    }
    return { levels, counts, known, missing };
  }
  const codes = column.kind === 'boolean' ? column.values : column.codes;
  for (let row = 0; row < labels.length; row++) {
    const code = codes[row];
    const segment = labels[row];
    if (code < 0 || code >= width) missing[segment]++;
    else {
      known[segment]++;
      counts[segment * width + code]++;
    }
  }
  return { levels, counts, known, missing };
}

/** Positions of the levels, most frequent first, ties in the order of the column. */
export function levelsByCount({ levels, counts }: LevelCounts): number[] {
  const totals = new Float64Array(levels.length);
  for (let i = 0; i < counts.length; i++) totals[i % levels.length] += counts[i];
  return levels.map((_level, code) => code).sort((a, b) => totals[b] - totals[a] || a - b);
}
