import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { CLASSIFIER_IDS } from '#shared/scoring/choices';
import { CLASSIFIERS, classifierOf, classifierOfModel } from '#engine/algorithms/registry';
import type { Classifier, Training } from '#engine/algorithms/defineAlgorithm';
import { newRun } from '#engine/jobs/Run';
import { selectFeatureRows, type FeatureTable } from '#engine/table/FeatureTable';
import type { Pool } from '#engine/workers/Pool';
import { categoryFeature, numberFeature, scoredBook } from '../support/featureTables.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { ROOT } from '../support/sourceFiles.ts';

/** More than three chunks of rows, so that several workers really share the work. */
const ROWS = 50_000;
const threadCounts = [1, 4];
let pools: Pool[];
beforeAll(async () => {
  pools = await Promise.all(threadCounts.map(threads => sharedPool(threads)));
});

/** Fewer trees than by default, where there are any. */
const QUICK: Record<string, Record<string, unknown>> = {
  // Leaves of some rows: those of single rows say what happened, whatever it weighs.
  randomForest: { nEstimators: 8, minSamplesLeaf: 20 },
  histGradientBoosting: { maxIter: 8 },
};
function optionsOf({ id, options }: Classifier) {
  const quick = Object.entries(QUICK[id] ?? {}).filter(([name]) => Object.hasOwn(options, name));
  return checkOptions(options, Object.fromEntries(quick));
}

async function fit(classifier: Classifier, training: Training, pool: Pool, seed = 42, asked = training.x) {
  const run = newRun({ seed, pool });
  const { model, notes } = await classifier.fit(training, optionsOf(classifier), run);
  return { model, notes, answers: await classifier.predict(model, asked, run) };
}
function expectProbabilities(answers: Float64Array, n: number): void {
  expect(answers).toHaveLength(n);
  expect(answers.every(p => p >= 0 && p <= 1)).toBe(true);
}

const book = scoredBook(ROWS);
const training: Training = { ...book, weights: null };
const longWork = scoredBook(400_000);
const small = { ...scoredBook(1500, 3), weights: null };

/** Books that ask for care, each with the events it has. */
const HARD: [string, FeatureTable, (row: number) => boolean][] = [
  ['five customers', tableOf(5, { a: row => row }), row => row === 2],
  ['rows that are all equal', tableOf(40, { a: () => 3 }), row => row % 4 === 0],
  ['no feature', { nRows: 30, features: [] }, row => row % 3 === 0],
  ['three events', tableOf(900, { a: row => (row * 7919) % 101, b: row => (row * 31) % 17 }), row => row % 300 === 0],
  ['only gaps', tableOf(60, { a: () => NaN, b: row => (row * 31) % 17 }), row => row % 5 === 0],
  [
    'a column on a billion',
    tableOf(300, { a: row => 1e9 + ((row * 7919) % 101), b: row => row % 7 }),
    row => row % 7 > 4,
  ],
  [
    'columns that are the same',
    tableOf(300, { a: row => row % 11, b: row => row % 11, c: row => 5 - (row % 11) }),
    row => row % 11 > 8,
  ],
  ['an event that a column tells', tableOf(300, { a: row => row, b: row => (row * 31) % 17 }), row => row >= 200],
  ['tiny numbers', tableOf(200, { a: row => 1e-150 * (row % 13), b: row => row % 3 }), row => row % 13 > 10],
  [
    'categories only',
    {
      nRows: 400,
      features: [
        categoryFeature(
          'c',
          rowsOf(400, row => (row % 9) - 1),
          12,
        ),
        categoryFeature(
          'd',
          rowsOf(400, row => row % 400),
          1000,
        ),
      ],
    },
    row => row % 9 === 4,
  ],
  [
    'more columns than customers',
    tableOf(
      50,
      Object.fromEntries(
        Array.from({ length: 85 }, (_none, j) => [`x${j}`, (row: number) => (row * (j + 3) * 7919) % 97]),
      ),
    ),
    row => row % 6 === 0,
  ],
];
function rowsOf(nRows: number, of: (row: number) => number): number[] {
  return Array.from({ length: nRows }, (_none, row) => of(row));
}
function tableOf(nRows: number, columns: Record<string, (row: number) => number>): FeatureTable {
  return { nRows, features: Object.entries(columns).map(([name, of]) => numberFeature(name, rowsOf(nRows, of))) };
}

describe.each(CLASSIFIERS.map(classifier => [classifier.id, classifier] as const))('%s', (id, classifier) => {
  it('gives the same bits on any number of threads, and leaves its input alone', async () => {
    const before = structuredClone(training);
    const results = [];
    for (const pool of pools) results.push(await fit(classifier, training, pool));
    for (const other of results.slice(1)) expect(other).toEqual(results[0]);
    expect(training).toEqual(before);
    expectProbabilities(results[0].answers, ROWS);
  });

  it('gives the same bits for the same seed', async () => {
    expect(await fit(classifier, small, pools[1], 7)).toEqual(await fit(classifier, small, pools[1], 7));
  });

  it('tells events from others, the same with every weight one', async () => {
    const { answers } = await fit(classifier, small, pools[1]);
    const mean = (outcome: number) => {
      const own = answers.filter((_p, row) => small.y[row] === outcome);
      return own.reduce((sum, p) => sum + p, 0) / own.length;
    };
    expect(mean(1)).toBeGreaterThan(mean(0) + 0.02);
    const weighted = await fit(classifier, { ...small, weights: new Float64Array(1500).fill(1) }, pools[1]);
    weighted.answers.forEach((p, row) => expect(p).toBeCloseTo(answers[row], 9));
  });

  it('heeds weights: events that count for more are more probable', async () => {
    const mean = (answers: Float64Array) => answers.reduce((sum, p) => sum + p, 0) / answers.length;
    const heavy = Float64Array.from(small.y, event => (event === 1 ? 4 : 1));
    const plain = await fit(classifier, small, pools[0]);
    const weighted = await fit(classifier, { ...small, weights: heavy }, pools[0]);
    expect(mean(weighted.answers)).toBeGreaterThan(mean(plain.answers) + 0.05);
  });

  it('predicts the same after its model was written and read, and says what it was fitted on', async () => {
    const { model, answers } = await fit(classifier, small, pools[0]);
    expect(classifierOfModel(model)).toBe(classifier);
    expect(classifierOf(id)).toBe(classifier);
    expect(model.features.map(({ name, kind }) => [name, kind])).toEqual(
      small.x.features.map(({ name, kind }) => [name, kind]),
    );
    expect(await classifier.predict(structuredClone(model), small.x, newRun({ seed: 1, pool: pools[1] }))).toEqual(
      answers,
    );
  });

  it('answers single rows, no rows, gaps everywhere and levels without training rows', async () => {
    const { model, answers } = await fit(classifier, small, pools[0]);
    const run = newRun({ seed: 1, pool: pools[0] });
    const one = selectFeatureRows(small.x, Int32Array.of(17));
    expect((await classifier.predict(model, one, run))[0]).toBe(answers[17]);
    expect(await classifier.predict(model, selectFeatureRows(small.x, new Int32Array(0)), run)).toHaveLength(0);
    const features = small.x.features.map(feature =>
      feature.kind === 'number'
        ? numberFeature(feature.name, [NaN, NaN, 1e300])
        : categoryFeature(feature.name, [-1, 13, 13], feature.levels.length),
    );
    expectProbabilities(await classifier.predict(model, { nRows: 3, features }, run), 3);
  });

  it.each(HARD)('answers %s with probabilities or an error people can act on', async (_name, x, isEvent) => {
    const y = Uint8Array.from({ length: x.nRows }, (_none, row) => Number(isEvent(row)));
    try {
      const { answers } = await fit(classifier, { x, y, weights: null }, pools[0]);
      expectProbabilities(answers, x.nRows);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  });

  it('stops when asked, and the threads can be used again', async () => {
    const controller = new AbortController();
    const run = newRun({ seed: 1, pool: pools[1], signal: controller.signal });
    const work = classifier.fit({ ...longWork, weights: null }, checkOptions(classifier.options, {}), run);
    setTimeout(() => controller.abort(), 20);
    await expect(work.then(() => 'finished before it was asked')).rejects.toBeInstanceOf(Cancelled);
    expect((await fit(classifier, small, pools[1])).answers.length).toBeGreaterThan(0);
  });

  it('has a test of its own', () => expect(existsSync(join(ROOT, 'test', 'algorithms', `${id}.test.ts`))).toBe(true));
});

it.each(CLASSIFIERS.filter(({ traits }) => traits.monotone).map(classifier => [classifier.id, classifier] as const))(
  '%s rises and falls only as it is told',
  async (_id, classifier) => {
    const monotone = { age: -1, noise: 1 } as const;
    const { model } = await fit(classifier, { ...small, monotone }, pools[0]);
    const run = newRun({ seed: 1, pool: pools[0] });
    for (const [name, sign] of Object.entries(monotone)) {
      const asked = small.x.features.map(feature => {
        const same = selectFeatureRows({ nRows: 1, features: [feature] }, new Int32Array(201).fill(5)).features[0];
        const grid = Float64Array.from({ length: 201 }, (_none, i) => (name === 'age' ? i / 2 : (i - 100) / 25));
        return feature.name === name ? numberFeature(name, grid) : same;
      });
      const answers = await classifier.predict(model, { nRows: 201, features: asked }, run);
      for (let i = 1; i < 201; i++) expect(sign * (answers[i] - answers[i - 1])).toBeGreaterThanOrEqual(-1e-12);
    }
  },
);

describe('the loop above', () => {
  it('is of what recipes can name', () => {
    for (const { id } of CLASSIFIERS) expect(CLASSIFIER_IDS).toContain(id);
    expect(new Set(CLASSIFIERS.map(({ id }) => id)).size).toBe(CLASSIFIERS.length);
  });
});
