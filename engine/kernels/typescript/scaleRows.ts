import type { ScaleRows } from '../Kernels.ts';

export function scaleRows(call: ScaleRows): number {
  const { exact, rows32, norms32, stride32, origin, scale, nColumns, sums } = call;
  let total = call.squares;
  for (let row = call.rowStart; row < call.rowEnd; row++) {
    const at = row * nColumns;
    const at32 = row * stride32;
    for (let j = 0; j < nColumns; j++) {
      const value = (exact[at + j] - origin[j]) * scale;
      exact[at + j] = value;
      rows32[at32 + j] = value;
      sums[j] += value;
    }
    for (let j = nColumns; j < stride32; j++) rows32[at32 + j] = 0;
    const norm = squaredNorm(exact, at, nColumns);
    norms32[row] = norm;
    total += norm;
  }
  return total;
}

/** Even and odd columns are summed apart, as two lanes of SIMD do. */
function squaredNorm(values: Float64Array, at: number, nColumns: number): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < nColumns; j += 2) {
    even += values[at + j] * values[at + j];
    odd += values[at + j + 1] * values[at + j + 1];
  }
  return j < nColumns ? even + odd + values[at + j] * values[at + j] : even + odd;
}
