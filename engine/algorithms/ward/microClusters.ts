import type { Run } from '../../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { gatherRows } from '../gatherRows.ts';
import { fitFromCenters, fitKMeans } from '../kmeans.ts';
import { countDistinctRows } from '../kmeans/countDistinctRows.ts';

export const MICRO_CLUSTERS = 500;
/** The small groups are found on so many rows. */
const SAMPLE_ROWS = 10_000;
const SAMPLE_ITERATIONS = 10;
/** Passes over all rows: small groups need not settle. */
const ITERATIONS = 2;

export interface Leaves {
  /** [nLeaves × nColumns] */
  readonly centers: Float64Array;
  /** [nLeaves] */
  readonly sizes: Float64Array;
  /** [nRows] */
  readonly leafOf: Int32Array;
}

/** About 500 small groups of rows, each around its centre: k-means on a seeded sample, moved on all rows. None is empty. */
export async function microClusters(x: Matrix, run: Run): Promise<Leaves> {
  const sample =
    x.nRows > SAMPLE_ROWS
      ? await gatherRows(x, sharedRows(run.stream('ward.sample').sample(x.nRows, SAMPLE_ROWS)), run)
      : x;
  const nClusters = countDistinctRows(sample, MICRO_CLUSTERS);
  const options = { nClusters, init: 'kmeans++', nInit: 1, maxIter: SAMPLE_ITERATIONS, tol: 1e-4 } as const;
  const found = await fitKMeans(sample, options, run);
  const fit =
    sample === x ? found : await fitFromCenters(x, found.model.centers, { maxIter: ITERATIONS, isNear: true }, run);
  return withoutEmpty(fit.model.centers, fit.labels, x.nColumns);
}

function sharedRows(rows: Int32Array): Int32Array {
  const shared = sharedInt32(rows.length);
  shared.set(rows);
  return shared;
}

function withoutEmpty(centers: Float64Array, labels: Int32Array, nColumns: number): Leaves {
  const counts = new Float64Array(centers.length / nColumns);
  for (const label of labels) counts[label]++;
  const kept = [...counts.keys()].filter(c => counts[c] > 0);
  const leaf = new Int32Array(counts.length);
  for (const [i, c] of kept.entries()) leaf[c] = i;
  return {
    centers: Float64Array.from(kept.flatMap(c => [...centers.subarray(c * nColumns, (c + 1) * nColumns)])),
    sizes: Float64Array.from(kept, c => counts[c]),
    leafOf: labels.map(label => leaf[label]),
  };
}
