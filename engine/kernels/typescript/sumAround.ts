import type { SumAround } from '../Kernels.ts';
import { movedDistance } from './squaredDistance.ts';

export function sumAround(call: SumAround): number {
  const { rows, offset, factor, centers, labels, nColumns, sums, counts } = call;
  let total = 0;
  for (let row = call.rowStart; row < call.rowEnd; row++) {
    const to = labels[row] * nColumns;
    const from = row * nColumns;
    counts[labels[row]] += 1;
    for (let j = 0; j < nColumns; j++) sums[to + j] += (rows[from + j] - offset[j]) * factor;
    total += movedDistance(call, from, centers, to, nColumns);
  }
  return total;
}
