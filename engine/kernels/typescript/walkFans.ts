import { CODE_SIGN, FAN, FAN_TREE, MISSING_BIN, ROW_CODES, type WalkFans } from '../TreeCalls.ts';

export function walkFans({ nodes, values, trees, nTrees, codes, nRows, out }: WalkFans): void {
  const bytes = new Uint8Array(nodes.buffer, nodes.byteOffset, nodes.byteLength);
  for (let tree = 0; tree < nTrees; tree++) {
    const at = tree * FAN_TREE.length;
    const first = trees[at + FAN_TREE.node];
    for (let row = 0; row < nRows; row++) {
      let child = 0;
      for (let step = 0; step < trees[at + FAN_TREE.steps]; step++) {
        const fan = first + (child >> 3) * FAN.words;
        child = nodes[fan + FAN.childWord] + 8 * childAt(bytes, fan * 4, codes, row * ROW_CODES);
      }
      out[row] += values[trees[at + FAN_TREE.value] + (child >> 3)];
    }
  }
}

/** Which of its eight children a row goes to from a fan. */
function childAt(bytes: Uint8Array, fan: number, codes: Uint8Array, row: number): number {
  let node = 0;
  for (let level = 0; level < FAN.levels; level++) {
    const column = bytes[fan + node];
    const bin = codes[row + (column % ROW_CODES)] ^ CODE_SIGN;
    const last = bytes[fan + FAN.lastByte + node] ^ CODE_SIGN;
    node = 2 * node + 1 + Number(bin > last && !(column >= ROW_CODES && bin === MISSING_BIN));
  }
  return node - FAN.questions;
}
