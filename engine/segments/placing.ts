import { CONFIDENCES } from '#shared/explanation';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { marginOf } from './assignment.ts';
import { squaredDistance } from './centreDistances.ts';
import { confidenceOf } from './confidence.ts';
import type { Placer } from './Placer.ts';
import type { Segmented } from './Segmented.ts';
import { pause } from './stageRun.ts';

/** How sure the places of many customers are. Arrays have one entry per customer. */
export interface Placing {
  /** Probability of the own segment by the classifier. */
  readonly probability: Float64Array;
  /** Index into CONFIDENCES. */
  readonly confidence: Uint8Array;
  /** 1: farther from its centre than 99 % of the customers of that segment. */
  readonly unlikeAnySeen: Uint8Array;
}

const NUMBERS_PER_LOOK = 4_000_000;

/**
 * The same as `assignmentOf` says of one customer.
 * @param x prepared rows of the new customers @param labels [nRows], 0-based segment of each
 * @param placer what they were placed by
 * @throws Cancelled
 */
export async function placingOf(
  x: Matrix,
  labels: Int32Array,
  { segmented: { centroids, farFrom }, classifier }: Pick<Placer, 'segmented' | 'classifier'>,
  run: Run,
): Promise<Placing> {
  const { nClusters } = centroids;
  const into = new Float64Array(nClusters);
  const probability = new Float64Array(x.nRows);
  const confidence = new Uint8Array(x.nRows);
  const unlikeAnySeen = new Uint8Array(x.nRows);
  const perLook = Math.max(1, Math.floor(NUMBERS_PER_LOOK / (x.nColumns * nClusters)));
  for (let row = 0; row < x.nRows; row++) {
    if (row % perLook === 0) {
      run.progress(row, x.nRows, 'Weighing how sure the places are');
      await pause(run);
    }
    const own = labels[row];
    const distance = Math.sqrt(squaredDistance(x.values, row, centroids, own));
    probability[row] = classifier.probabilities(x.values, row * x.nColumns, into)[own];
    const margin = marginOf(distance, otherDistance(x, row, centroids, own));
    unlikeAnySeen[row] = distance > farFrom[own] ? 1 : 0;
    const sure = confidenceOf(probability[row], margin, nClusters, unlikeAnySeen[row] === 1);
    confidence[row] = CONFIDENCES.indexOf(sure);
  }
  return { probability, confidence, unlikeAnySeen };
}

/** Distance to the nearest of the other centres. */
function otherDistance(x: Matrix, row: number, centroids: Segmented['centroids'], own: number): number {
  let least = Infinity;
  for (let s = 0; s < centroids.nClusters; s++)
    if (s !== own) least = Math.min(least, squaredDistance(x.values, row, centroids, s));
  return Math.sqrt(least);
}
