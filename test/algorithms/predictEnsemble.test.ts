import { beforeAll, describe, expect, it } from 'vitest';
import { askedBins } from '#engine/algorithms/trees/askedBins';
import { fanTrees } from '#engine/algorithms/trees/fanTrees';
import { flattenTrees } from '#engine/algorithms/trees/flatTrees';
import { leafOf, predictEnsemble } from '#engine/algorithms/trees/predictEnsemble';
import { newRun } from '#engine/jobs/Run';
import { FLAT_TREE } from '#engine/kernels/TreeCalls';
import { stream } from '#engine/random';
import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';
import type { FeatureTable } from '#engine/table/FeatureTable';
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

/** How an ensemble is laid out for many rows. */
function formOf(ensemble: TreeEnsemble, x: FeatureTable): string | null {
  const asked = askedBins(ensemble, x);
  if (!asked || fanTrees(ensemble, asked)) return asked && 'fans';
  const { trees } = flattenTrees(ensemble, asked);
  const isWide = Array.from({ length: ensemble.nTrees }, (_none, t) => trees[t * FLAT_TREE.length + FLAT_TREE.isWide]);
  return isWide.filter(Boolean).length >= 6 ? 'wide' : 'narrow';
}

describe('scoring by trees', () => {
  it.each([
    { name: 'few numbers', nLevels: numbers(6), depth: 9, form: 'fans' },
    { name: 'as many columns as fans can ask about', nLevels: numbers(16), depth: 7, form: 'fans' },
    { name: 'more columns than that', nLevels: numbers(40), depth: 9, form: 'narrow' },
    { name: 'numbers and levels', nLevels: [0, 0, 12, 0, 40, 1], depth: 8, form: 'wide' },
    { name: 'levels alone', nLevels: [3, 70], depth: 6, form: 'wide' },
    { name: 'more columns than a narrow node has room for', nLevels: numbers(300), depth: 10, form: 'wide' },
  ])('adds the leaves that rows fall into, in order: $name', async ({ nLevels, depth, form }) => {
    const random = stream(5, 'walked trees');
    const trees = Array.from({ length: 13 }, () => onGrid(randomTree(random, nLevels, depth, 100_000)));
    const deep = nLevels.slice(0, 3).every(n => n === 0) ? chain(40) : onGrid(randomTree(random, nLevels, 12, 5000));
    const ensemble = ensembleOf([...trees, deep, { value: 0.25 }], nLevels, 0.7);
    const x = randomRows(9, 2500, nLevels);
    expect(formOf(ensemble, x)).toBe(form);
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
    expect(formOf(ensemble, x)).toBeNull();
    const scores = await predictEnsemble(ensemble, x, newRun({ seed: 1, pool }));
    let sum = 0;
    for (let tree = 0; tree < ensemble.nTrees; tree++) sum += ensemble.value[leafOf(ensemble, tree, x, 77)];
    expect(scores[77]).toBe(sum);
  });
});
