import type { CategoryColumn } from '../table/Column.ts';

/** [levels]: how many rows have each. */
export function levelCounts(column: CategoryColumn): Int32Array {
  const counts = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  return counts;
}
