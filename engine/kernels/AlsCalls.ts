/** Rows of alternating least squares: each is solved from the rows of the other side that it is paired with. */
export interface AlsRows {
  /** in [rows + 1] row r is paired with codes[offsets[r]] … codes[offsets[r + 1] - 1], by weights */
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** in [others × width] L⁻¹ y of their factors y, zeros behind the last */
  readonly source: Float64Array;
  /** in out [rows × width] */
  readonly target: Float64Array;
  /** in [width × width] Lᵀ, with L Lᵀ = Σ y yᵀ over all others, with the ridge on the diagonal */
  readonly forth: Float64Array;
  /** in [width × width] L⁻ᵀ */
  readonly back: Float64Array;
  /** work space [4 × width + 4] of this thread */
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
  /** in out [width × width] products of pairs of factors, added to; only those on and right of the diagonal mean something */
  readonly sums: Float64Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly width: number;
}
export interface AlsTurn {
  /** in [width × width] with zeros right of the diagonal */
  readonly matrix: Float64Array;
  /** in [rows × width] */
  readonly from: Float64Array;
  /** out [rows × width] matrix times each row */
  readonly to: Float64Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly width: number;
}
export interface AlsKernels {
  /**
   * Solves (L Lᵀ + Σ α w y yᵀ) x = Σ (1 + α w) y for rows [rowStart, rowEnd) by conjugate gradients from the x of before, in z = Lᵀ x, where the equations
   * are (I + Σ α w ỹ ỹᵀ) z = Σ (1 + α w) ỹ with ỹ = L⁻¹ y: the matrix that all rows share falls out of every step. A row without pairs is 0.
   *
   * Source: Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987; Golub & Van Loan, Matrix Computations, 4th ed., 11.5, for the preconditioning.
   */
  alsRows(call: AlsRows): void;
  alsGram(call: AlsGram): void;
  alsTurn(call: AlsTurn): void;
}
