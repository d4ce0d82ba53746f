import type { WalkTrees } from '../TreeCalls.ts';

const IS_CATEGORY = 1 << 25;

export function walkTrees({ nodes, sets, values, roots, nTrees, block, rowBytes, nRows, out }: WalkTrees): void {
  const starts = new Int32Array(sets.buffer, sets.byteOffset, sets.length >> 2);
  for (let tree = 0; tree < nTrees; tree++) {
    for (let row = 0; row < nRows; row++) {
      let at = -1;
      let next = roots[tree];
      while (next !== at) {
        at = next;
        const asks = nodes[2 * at + 1];
        const bin = block[row * rowBytes + (asks & 0xffff)];
        if ((asks & IS_CATEGORY) === 0)
          next = nodes[2 * at] + Number(((bin + (asks >>> 24)) & 255) > ((asks >>> 16) & 255));
        else {
          const set = nodes[2 * at];
          next = starts[set * 16] + 1 - ((sets[set * 64 + 32 + (bin >> 3)] >> (bin & 7)) & 1);
        }
      }
      out[row] += values[at];
    }
  }
}
