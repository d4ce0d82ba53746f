import type { Labeling } from '../silhouette.ts';

/** More groups than this are not worth the memory of a sum per row and group. */
export const MAX_GROUPS = 256;

/** Rows put together that have the same labels in every labeling: distances summed per group serve all labelings. */
export interface Groups {
  readonly nGroups: number;
  /** [rows] */
  readonly groupOf: Int32Array;
  /** [labeling][group] */
  readonly labelOf: readonly Int32Array[];
}

export function groupRows(rows: Int32Array, labelings: readonly Labeling[]): Groups {
  let groupOf = new Int32Array(rows.length);
  let firstRow: number[] = [0];
  for (const { labels, nClusters } of labelings) {
    const groups = new Map<number, number>();
    const refined = new Int32Array(rows.length);
    firstRow = [];
    for (let i = 0; i < rows.length; i++) {
      const key = groupOf[i] * nClusters + labels[rows[i]];
      let group = groups.get(key);
      if (group === undefined) {
        group = groups.size;
        groups.set(key, group);
        firstRow.push(i);
      }
      refined[i] = group;
    }
    groupOf = refined;
  }
  const labelOf = labelings.map(({ labels }) => Int32Array.from(firstRow, i => labels[rows[i]]));
  return { nGroups: firstRow.length, groupOf, labelOf };
}
