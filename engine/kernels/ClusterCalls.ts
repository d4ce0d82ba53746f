/** A block of rows of one labeling. */
interface BlockOfRows {
  /** in [nRows × nColumns] */
  readonly rows: Float64Array;
  /** in [nRows] */
  readonly labels: Int32Array;
  readonly nRows: number;
  readonly nColumns: number;
}
export interface SumClusters extends BlockOfRows {
  /** in [nColumns], taken off each row */
  readonly origin: Float64Array;
  /** in out [nClusters × (1 + nColumns)] how many rows, then their sums */
  readonly sums: Float64Array;
}
export interface SpreadClusters extends BlockOfRows {
  /** in [nClusters × nColumns] */
  readonly means: Float64Array;
  /** in out [nClusters] sums of distances of rows to the mean of their label, and of squared distances */
  readonly distances: Float64Array;
  readonly squares: Float64Array;
}
export interface ClusterKernels {
  sumClusters(call: SumClusters): void;
  spreadClusters(call: SpreadClusters): void;
}
