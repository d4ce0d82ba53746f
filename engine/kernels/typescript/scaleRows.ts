import type { ScaleRows } from '../Kernels.ts';

export function scaleRows(call: ScaleRows): number {
  const { exact, rows32, stride32, origin, scale, nColumns, sums } = call;
  const hasOdd = nColumns % 2 === 1;
  const squares = [0, 0, 0];
  for (let row = call.rowStart; row < call.rowEnd; row++) {
    const at = row * nColumns;
    const at32 = row * stride32;
    for (let j = 0; j < nColumns; j++) {
      const value = (exact[at + j] - origin[j]) * scale;
      exact[at + j] = value;
      rows32[at32 + j] = value;
      sums[j] += value;
      squares[hasOdd && j === nColumns - 1 ? 2 : j & 1] += value * value;
    }
    for (let j = nColumns; j < stride32; j++) rows32[at32 + j] = 0;
  }
  return squares[0] + squares[1] + squares[2];
}
