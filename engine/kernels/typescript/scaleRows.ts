import type { ScaleRows } from '../Kernels.ts';

export function scaleRows(call: ScaleRows): number {
  const { rows, rows32, norms32, stride32, origin, scale, nColumns, sums, isKept } = call;
  const values = new Float64Array(nColumns);
  let total = call.squares;
  for (let row = call.rowStart; row < call.rowEnd; row++) {
    const at = row * nColumns;
    const at32 = row * stride32;
    for (let j = 0; j < nColumns; j++) {
      const value = (rows[at + j] - origin[j]) * scale;
      values[j] = value;
      if (stride32 > 0) rows32[at32 + j] = value;
      sums[j] += value;
    }
    if (isKept) rows.set(values, at);
    for (let j = nColumns; j < stride32; j++) rows32[at32 + j] = 0;
    const norm = squaredNorm(values);
    if (stride32 > 0) norms32[row] = norm;
    total += norm;
  }
  return total;
}

/** Even and odd columns are summed apart, as two lanes of SIMD do. */
function squaredNorm(values: Float64Array): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < values.length; j += 2) {
    even += values[j] * values[j];
    odd += values[j + 1] * values[j + 1];
  }
  return j < values.length ? even + odd + values[j] * values[j] : even + odd;
}
