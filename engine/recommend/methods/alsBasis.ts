import { dot, factorTask } from './invertDefinite.ts';

/** Least ridge, as a share of the largest sum of squares of a factor, so that there is always one answer. */
const LEAST_RIDGE = 1e-12;
const NEVER = { throwIfCancelled: () => undefined };

/** L with L Lᵀ = Σ y yᵀ + λI, in the three forms in which rows are multiplied by it; each [width × width]. */
export interface AlsBasis {
  /** L⁻¹ */
  readonly down: Float64Array;
  /** Lᵀ */
  readonly forth: Float64Array;
  /** L⁻ᵀ */
  readonly back: Float64Array;
}

/**
 * @param gram  in [width × width] Σ y yᵀ, on and right of the diagonal; it is used up
 * @param basis  out
 * Cost: 2 width³ / 3.
 */
export function factorBasis(gram: Float64Array, nFactors: number, width: number, ridge: number, basis: AlsBasis): void {
  const { down, forth, back } = basis;
  let largest = 0;
  for (let f = 0; f < nFactors; f++) largest = Math.max(largest, gram[f * width + f]);
  const added = Math.max(ridge, LEAST_RIDGE * largest) || 1;
  for (let f = 0; f < width; f++) {
    for (let g = 0; g < f; g++) gram[f * width + g] = gram[g * width + f];
    gram[f * width + f] += f < nFactors ? added : 1;
  }
  factorTask({ values: gram, n: width }, NEVER);
  down.fill(0);
  forth.fill(0);
  back.fill(0);
  for (let j = 0; j < width; j++) {
    back[j * width + j] = 1 / gram[j * width + j];
    for (let i = j + 1; i < width; i++)
      back[j * width + i] = -dot(gram, i * width + j, back, j * width + j, i - j) / gram[i * width + i];
    for (let i = j; i < width; i++) {
      down[i * width + j] = back[j * width + i];
      forth[j * width + i] = gram[i * width + j];
    }
  }
}
