import type { NanDistances } from '../Kernels.ts';

export function nanDistances(call: NanDistances): void {
  const { blocks, presence, query, columns, nComplete, nPresent, nBlocks, nColumns, out } = call;
  for (let block = 0; block < nBlocks; block++) {
    const base = block * nColumns * 4;
    for (let lane = 0; lane < 4; lane++) {
      let sum = 0;
      let count = nComplete;
      for (let i = 0; i < nComplete; i++) {
        const d = blocks[base + columns[i] * 4 + lane] - query[i];
        sum += d * d;
      }
      for (let i = nComplete; i < nPresent; i++) {
        const has = presence[base + columns[i] * 4 + lane];
        const d = (blocks[base + columns[i] * 4 + lane] - query[i]) * has;
        sum += d * d;
        count += has;
      }
      out[block * 4 + lane] = sum * (nColumns / count);
    }
  }
}
