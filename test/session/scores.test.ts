import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ScoringResult } from '#shared/scoring/result';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine } from '../support/engineClient.ts';

type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

/** Few trees, so that the test waits for seconds. */
const QUICK = {
  models: [
    { id: 'logisticRegression' as const, options: {} },
    { id: 'randomForest' as const, options: { nEstimators: 20 } },
    { id: 'histGradientBoosting' as const, options: { maxIter: 20 } },
    { id: 'gaussianNaiveBayes' as const, options: {} },
    { id: 'scorecard' as const, options: {} },
  ],
};

describe('scores of an open project', () => {
  let engine: TestEngine;
  let result: ScoringResult;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);

  beforeAll(async () => {
    engine = await startTestEngine(2);
    const path = join(engine.folder, 'churn.csv');
    writeFileSync(path, churnCsv());
    await call('dataset.open', { file: engine.register(path, 'churn.csv') });
    result = await call('score.run', { scoring: QUICK });
  }, 60_000);

  it('are of the recognised outcome, by every model, without leak and protected columns', async () => {
    expect(result.target).toMatchObject({ name: 'Exited', event: 'Yes', purpose: 'churn', nUnknown: 0 });
    expect(result.models.map(({ id }) => id)).toEqual(QUICK.models.map(({ id }) => id));
    expect(result.leaks.map(({ column, action }) => [column, action])).toContainEqual(['Exit fee', 'leftOut']);
    const used = result.features.map(({ column }) => column);
    // Age and gender are protected: they are looked at afterwards and never an input.
    expect(used).toEqual(['Balance', 'Products', 'Region']);
    for (const { evaluation } of result.models) {
      expect(evaluation.n).toBe(400);
      expect(evaluation.rocAuc.value).toBeGreaterThan(0.7);
      expect(evaluation.rocAuc.low).toBeLessThan(evaluation.rocAuc.value);
    }
    expect(result.fairness.columns.map(({ column }) => column)).toEqual(['Age', 'Gender']);
    expect((await call('project.state', {})).scores).toBe('ready');
  });

  it('rank customers, each with reasons that add up to its score', async () => {
    const page = await call('score.customers', { offset: 0, limit: 20, band: null, segment: null, onlyAbove: false });
    expect(page.total).toBe(400);
    const scores = page.rows.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const [top] = page.rows;
    expect(top.reasons.length).toBeGreaterThan(0);
    const card = await call('score.customer', { row: top.row });
    const { baseline, contributions, score } = card.explanation;
    expect(contributions.reduce((sum, { size }) => sum + size, baseline)).toBeCloseTo(score, 9);
    expect(card.rank).toBeGreaterThan(0.9);
  });

  it('answer what-if by the model that had not seen the customer: no change gives the same score', async () => {
    const { rows } = await call('score.customers', { offset: 0, limit: 1, band: null, segment: null, onlyAbove: true });
    const same = await call('score.whatIf', { row: rows[0].row, values: {} });
    expect(same.after).toBe(same.before);
    const other = await call('score.whatIf', { row: rows[0].row, values: { Products: 4 } });
    expect(other.after).toBeLessThan(other.before);
  });

  it('take another model and threshold at once, and undo gives both back', async () => {
    const before = result.at.threshold;
    const other = result.models.find(({ id }) => id !== result.chosen)!.id;
    expect((await call('score.choose', { id: other })).chosen).toBe(other);
    const threshold = { ...result.threshold, by: 'given' as const, value: 0.9 };
    expect((await call('score.setThreshold', { threshold })).at.threshold).toBe(0.9);
    await call('project.undo', {});
    await call('project.undo', {});
    const shown = await call('score.result', {});
    expect(shown?.result.chosen).toBe(result.chosen);
    expect(shown?.result.at.threshold).toBe(before);
  });

  it('stand beside the segments, and in the project file to the bit', async () => {
    await call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
    const bySegment = await call('score.segments', {});
    expect(bySegment?.segments.reduce((sum, { n }) => sum + n, 0)).toBe(400);
    const hash = (await call('project.state', {})).resultSha256;
    await call('project.save', { file: engine.register(join(engine.folder, 'a.tessera'), 'a.tessera') });
    await call('project.close', {});
    expect(await call('score.result', {})).toBeNull();
    const state = await call('project.open', { file: engine.register(join(engine.folder, 'a.tessera'), 'a.tessera') });
    expect(state.resultSha256).toBe(hash);
    expect(state.scores).toBe('ready');
    // The models are fitted again: they say the same.
    const { rows } = await call('score.customers', {
      offset: 0,
      limit: 1,
      band: null,
      segment: null,
      onlyAbove: false,
    });
    const same = await call('score.whatIf', { row: rows[0].row, values: {} });
    expect(same.after).toBe(same.before);
  });

  it('are stale when the data change', async () => {
    await call('dataset.setColumns', { changes: [{ name: 'Region', role: 'ignore' }] });
    expect((await call('project.state', {})).scores).toBe('stale');
    await call('project.undo', {});
    expect((await call('project.state', {})).scores).toBe('ready');
  });
});
