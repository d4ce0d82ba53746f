import type { SumDistances } from '../Kernels.ts';

export function sumDistances(call: SumDistances): void {
  const { starts, sums, space, weights, nGroups, first, second } = call;
  const start = starts[second] * 4;
  const behind = starts[second + 1] * 4;
  space.fill(0, 0, behind - start);
  const lanes = new Float64Array(4);
  for (let row = starts[first] * 4; row < starts[first + 1] * 4; row += 2) {
    const slots = [row, row + 1];
    const distances = slots.map(slot => distancesTo(call, slot, start, behind));
    for (const [i, slot] of slots.entries()) {
      lanes.fill(0);
      for (let j = start; j < behind; j++) lanes[j & 3] += distances[i][j - start] * weights[j];
      sums[slot * nGroups + second] = lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
    }
    for (let j = 0; j < behind - start; j++)
      space[j] += distances[0][j] * weights[row] + distances[1][j] * weights[row + 1];
  }
  if (first !== second) for (let j = start; j < behind; j++) sums[j * nGroups + first] = space[j - start];
}

function distancesTo(call: SumDistances, row: number, start: number, behind: number): Float64Array {
  const { blocks, nColumns } = call;
  const from = (row >> 2) * nColumns * 4 + (row & 3);
  const found = new Float64Array(behind - start);
  for (let other = start; other < behind; other++) {
    const to = (other >> 2) * nColumns * 4 + (other & 3);
    let sum = lookedUp(call, row, other);
    for (let j = 0; j < nColumns * 4; j += 4) {
      const d = blocks[to + j] - blocks[from + j];
      sum += d * d;
    }
    found[other - start] = Math.sqrt(sum);
  }
  return found;
}

function lookedUp({ patterns, tables, nTables }: SumDistances, row: number, other: number): number {
  let sum = 0;
  for (let t = 0; t < nTables; t++) {
    const own = patterns[((row >> 2) * nTables + t) * 4 + (row & 3)];
    const theirs = patterns[((other >> 2) * nTables + t) * 4 + (other & 3)];
    sum += tables[t * 1024 + ((own ^ theirs) >> 3)];
  }
  return sum;
}
