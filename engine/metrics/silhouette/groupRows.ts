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

/** All rows in one group, which labelings then part. */
export function oneGroup(nRows: number): Groups {
  return { nGroups: 1, groupOf: new Int32Array(nRows), labelOf: [] };
}

export function groupRows(rows: Int32Array, labelings: readonly Labeling[]): Groups {
  return labelings.reduce((groups, labeling) => partGroups(groups, rows, labeling), oneGroup(rows.length));
}

/** The groups parted by one more labeling, in the order in which they are met. */
export function partGroups(
  { nGroups, groupOf, labelOf }: Groups,
  rows: Int32Array,
  { labels, nClusters }: Labeling,
): Groups {
  const partOf = new Int32Array(nGroups * nClusters).fill(-1);
  const refined = new Int32Array(rows.length);
  const from: number[] = [];
  const own: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const label = labels[rows[i]];
    const key = groupOf[i] * nClusters + label;
    if (partOf[key] < 0) {
      partOf[key] = from.push(groupOf[i]) - 1;
      own.push(label);
    }
    refined[i] = partOf[key];
  }
  const before = labelOf.map(known => Int32Array.from(from, group => known[group]));
  return { nGroups: from.length, groupOf: refined, labelOf: [...before, Int32Array.from(own)] };
}
