import { AppError } from '#shared/errors';
import type { Matrix } from '../../table/Matrix.ts';
import type { CovarianceType } from '../GaussianMixtureModel.ts';
import { countDistinctRows } from '../kmeans/countDistinctRows.ts';

/** Numbers in the covariances of all segments, at most: 128 MB. */
const MOST_NUMBERS = 16_000_000;

interface Asked {
  readonly nClusters: number;
  readonly nColumns: number;
  readonly covarianceType: CovarianceType;
}

/**
 * @throws `data.tooFewRows`, `data.tooFewDistinct`, `mixture.tooFewRows`, `mixture.tooLarge`
 */
export function requireEstimable(x: Matrix, options: Omit<Asked, 'nColumns'>): void {
  const { nRows, nColumns } = x;
  const { nClusters, covarianceType } = options;
  const least = Math.max(2, nClusters);
  if (nRows < least) throw new AppError('data.tooFewRows', { need: least, got: nRows, what: 'a Gaussian mixture' });
  const distinct = countDistinctRows(x, nClusters);
  if (distinct < nClusters) throw new AppError('data.tooFewDistinct', { need: nClusters, got: distinct });
  const need = leastRows({ nClusters, nColumns, covarianceType });
  if (nRows < need) throw new AppError('mixture.tooFewRows', { columns: nColumns, need, got: nRows });
  if (covarianceType === 'full' && nClusters * nColumns * nColumns > MOST_NUMBERS)
    throw new AppError('mixture.tooLarge', { nClusters, columns: nColumns });
}

/** Rows without which covariances cannot be estimated. */
function leastRows({ nClusters, nColumns, covarianceType }: Asked): number {
  if (covarianceType === 'full') return nClusters * (nColumns + 1);
  return covarianceType === 'tied' ? nClusters + nColumns : nClusters;
}

/** Numbers that are free in a mixture: means, covariances, and all weights but one. */
export function countParameters({ nClusters, nColumns, covarianceType }: Asked): number {
  const triangle = (nColumns * (nColumns + 1)) / 2;
  const perType = { full: nClusters * triangle, tied: triangle, diag: nClusters * nColumns, spherical: nClusters };
  return perType[covarianceType] + nClusters * nColumns + nClusters - 1;
}
