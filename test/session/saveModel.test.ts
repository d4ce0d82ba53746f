import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel } from '#engine/models/readModel';
import { churnCsv } from '../support/churnCsv.ts';
import { codeOf } from '../support/codeOf.ts';
import { startTestEngine } from '../support/engineClient.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

describe('saving what is on show as a model', () => {
  let engine: Awaited<ReturnType<typeof startTestEngine>>;
  const save = () => engine.client.call('model.save', { owner: 'Risk' });

  beforeAll(async () => {
    engine = await startTestEngine(1);
    const path = join(engine.folder, 'churn.csv');
    writeFileSync(path, churnCsv(120));
    await engine.client.call('dataset.open', { file: engine.register(path, 'churn.csv') });
  });

  it('needs something to save', async () => {
    expect(await codeOf(save())).toMatchObject({ code: 'model.nothing' });
  });

  it('takes scores alone, and segments with the scores of the same customers', async () => {
    await engine.client.call('score.run', { scoring: QUICK });
    const scoresOnly = await save();
    expect(scoresOnly).toMatchObject({ name: 'churn.tsm', card: { owner: 'Risk', targets: ['Exited is Yes'] } });
    const first = await readModel(engine.pathOf(scoresOnly.token));
    expect(first.document.segments).toBeNull();
    const answer = await first.answer({ Balance: 100, Products: 1 }, { reasons: true });
    expect(answer).toMatchObject({ segment: null, tier: null, riskScore: null });
    expect(answer.events[0].reasons.length).toBeGreaterThan(0);

    await engine.client.call('segment.run', {});
    const whole = await save();
    const bytes = readFileSync(engine.pathOf(whole.token));
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([whole.sizeBytes, whole.sha256]);
    const model = await readModel(engine.pathOf(whole.token));
    const both = await model.answer({ Balance: 100, Products: 1 }, { reasons: false });
    expect(both.segment!.id).toBeGreaterThan(0);
    expect(both.events[0].probability).toBe(answer.events[0].probability);
    expect(engine.bugs).toEqual([]);
  });
});
