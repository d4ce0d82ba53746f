import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { Cancelled } from '#shared/errors';
import { defaultScoring } from '#shared/scoring/choices';
import { stream } from '#engine/random';
import { compareAucs } from '#engine/scoring/evaluate/swapSet';
import { agreementOf, takeHighest } from '#engine/scoring/challenge/agreement';
import { asNumbers } from '#engine/scoring/challenge/asNumbers';
import { challenge, type ChallengeParts } from '#engine/scoring/challenge/challenge';
import { peerForest } from '#engine/scoring/challenge/peerForest';
import { challengeSegments } from '#engine/scoring/challenge/challengeSegments';
import { planFeatures, takeFeatures } from '#engine/scoring/features';
import { chooseTarget } from '#engine/scoring/target';
import type { Feature, FeatureTable } from '#engine/table/FeatureTable';
import { newMatrix } from '#engine/table/Matrix';
import { forgetRealTables, hasRealTables, realTable } from '../support/realTables.ts';
import { testRun } from '../support/testRun.ts';

interface Comparison { kind: 'comparison'; a: number[]; b: number[]; y: number[]; count: number; difference: number; variance: number; pValue: number; spearman: number; kappa: number; same: number } // prettier-ignore
const golden = (JSON.parse(readFileSync(new URL('../golden/findings.json', import.meta.url), 'utf8')) as { cases: { kind: string }[] }).cases.find(one => one.kind === 'comparison') as Comparison; // prettier-ignore

const number = (name: string, values: number[]): Feature => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});
const own = stream(21, 'challengeTest');
const N = 1500;
const hidden = Array.from({ length: N }, () => own.normal());
const y = hidden.map(value => Number(own.uniform() < 1 / (1 + Math.exp(1 - 1.5 * value))));
const x: FeatureTable = {
  nRows: N,
  features: [
    number('good', hidden),
    number('noise', hidden.map(() => own.normal())),
    number('gaps', hidden.map((value, i) => (i % 3 === 0 ? NaN : value + own.normal()))),
    { kind: 'category', name: 'city', codes: Int32Array.from(hidden, (_none, i) => (i % 7 === 0 ? -1 : i % 4)), levels: ['a', 'b', 'c', 'd'] },
  ],
}; // prettier-ignore
const p = Float64Array.from(hidden, value => 1 / (1 + Math.exp(1 - 1.5 * value)));
const folds = Uint8Array.from(hidden, (_none, i) => i % 5);
const parts: ChallengeParts = { x, y, p, folds, threshold: 0.4, modelTitle: 'The model' };

describe('agreement', () => {
  test('as by scipy, scikit-learn and DeLong by all pairs', async () => {
    const [a, b] = [Float64Array.from(golden.a), Float64Array.from(golden.b)];
    const found = agreementOf(a, b, golden.count);
    expect(found.spearman).toBeCloseTo(golden.spearman, 12);
    expect(found.kappa).toBeCloseTo(golden.kappa, 12);
    expect(found.sameDecisions.value).toBeCloseTo(golden.same, 12);
    const { aucDifference: difference, pValue } = await compareAucs(Uint8Array.from(golden.y), a, b, testRun());
    expect(difference.value).toBeCloseTo(golden.difference, 12);
    expect(difference.high - difference.value).toBeCloseTo(1.959963984540054 * Math.sqrt(golden.variance), 12);
    expect(pValue).toBeCloseTo(golden.pValue, 10);
  });
  test('by hand: the earlier of equals, the same, the opposite', () => {
    expect([...takeHighest(Float64Array.of(1, 2, 2, 2, 0), 2)]).toEqual([0, 1, 1, 0, 0]);
    const scores = Float64Array.of(1, 2, 3, 4);
    expect(agreementOf(scores, scores, 2)).toMatchObject({ spearman: 1, kappa: 1 });
    expect(
      agreementOf(
        scores,
        scores.map(value => -value),
        2,
      ),
    ).toMatchObject({ spearman: -1, kappa: -1 });
    expect(agreementOf(scores, scores, 0).kappa).toBe(1);
  });
});

describe('features as numbers', () => {
  test('medians of those learned from, a yes or no for gaps and levels', () => {
    const features = [
      number('a', [1, NaN, 3, 100]),
      { kind: 'category', name: 'c', codes: Int32Array.of(0, 1, -1, 0), levels: ['x', 'y'] } as const,
      number('empty', [NaN, NaN, NaN, NaN]),
    ];
    const { values, columnNames, nColumns } = asNumbers({ nRows: 4, features }, Int32Array.of(0, 1, 2, 3), 3);
    expect(columnNames).toEqual(['a', 'a missing', 'c: x', 'c: y', 'empty', 'empty missing']);
    expect([...values.subarray(nColumns, 2 * nColumns)]).toEqual([2, 1, 0, 1, 0, 1]);
  });
});

describe('the challenge', () => {
  test('the model, one score for all, the best column, a logistic and the forest of another program', async () => {
    const logistic = p.map(value => value * 0.9);
    const report = (await challenge({ ...parts, logistic }, testRun()))!;
    expect(report.challengers.map(({ id }) => id)).toEqual([
      'model',
      'prevalence',
      'bestColumn',
      'logistic',
      'mlRandomForest',
    ]);
    const [model, prevalence, column, line, forest] = report.challengers;
    expect([report.nTested, report.nLearned, report.nForestLearned]).toEqual([300, 1200, 400]);
    expect(prevalence.auc.value).toBe(0.5);
    expect(prevalence.agreement).toBeNull();
    expect(column.title).toBe('good alone');
    expect(line.difference).toMatchObject({ value: 0, pValue: 1 });
    expect(line.agreement).toMatchObject({ spearman: 1, kappa: 1 });
    expect(forest.auc.value).toBeGreaterThan(0.7);
    expect(forest.auc.value).toBeLessThanOrEqual(model.auc.value + 0.03);
    expect(forest.agreement!.spearman).toBeGreaterThan(0.6);
    expect(report.conclusion).toContain('The model ranks customers better than: The same for all');
    expect([...report.challengers.map(({ sentence }) => sentence), report.method].join(' ')).not.toMatch(
      /NaN|undefined/,
    );
  });
  test('a model that is worse than one column is said to be', async () => {
    const report = (await challenge({ ...parts, p: p.map((_none, i) => ((i * 37) % 101) / 101) }, testRun()))!;
    expect(report.conclusion).toContain('It ranks worse than: good alone');
  });
  test('too few events, no features, constant features', async () => {
    expect(await challenge({ ...parts, y: y.map((_none, i) => Number(i < 3)) }, testRun())).toBeNull();
    const none = (await challenge({ ...parts, x: { nRows: N, features: [] } }, testRun()))!;
    expect(none.challengers.map(({ id }) => id)).toEqual(['model', 'prevalence']);
    const constant = {
      nRows: N,
      features: [
        number(
          'same',
          hidden.map(() => 1e9),
        ),
        number(
          'empty',
          hidden.map(() => NaN),
        ),
      ],
    };
    const flat = (await challenge({ ...parts, x: constant }, testRun()))!;
    expect(flat.challengers.map(({ auc }) => auc.value).slice(1)).toEqual([0.5, 0.5, 0.5]);
  });
  test('the forest of another program is the same for the same seed, and another for another', async () => {
    const rows = Int32Array.from({ length: 120 }, (_none, i) => i);
    const matrix = asNumbers(x, rows, 60);
    const labels = Uint8Array.from(y.slice(0, 60));
    const votes = await peerForest(matrix, labels, testRun());
    expect(votes).toHaveLength(60);
    expect(await peerForest(matrix, labels, testRun())).toEqual(votes);
    expect(await peerForest(matrix, labels, testRun({ seed: 1 }))).not.toEqual(votes);
  });
  test('a cancel is heard', async () => {
    await expect(challenge(parts, testRun({ signal: AbortSignal.abort() }))).rejects.toThrow(Cancelled);
  });
});

describe('segments by another program', () => {
  const blobs = newMatrix(300, ['x', 'y']);
  const labels = Int32Array.from({ length: 300 }, (_none, i) => i % 3);
  for (let i = 0; i < 300; i++) {
    blobs.values[2 * i] = 10 * (i % 3) + own.normal();
    blobs.values[2 * i + 1] = 5 * (i % 2) * 0 + own.normal();
  }
  test('clear segments are found again, arbitrary ones are not', async () => {
    const same = (await challengeSegments(blobs, labels, testRun()))!;
    expect(same).toMatchObject({ nClusters: 3, n: 300, seed: 42, adjustedRand: 1 });
    expect(same.sentence).toContain('nearly the same segments');
    const other = (await challengeSegments(
      blobs,
      labels.map((_none, i) => Math.floor(i / 100)),
      testRun(),
    ))!;
    expect(Math.abs(other.adjustedRand)).toBeLessThan(0.05);
    expect(
      await challengeSegments(
        blobs,
        labels.map(() => 0),
        testRun(),
      ),
    ).toBeNull();
    expect(await challengeSegments(blobs, labels, testRun())).toEqual(same);
  });
});

describe.skipIf(!hasRealTables)('on a public table', () => {
  afterAll(forgetRealTables);
  test('Churn_Modelling: the forest of another program from 400 customers', async () => {
    const imported = await realTable('Churn_Modelling.csv');
    const target = chooseTarget(imported, defaultScoring());
    const table = takeFeatures(planFeatures(imported, new Set([target.name])), imported.table);
    const products = table.features.find(one => one.name === 'NumOfProducts')!;
    const rule = Float64Array.from(products.kind === 'number' ? products.values : [], value =>
      value === 2 ? 0.08 : value > 2 ? 0.86 : 0.28,
    );
    const report = (await challenge(
      {
        x: table,
        y: target.y,
        p: rule,
        folds: rule.map((_none, i) => i % 5),
        threshold: 0.5,
        modelTitle: 'Products alone',
      },
      testRun(),
    ))!;
    expect(report.challengers.find(({ id }) => id === 'bestColumn')!.title).toBe('NumOfProducts alone');
    expect(report.challengers.find(({ id }) => id === 'mlRandomForest')!.auc.value).toBeGreaterThan(0.68);
  });
});
