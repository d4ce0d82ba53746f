/** Rows of alternating least squares: each is solved from the rows of the other side that it is paired with. */
export interface AlsRows {
  /** in [rows + 1] row r is paired with codes[offsets[r]] … codes[offsets[r + 1] - 1], by weights */
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** in [others × width] their factors, zeros behind the last */
  readonly source: Float64Array;
  /** in out [rows × width] */
  readonly target: Float64Array;
  /** in [width × width] products of all rows of `source`, with the ridge on the diagonal */
  readonly gram: Float64Array;
  /** work space [3 × width] of this thread */
  readonly space: Float64Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  /** Factors rounded up to a multiple of 4. */
  readonly width: number;
  readonly alpha: number;
  /** Steps of conjugate gradients. */
  readonly steps: number;
}
export interface AlsGram {
  /** in [rows × width] */
  readonly source: Float64Array;
  /** in out [width × width] products of pairs of factors, added to */
  readonly sums: Float64Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly width: number;
}
export interface AlsKernels {
  /**
   * Solves (gram + Σ α w y yᵀ) x = Σ (1 + α w) y for rows [rowStart, rowEnd) by conjugate gradients from the x of before; a row without pairs is 0.
   *
   * Source: Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987.
   */
  alsRows(call: AlsRows): void;
  alsGram(call: AlsGram): void;
}
