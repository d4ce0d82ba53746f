import type { SegmentStability } from '#shared/evidence';
import type { ProfileTable, Segmentation } from '#shared/results';
import type { ClusterModel } from '../algorithms/ClusterModel.ts';
import type { PcaModel } from '../algorithms/PcaModel.ts';
import type { Centroids } from './Centroids.ts';
import type { Evidence } from './Clustered.ts';
import type { EditStep } from './edits/EditableGrouping.ts';
import type { SetByHand } from './overrides/SetByHand.ts';

/** Everything a segmentation run leaves behind; plain values, so that saving is writing it. */
export interface Segmented {
  readonly segmentation: Segmentation;
  /** [nRows], 0-based position in `segmentation.segments` (0 is the largest segment). */
  readonly labels: Int32Array;
  /** [nRows], 0–100. */
  readonly scores: Float64Array;
  /** [nRows], index into TIERS. */
  readonly tiers: Uint8Array;
  /** What was fitted, clusters in its own order. */
  readonly model: ClusterModel;
  /**
   * [model.nClusters + 1] segment of each cluster, and at the end that of customers in none (-1 where there is no such segment); as found,
   * before changes by hand.
   */
  readonly position: Int32Array;
  /** Centres in the order of `segmentation.segments`. */
  readonly centroids: Centroids;
  /** Two or more components of the prepared matrix, for the map. */
  readonly pca: PcaModel;
  /** [nClusters], 99th percentile of the distance to the own centre. */
  readonly farFrom: Float64Array;
  /** Worth saving, but made again from the table when absent. */
  readonly profile?: ProfileTable;
  /**
   * By column, for the drivers of the tier rule that rank: the values that cut the book into a thousand equal parts, ascending (all known
   * values when there are fewer). Worth saving, but made again from the table when absent.
   */
  readonly ranks?: Readonly<Record<string, Float64Array>>;
  /** The segments as they were found, where a person has changed them since. */
  readonly fitted?: FittedSegments;
  /** The changes by hand, in order: new customers go through them too. */
  readonly steps?: readonly EditStep[];
  /** Customers whose segment or tier a person set, ascending by row. */
  readonly byHand?: readonly SetByHand[];
}

export interface FittedSegments {
  /** [nRows], 0-based position among the segments as found. */
  readonly labels: Int32Array;
  readonly centroids: Centroids;
  readonly sizes: number[];
  readonly evidence: Evidence;
  readonly stability: readonly (SegmentStability | null)[];
}
