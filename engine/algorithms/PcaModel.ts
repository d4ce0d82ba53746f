/** Immutable and plain: saving is writing it. */
export interface PcaModel {
  readonly algorithm: 'pca';
  readonly version: 1;
  readonly nComponents: number;
  readonly nColumns: number;
  /** [nColumns] */
  readonly mean: Float64Array;
  /** [nComponents × nColumns], row-major, unit rows; the entry of largest magnitude in each row is positive. */
  readonly components: Float64Array;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
}
