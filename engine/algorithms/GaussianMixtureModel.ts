export type CovarianceType = 'full' | 'tied' | 'diag' | 'spherical';

/** Immutable and plain: saving is writing it. */
export interface GaussianMixtureModel extends MixtureParameters {
  readonly algorithm: 'gaussianMixture';
  readonly version: 1;
  /** Mean log-likelihood of the fitted rows before the last step, as scikit-learn's `lower_bound_`. */
  readonly lowerBound: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Bayesian and Akaike information criterion on the fitted rows; lower is better. */
  readonly bic: number;
  readonly aic: number;
}

/** What a mixture of normal distributions is made of. */
export interface MixtureParameters {
  readonly nClusters: number;
  readonly nColumns: number;
  readonly covarianceType: CovarianceType;
  /** [nClusters × nColumns], row-major: the means. */
  readonly centers: Float64Array;
  /** [nClusters], adding up to 1. */
  readonly weights: Float64Array;
  /** full [nClusters × nColumns × nColumns], tied [nColumns × nColumns], diag [nClusters × nColumns], spherical [nClusters] */
  readonly covariances: Float64Array;
  /**
   * In the shape of `covariances`: upper triangles U with U Uᵀ the inverse of the covariance, or the inverse standard deviations, as
   * scikit-learn's `precisions_cholesky_`.
   */
  readonly precisionsCholesky: Float64Array;
}
