import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binNumbers } from '#engine/explain/surrogate/binColumns';
import type { BinnedColumn } from '#engine/explain/surrogate/BinnedColumn';
import { growTree, leafFor } from '#engine/explain/surrogate/growTree';
import { pruneTree } from '#engine/explain/surrogate/pruneTree';
import { conditionWords, roundBetween } from '#engine/explain/surrogate/ruleWords';
import { classOf, type TreeNode } from '#engine/explain/surrogate/TreeNode';

interface GoldenNode {
  counts: number[];
  column?: number;
  threshold?: number | null;
  missingLeft?: boolean;
  left?: GoldenNode;
  right?: GoldenNode;
}
interface GoldenCase {
  shape: { seed: number; nRows: number; nColumns: number; nClasses: number; maxDepth: number; minLeaf: number };
  x: (number | null)[][];
  labels: number[];
  tree: GoldenNode;
  predicted: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/surrogateTree.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};
const noPause = () => Promise.resolve();
const rowsOf = (n: number) => Int32Array.from({ length: n }, (_none, row) => row);

function columnsOf(x: (number | null)[][]): BinnedColumn[] {
  return x[0].map((_none, j) =>
    binNumbers(
      `c${j}`,
      'number',
      Float64Array.from(x, row => row[j] ?? Number.NaN),
      rowsOf(x.length),
    ),
  );
}

function plain(node: TreeNode, columns: readonly BinnedColumn[]): GoldenNode {
  const counts = [...node.counts];
  if (!node.split) return { counts };
  const { column, threshold, goesLeft } = node.split;
  return {
    counts,
    column,
    threshold: Number.isNaN(threshold) ? null : threshold,
    missingLeft: goesLeft[columns[column].nBins] === 1,
    left: plain(node.left!, columns),
    right: plain(node.right!, columns),
  };
}

describe('a classification tree', () => {
  it.each(golden.cases)('equals that of scikit-learn, case $shape.nRows × $shape.nColumns', async given => {
    const { nClasses, maxDepth, minLeaf } = given.shape;
    const columns = columnsOf(given.x);
    const labels = Int32Array.from(given.labels);
    const tree = await growTree(columns, labels, rowsOf(labels.length), { nClasses, maxDepth, minLeaf }, noPause);
    expect(plain(tree, columns)).toEqual(given.tree);
    expect(given.labels.map((_label, row) => classOf(leafFor(tree, columns, row)))).toEqual(given.predicted);
  });

  it('is pruned where a split says nothing new, and where it says too little', async () => {
    // Class 0 for x ≤ 3; at x = 4 one of two customers, then class 1.
    const columns = columnsOf([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6].map(value => [value]));
    const labels = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    const options = { nClasses: 2, maxDepth: 4, minLeaf: 2 };
    const tree = await growTree(columns, labels, rowsOf(12), options, noPause);
    expect(tree.split?.threshold).toBe(3.5);
    expect(tree.right?.split?.threshold).toBe(4.5);
    // {0, 1} at 4 is said to be 0 and {1, 1, 1, 1} to be 1; both sides of a pruned split would be 1 with the same one error.
    const pruned = pruneTree(tree, 0);
    expect(pruned.split?.threshold).toBe(3.5);
    expect(pruned.right?.split).toBeNull();
    // Without the first split the 5 of class 1 are wrong, with it the one customer of class 0 at 4: it gets 4 right.
    expect(pruneTree(tree, 3.9).split).not.toBeNull();
    expect(pruneTree(tree, 4).split).toBeNull();
  });

  it('says percentages as percentages', () => {
    const rates = binNumbers('InterestRate', 'number', Float64Array.of(0.07, 0.29, 0.4), rowsOf(3));
    const words = (above: number, upTo: number) =>
      conditionWords({ column: 0, allows: Uint8Array.of(1, 1, 0, 0), above, upTo }, [{ ...rates, isPercent: true }]);
    expect(words(0.29, Infinity)).toBe('interest rate above 29 %');
    expect(words(-Infinity, 0.125)).toBe('interest rate at most 12.5 %');
    expect(words(0.07, 0.125)).toBe('interest rate between 7 and 12.5 %');
  });

  it('cuts at the roundest number between two values', () => {
    expect(roundBetween(71, 72)).toBe(71.5);
    expect(roundBetween(61_234, 78_901)).toBe(70_000);
    expect(roundBetween(0.1234, 0.1238)).toBe(0.1236);
    expect(roundBetween(-3, 4)).toBe(0);
    expect(roundBetween(0, 1)).toBe(0);
    expect(roundBetween(1e9 + 1, 1e9 + 2)).toBe(1_000_000_001.5);
  });
});
