import { describe, expect, it } from 'vitest';
import { logisticRegression } from '#engine/algorithms/logisticRegression';
import { stratifiedFolds } from '#engine/explain/stratifiedFolds';
import { explainModel } from '#engine/scoring/explain/summarise';
import { selectFeatureRows } from '#engine/table/FeatureTable';
import { checkOptions } from '#shared/option';
import { scoredBook } from '../../support/featureTables.ts';
import { testRun } from '../../support/testRun.ts';
import { plannedOf } from './plannedOf.ts';

const options = checkOptions(logisticRegression.options, {});

async function explained(nRows: number, nFolds: number) {
  const run = testRun();
  const { x, y } = scoredBook(nRows);
  const { model } = await logisticRegression.fit({ x, y, weights: null }, options, run);
  const folds = stratifiedFolds(Int32Array.from(y), 2, Math.max(1, nFolds), run.stream('folds'));
  const foldModels = await Promise.all(
    Array.from({ length: nFolds }, async (_none, fold) => {
      const all = Int32Array.from({ length: nRows }, (_nothing, row) => row);
      const learned = all.filter(row => folds[row] !== fold);
      const training = { x: selectFeatureRows(x, learned), y: Uint8Array.from(learned, row => y[row]), weights: null };
      return {
        model: (await logisticRegression.fit(training, options, run)).model,
        rows: all.filter(row => folds[row] === fold),
      };
    }),
  );
  return { model, x, y, planned: plannedOf(x), foldModels, protectedColumns: new Set<string>() };
}

describe('what drives a score', () => {
  it('is told by contributions, shuffles, points for a picture and sentences', async () => {
    const given = await explained(3000, 3);
    const found = await explainModel(given, testRun());
    expect([found.n, found.of, found.seed, found.scale]).toEqual([2000, 3000, 42, 'logOdds']);
    expect(found.importance.map(({ column }) => column)[0]).toBe('age');
    const [age] = found.importance;
    expect(age.direction).toBe('high values raise the score, low values lower it');
    expect(age.drop?.n).toBe(3000);
    expect(age.drop?.value).toBeGreaterThan(0.05);
    expect(age.gainShare).toBeNull();
    const constant = found.importance.find(({ column }) => column === 'constant');
    expect(constant).toMatchObject({ meanAbs: 0, share: 0, direction: 'makes no difference', drop: { value: 0 } });
    expect(found.importance.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(found.clouds).toHaveLength(6);
    expect(found.clouds[0].contributions).toHaveLength(400);
    expect(found.clouds[0].positions.every(place => place === null || (place >= 0 && place <= 1))).toBe(true);
    expect(found.clouds[0].positions).toContain(null);
    expect(found.sentences[0]).toMatch(
      /^Age \(\d\d % of what moves the score\): high values \(above 4\d(\.\d)?\) raise the score, low values \(up to 3\d(\.\d)?\) lower it(; a value that is not given raises the score)?\.$/,
    );
    expect(found.method).toContain('a sample of 2,000 of 3,000 customers');
    expect(await explainModel(given, testRun())).toEqual(found);
  });

  it('is told without folds, and for five customers', async () => {
    const found = await explainModel(await explained(5, 0), testRun());
    expect(found.importance.every(({ drop }) => drop === null)).toBe(true);
    expect(found.n).toBe(5);
  });

  it('is refused for a model with a protected column', async () => {
    const given = { ...(await explained(100, 0)), protectedColumns: new Set(['age']) };
    await expect(explainModel(given, testRun())).rejects.toThrow('protected column age');
  });
});
