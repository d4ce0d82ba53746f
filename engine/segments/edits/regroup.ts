import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { addMean } from '../groupInOrder.ts';
import type { EditableGrouping } from './EditableGrouping.ts';

/** A group of a new grouping: which of the old keys make it up, and where it stands. */
export interface NewGroup {
  readonly keys: readonly number[];
  readonly number: number;
  readonly isOutliers: boolean;
  /** [nColumns]; null takes the mean of its customers. */
  readonly center: Float64Array | null;
}

/**
 * Puts groups in the order people read them: largest first, equal sizes by their centres from the first column on, customers like no group
 * last.
 * @param keys [nRows], 0-based, below `nKeys`; each belongs to one group
 * @returns position [nKeys] of each key, −1 for a key of no group
 */
export function regroup(
  x: Matrix,
  keys: Int32Array,
  nKeys: number,
  groups: readonly NewGroup[],
): { grouping: EditableGrouping; position: Int32Array } {
  const groupOf = new Int32Array(nKeys).fill(-1);
  groups.forEach((group, i) => group.keys.forEach(key => (groupOf[key] = i)));
  const labels = sharedInt32(keys.length);
  const counts = groups.map(() => 0);
  for (let row = 0; row < keys.length; row++) counts[(labels[row] = groupOf[keys[row]])]++;
  const centers = groups.map(({ center }, i) => center ?? meanOf(x, labels, i));
  const order = groups
    .map((_group, i) => i)
    .sort(
      (a, b) =>
        Number(groups[a].isOutliers) - Number(groups[b].isOutliers) ||
        counts[b] - counts[a] ||
        compare(centers[a], centers[b]) ||
        a - b,
    );
  const place = new Int32Array(groups.length);
  order.forEach((group, i) => (place[group] = i));
  for (let row = 0; row < labels.length; row++) labels[row] = place[labels[row]];
  const all = new Float64Array(groups.length * x.nColumns);
  order.forEach((group, i) => all.set(centers[group], i * x.nColumns));
  return {
    grouping: {
      labels,
      centroids: { nClusters: groups.length, nColumns: x.nColumns, centers: all },
      sizes: order.map(group => counts[group]),
      groups: order.map(group => groups[group].number),
      outliers: order.findIndex(group => groups[group].isOutliers),
    },
    position: groupOf.map(group => (group < 0 ? -1 : place[group])),
  };
}

function meanOf(x: Matrix, labels: Int32Array, group: number): Float64Array {
  const mean = new Float64Array(x.nColumns);
  addMean(x, labels, group, mean);
  return mean;
}

function compare(a: Float64Array, b: Float64Array): number {
  for (let column = 0; column < a.length; column++) if (a[column] !== b[column]) return a[column] - b[column];
  return 0;
}

/** The groups that a change leaves alone. */
export function untouched(before: EditableGrouping, touched: readonly number[]): NewGroup[] {
  const { centers, nColumns } = before.centroids;
  return before.groups.flatMap((number, i) =>
    touched.includes(i)
      ? []
      : [
          {
            keys: [i],
            number,
            isOutliers: i === before.outliers,
            center: centers.slice(i * nColumns, (i + 1) * nColumns),
          },
        ],
  );
}
