import type { SumDistances } from '../Kernels.ts';

export function sumDistances(call: SumDistances): void {
  const { starts, sums, nGroups } = call;
  const lanes = new Float64Array(4);
  for (let row = call.blockStart * 4; row < call.blockEnd * 4; row++) {
    for (let group = 0; group < nGroups; group++) {
      lanes.fill(0);
      for (let block = starts[group]; block < starts[group + 1]; block++) addBlock(call, row, block, lanes);
      sums[row * nGroups + group] = lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
    }
  }
}

function addBlock({ blocks, weights, nColumns }: SumDistances, row: number, block: number, lanes: Float64Array): void {
  const from = (row >> 2) * nColumns * 4 + (row & 3);
  for (let lane = 0; lane < 4; lane++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) {
      const d = blocks[(block * nColumns + j) * 4 + lane] - blocks[from + j * 4];
      sum += d * d;
    }
    lanes[lane] += Math.sqrt(sum) * weights[block * 4 + lane];
  }
}
