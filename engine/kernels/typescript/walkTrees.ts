import { FLAT_TREE, GROUP_ROWS, WIDE_NODE, type WalkTrees } from '../TreeCalls.ts';

export function walkTrees(call: WalkTrees): void {
  const { values, trees, nTrees, nRows, groupLength, out } = call;
  for (let tree = 0; tree < nTrees; tree++) {
    const at = tree * FLAT_TREE.length;
    const leafOf = trees[at + FLAT_TREE.isWide] === 1 ? wideLeaf : narrowLeaf;
    for (let row = 0; row < nRows; row++) {
      const first = Math.floor(row / GROUP_ROWS) * groupLength + (row % GROUP_ROWS);
      out[row] += values[trees[at + FLAT_TREE.value] + leafOf(call, trees[at + FLAT_TREE.node], first)];
    }
  }
}

function narrowLeaf({ nodes, block }: WalkTrees, first: number, row: number): number {
  let at = -1;
  let next = 0;
  while (next !== at) {
    at = next;
    const node = nodes[first + at];
    next = (node + block[row + (node & 0xff) * GROUP_ROWS]) >>> 16;
  }
  return at;
}

function wideLeaf({ nodes, tables, block }: WalkTrees, first: number, row: number): number {
  let at = -1;
  let next = 0;
  while (next !== at) {
    at = next;
    const node = first + (at >> 2);
    const bin = block[row + (nodes[node + WIDE_NODE.column] >> 1)] >> 8;
    next = nodes[node + WIDE_NODE.left] + tables[nodes[node + WIDE_NODE.table] + bin];
  }
  return nodes[first + (at >> 2) + WIDE_NODE.value];
}
