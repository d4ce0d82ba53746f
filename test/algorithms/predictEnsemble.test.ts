import { beforeAll, describe, expect, it } from 'vitest';
import { flattenTrees } from '#engine/algorithms/trees/flatTrees';
import { leafOf, predictEnsemble } from '#engine/algorithms/trees/predictEnsemble';
import { newRun } from '#engine/jobs/Run';
import { FLAT_TREE } from '#engine/kernels/TreeCalls';
import { stream } from '#engine/random';
import type { Pool } from '#engine/workers/Pool';
import { ensembleOf, randomRows, randomTree, type SomeNode } from '../scoring/explain/someTrees.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

const numbers = (n: number) => Array.from({ length: n }, () => 0);
/** Thresholds on a grid, so that a feature has fewer than a byte can tell apart. */
function onGrid({ threshold, left, right, ...node }: SomeNode): SomeNode {
  if (!left || !right) return node;
  return { ...node, threshold: Math.round((threshold ?? 0) * 20) / 20, left: onGrid(left), right: onGrid(right) };
}
function chain(length: number): SomeNode {
  const leaf = { value: 0.1 * length };
  if (length === 0) return leaf;
  const next = chain(length - 1);
  const [left, right] = length % 2 ? [leaf, next] : [next, leaf];
  return { feature: length % 3, threshold: length / 9, missingLeft: length % 4 < 2, left, right };
}

describe('scoring by trees', () => {
  it.each([
    { name: 'numbers', nLevels: numbers(6), depth: 9, wide: 0 },
    { name: 'numbers and levels', nLevels: [0, 0, 12, 0, 40, 1], depth: 8, wide: 25 },
    { name: 'levels alone', nLevels: [3, 70], depth: 6, wide: 25 },
    { name: 'more columns than a narrow node has room for', nLevels: numbers(300), depth: 10, wide: 25 },
  ])('adds the leaves that rows fall into, in order: $name', async ({ nLevels, depth, wide }) => {
    const random = stream(5, 'walked trees');
    const trees = Array.from({ length: 12 }, () => onGrid(randomTree(random, nLevels, depth, 100_000)));
    const deep = nLevels.slice(0, 3).every(n => n === 0) ? chain(40) : onGrid(randomTree(random, nLevels, 12, 5000));
    const ensemble = ensembleOf([...trees, deep, { value: 0.25 }], nLevels, 0.7);
    const x = randomRows(9, 2500, nLevels);
    const flat = flattenTrees(ensemble, x);
    const isWide = Array.from({ length: 14 }, (_none, t) => flat?.trees[t * FLAT_TREE.length + FLAT_TREE.isWide]);
    expect(isWide.filter(Boolean).length).toBeGreaterThanOrEqual(Math.min(wide, 6));
    if (wide === 0) expect(isWide.some(Boolean)).toBe(false);
    const wanted = Float64Array.from({ length: x.nRows }, (_none, row) => {
      let sum = ensemble.baseline;
      for (let tree = 0; tree < ensemble.nTrees; tree++) sum += ensemble.value[leafOf(ensemble, tree, x, row)];
      return sum;
    });
    expect(await predictEnsemble(ensemble, x, newRun({ seed: 1, pool }))).toEqual(wanted);
    expect(await predictEnsemble(ensemble, x, testRun({ seed: 1 }))).toEqual(wanted);
  });

  it('walks row by row where a feature has more cuts than a byte can tell apart', async () => {
    const random = stream(6, 'walked trees');
    const ensemble = ensembleOf(
      Array.from({ length: 20 }, () => randomTree(random, [0], 7, 5000)),
      [0],
    );
    const x = randomRows(9, 200, [0]);
    expect(flattenTrees(ensemble, x)).toBeNull();
    const scores = await predictEnsemble(ensemble, x, newRun({ seed: 1, pool }));
    let sum = 0;
    for (let tree = 0; tree < ensemble.nTrees; tree++) sum += ensemble.value[leafOf(ensemble, tree, x, 77)];
    expect(scores[77]).toBe(sum);
  });
});
