import type { CategoryColumn } from '../table/Column.ts';

/** [levels]: how many rows have each. */
export function levelCounts(column: CategoryColumn): Int32Array {
  const counts = new Int32Array(column.levels.length);
  const { codes } = column;
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++;
  return counts;
}
