import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import type { Segmenting } from '#shared/recipe';
import type { Matrix } from '../table/Matrix.ts';
import { countDistinctRows } from '../algorithms/kmeans/countDistinctRows.ts';

const MIN_CUSTOMERS = 4;
/** With few customers a segment needs about this many to mean anything. */
const CUSTOMERS_PER_SEGMENT = 5;

/**
 * The numbers of segments worth trying: bounded by the recipe, by how many customers there are and by how many differ.
 * @throws AppError `data.noFeatures`, `data.tooFewRows`, `data.allIdentical`, `data.tooFewDistinct` (more asked for than differ)
 */
export function candidateRange(x: Matrix, segmenting: Segmenting, columns: readonly string[]): number[] {
  if (x.nColumns === 0) throw new AppError('data.noFeatures', { name: 'This file' });
  if (x.nRows < MIN_CUSTOMERS)
    throw new AppError('data.tooFewRows', { need: MIN_CUSTOMERS, got: x.nRows, what: 'a segmentation' });
  const isGiven = segmenting.chooseBy === 'given';
  const most = Math.max(segmenting.maxClusters, isGiven ? segmenting.nClusters : 0);
  const distinct = countDistinctRows(x, most);
  if (distinct < 2) throw new AppError('data.allIdentical', { features: listSome(columns, 6) });
  if (isGiven && segmenting.nClusters > distinct)
    throw new AppError('data.tooFewDistinct', { need: segmenting.nClusters, got: distinct });
  const high = Math.min(segmenting.maxClusters, distinct, Math.max(2, Math.round(x.nRows / CUSTOMERS_PER_SEGMENT)));
  const low = Math.min(segmenting.minClusters, high);
  const range = Array.from({ length: high - low + 1 }, (_none, i) => low + i);
  if (isGiven && !range.includes(segmenting.nClusters)) range.push(segmenting.nClusters);
  return range.sort((a, b) => a - b);
}
