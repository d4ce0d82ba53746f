import type { Segmented } from '../Segmented.ts';
import type { Grouping } from '../groupInOrder.ts';
import type { KMeansModel } from '../../algorithms/KMeansModel.ts';
import type { Centroids } from '../Centroids.ts';

/** Customers in segments, largest first, as they are after any number of changes by hand. */
export interface EditableGrouping {
  /** [nRows], 0-based position of the segment. */
  readonly labels: Int32Array;
  readonly centroids: Centroids;
  readonly sizes: readonly number[];
  /** Number of the group (see `groupKey`) at each position: what names and overrides hold on to. */
  readonly groups: readonly number[];
  /** Position of the customers that are like no group; −1 where there are none. */
  readonly outliers: number;
}

/** One change by hand, fitted: plain data that tells where any customer goes. */
export interface EditStep {
  /** The segment that is taken apart and the little k-means that does it; null for a merge. */
  readonly split: { readonly segment: number; readonly model: KMeansModel } | null;
  /** New position of each segment before, then of each part of a split; −1 for the segment that was split. */
  readonly position: Int32Array;
  /** Numbers of the groups that went into it, and of those that came out. */
  readonly from: readonly number[];
  readonly made: readonly number[];
}
export interface Edited {
  readonly grouping: EditableGrouping;
  readonly step: EditStep;
}

/** A grouping as it was found: every group has the number of its segment. */
export function editable(
  { labels, centroids, sizes, position }: Grouping,
  model: Pick<Segmented['model'], 'nClusters'>,
): EditableGrouping {
  const groups = sizes.map((_size, i) => i + 1);
  return { labels, centroids, sizes, groups, outliers: position[model.nClusters] };
}
