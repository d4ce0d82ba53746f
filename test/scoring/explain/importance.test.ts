import { describe, expect, it } from 'vitest';
import { gainImportance, permutationImportance, type Scorer } from '#engine/scoring/explain/importance';
import { stream } from '#engine/random';
import { studentT975 } from '#engine/explain/intervals';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { numberFeature } from '../../support/featureTables.ts';
import { testRun } from '../../support/testRun.ts';
import { ensembleOf } from './someTrees.ts';

const valuesOf = (x: FeatureTable, j: number) => (x.features[j] as { values: Float64Array }).values;
/** Answers with the sum of the first two features. */
const sumOfTwo: Scorer = async x => valuesOf(x, 0).map((value, row) => value + valuesOf(x, 1)[row]);

function book(nRows: number, seed: number): { x: FeatureTable; y: Uint8Array } {
  const random = stream(seed, 'importance book');
  const columns = Array.from({ length: 3 }, () => Float64Array.from({ length: nRows }, () => random.normal()));
  const y = Uint8Array.from(columns[0], (value, row) =>
    Number(2 * value + 0.5 * columns[1][row] + random.normal() > 0),
  );
  const constant = numberFeature('constant', new Float64Array(nRows));
  return { x: { nRows, features: [...columns.map((values, j) => numberFeature(`f${j}`, values)), constant] }, y };
}

/** All pairs of an event and another. */
function aucByPairs(scores: ArrayLike<number>, y: Uint8Array): number {
  let [wins, pairs] = [0, 0];
  for (let a = 0; a < y.length; a++)
    for (let b = 0; b < y.length; b++) {
      if (y[a] !== 1 || y[b] !== 0) continue;
      pairs++;
      wins += scores[a] > scores[b] ? 1 : scores[a] === scores[b] ? 0.5 : 0;
    }
  return wins / pairs;
}

describe('permutation importance', () => {
  it('is the mean of what is lost by shuffles, by own arithmetic', async () => {
    const { x, y } = book(60, 1);
    const run = testRun();
    const found = await permutationImportance([{ score: sumOfTwo, x, y }], 4, run);
    const base = aucByPairs(await sumOfTwo(x, run), y);
    for (const j of [0, 1, 2]) {
      const drops = Array.from({ length: 4 }, (_none, repeat) => {
        const random = run.stream('permutationImportance', j * 4 + repeat);
        const order = Array.from({ length: 60 }, (_nothing, row) => row);
        for (let i = 59; i > 0; i--) {
          const other = random.below(i + 1);
          [order[i], order[other]] = [order[other], order[i]];
        }
        const shuffled = order.map(row => valuesOf(x, j)[row]);
        const scores = Array.from(y, (_outcome, row) => {
          const own = (k: number) => (k === j ? shuffled[row] : valuesOf(x, k)[row]);
          return own(0) + own(1);
        });
        return base - aucByPairs(scores, y);
      });
      const mean = drops.reduce((sum, drop) => sum + drop, 0) / 4;
      const sd = Math.sqrt(drops.reduce((sum, drop) => sum + (drop - mean) ** 2, 0) / 3);
      expect(found[j].value).toBeCloseTo(mean, 12);
      expect(found[j].high - mean).toBeCloseTo((studentT975(3) * sd) / 2, 12);
    }
    expect(found[0].value).toBeGreaterThan(0.1);
    expect([found[2].value, found[3].value]).toEqual([0, 0]);
    expect(await permutationImportance([{ score: sumOfTwo, x, y }], 4, testRun())).toEqual(found);
  });

  it('takes the spread of several folds, and leaves out folds of one outcome', async () => {
    const folds = [1, 2, 3].map(seed => ({ score: sumOfTwo, ...book(50, seed) }));
    const none = { ...folds[0], y: new Uint8Array(50) };
    const [first] = await permutationImportance([...folds, none], 3, testRun());
    expect(first.n).toBe(150);
    expect(first.low).toBeLessThan(first.value);
    const single = await Promise.all([none].map(fold => permutationImportance([fold], 3, testRun())));
    expect(single[0].every(({ value, n }) => Number.isNaN(value) && n === 0)).toBe(true);
    expect(await permutationImportance([], 3, testRun())).toEqual([]);
  });
});

describe('gain importance', () => {
  it('is the share of what was gained, and nothing in trees of one leaf', () => {
    const leaf = { value: 1 };
    const tree = { feature: 1, threshold: 1, left: leaf, right: { feature: 0, threshold: 2, left: leaf, right: leaf } };
    const ensemble = ensembleOf([tree, leaf], [0, 0, 0]);
    ensemble.gain.set([3, 0, 1]);
    expect([...gainImportance(ensemble)]).toEqual([0.25, 0.75, 0]);
    expect([...gainImportance(ensembleOf([leaf], [0]))]).toEqual([0]);
  });
});
