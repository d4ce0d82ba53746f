import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const models = [{ id: 'logisticRegression' as const, options: {} }];

describe('feedback and what is scored', () => {
  let engine: TestEngine;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);
  const file = (name: string, lines: readonly string[]) => {
    const path = join(engine.folder, name);
    writeFileSync(path, lines.join('\n'));
    return engine.register(path, name);
  };
  const later = churnCsv(300, 2).split('\n');
  const outcomes = [
    'CustomerId,Went,Date',
    ...later.slice(1).map(line => `${line.split(',')[0]},${line.split(',').at(-1)},2026-09-30`),
  ];

  beforeAll(async () => {
    engine = await startTestEngine(2);
    const book = churnCsv(400).replace('Exited', 'Went').split('\n');
    const lines = book.map((line, i) => `${line},${defaulted(i)}`);
    await call('dataset.open', { file: file('churn.csv', lines) });
    await call('score.run', { scoring: { models, target: 'Went' } });
    await call('feedback.add', { file: file('outcomes.csv', outcomes), sheet: null });
  }, 60_000);

  it('leaves the outcomes of another event out, and says so', async () => {
    expect((await call('feedback.state', {})).lists[0].otherTarget).toBeUndefined();
    await call('score.run', { scoring: { models, target: 'Default' } });
    const state = await call('feedback.state', {});
    expect(state).toMatchObject({ canLearn: false, cannotLearn: null, book: null });
    expect(state.lists).toMatchObject([{ matched: 300, otherTarget: { target: 'Went', event: 'Yes' } }]);
    await expect(call('feedback.learn', {})).rejects.toMatchObject({ code: 'feedback.noneKnown' });
  }, 30_000);

  it('measures within a window and does not learn there', async () => {
    const window = { observed: { day: '2026-01-31' }, outcomeMonths: 3, eventDate: null, until: '2026-06-30' };
    await call('score.run', { scoring: { models, target: 'Went', window } });
    const state = await call('feedback.state', {});
    expect(state.canLearn).toBe(false);
    expect(state.cannotLearn).toContain('within 3 months');
    await expect(call('feedback.challenge', {})).rejects.toMatchObject({ code: 'feedback.window' });
    await expect(call('feedback.learn', {})).rejects.toMatchObject({ code: 'feedback.window' });
  }, 30_000);

  it('learns from a later file alone that tells no outcomes itself', async () => {
    await call('score.run', { scoring: { models, target: 'Went', window: null } });
    const blind = later.map((line, i) => [...line.split(',').slice(0, 7), defaulted(i)].join(','));
    await call('monitor.watch', { file: file('june.csv', blind), label: 'June', day: '2026-06-30' });
    const challenge = await call('monitor.challenge', { learnFrom: 'later' });
    expect(challenge.n).toBe(300);
    await call('monitor.replace', {});
    const { target } = (await call('score.result', {}))!.result;
    expect(target.nEvents).toBe(outcomes.filter(line => line.includes('Yes')).length);
    expect(target.nEvents + target.nOthers).toBe(300);
    expect(engine.bugs).toEqual([]);
  }, 60_000);
});

/** Cell of the column Default. */
function defaulted(line: number): string {
  if (line === 0) return 'Default';
  return line % 3 === 0 ? 'Yes' : 'No';
}
