import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultMonitoring } from '#shared/monitor/choices';
import { openProject, saveProject } from '#engine/store/projectFile';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

describe('feedback and what is kept', () => {
  let engine: TestEngine;
  const recovery = join(temporaryFolder(), 'recovery');
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);
  const file = (name: string, text: string) => {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return engine.register(path, name);
  };
  const add = (name: string, text: string) => call('feedback.add', { file: file(name, text), sheet: null });
  const later = churnCsv(300, 2).split('\n');
  const outcomes = ['CustomerId,Exited', ...later.slice(1).map(line => told(line))].join('\n');

  beforeAll(async () => {
    engine = await startTestEngine(2, recovery);
    await call('dataset.open', { file: file('churn.csv', churnCsv(400)) });
    await call('score.run', { scoring: QUICK });
  }, 60_000);

  it('opens a project again whose scores learned from a list that no state of it names any more', async () => {
    await add('outcomes.csv', outcomes);
    await call('feedback.learn', {});
    await call('project.undo', {});
    await call('project.undo', {});
    await call('monitor.setRule', { rule: { ...defaultMonitoring(), psi: { amber: 5, red: 9 } } });
    const before = await call('score.result', {});
    const saved = engine.register(join(engine.folder, 'kept.tessera'), 'kept.tessera');
    await call('project.save', { file: saved });
    await call('project.close', {});
    await call('project.open', { file: saved });
    expect(await call('score.result', {})).toEqual(before);
    await call('score.run', { scoring: {} });
    expect(engine.bugs).toEqual([]);
  }, 30_000);

  it('puts no challenger in place that was compared with other lists', async () => {
    await call('monitor.watch', { file: file('june.csv', later.join('\n')), label: 'June', day: null });
    const made = await call('monitor.challenge', { learnFrom: 'both' });
    await add('outcomes.csv', outcomes);
    expect((await call('monitor.state', {})).challenge).toBeNull();
    await expect(call('monitor.replace', {})).rejects.toMatchObject({ code: 'monitor.noChallenge' });
    await call('project.undo', {});
    expect((await call('monitor.state', {})).challenge).toEqual(made);
  }, 30_000);

  it('asks for no list after a crash that was of no use', async () => {
    await expect(add('useless.csv', 'CustomerId,Exited\n10001,perhaps')).rejects.toMatchObject({
      code: 'feedback.nothing',
    });
    await call('project.setSeed', { seed: 9 });
    const copies = () =>
      readdirSync(recovery)
        .filter(name => name.endsWith('.json'))
        .map(name => readFileSync(join(recovery, name), 'utf8'));
    await expect.poll(() => copies().some(text => text.includes('Seed 9'))).toBe(true);
    expect(copies().join('')).not.toContain('useless.csv');
    await call('project.undo', {});
  }, 30_000);

  it('measures no other file again under the name of the one before', async () => {
    const text = later.join('\n');
    const { periods } = await call('monitor.watch', { file: file('july.csv', text), label: 'July', day: null });
    expect((await call('feedback.measureAgain', {})).periods).toEqual(periods);
    file('july.csv', churnCsv(200, 3));
    await expect(call('feedback.measureAgain', {})).rejects.toMatchObject({ code: 'file.changed' });
    expect((await call('monitor.state', {})).periods).toEqual(periods);
  }, 30_000);

  it('says of a list whose cells are missing that it is not used, and takes the file again', async () => {
    await add('outcomes.csv', outcomes);
    const path = join(engine.folder, 'stripped.tessera');
    await call('project.save', { file: engine.register(path, 'stripped.tessera') });
    await call('project.close', {});
    await saveProject(path, { ...(await openProject(path)), tables: [] });
    await call('project.open', { file: engine.register(path, 'stripped.tessera') });
    const state = await call('feedback.state', {});
    expect(state.problem).toMatch(/^The outcomes in outcomes\.csv are not used: /);
    expect(state).toMatchObject({ lists: [{ rows: 0, matched: 0 }], book: null });
    await call('monitor.watch', { file: file('june.csv', later.join('\n')), label: 'June', day: null });
    await expect(call('feedback.learn', {})).rejects.toMatchObject({ code: 'feedback.noneKnown' });
    await add('outcomes.csv', outcomes);
    expect(await call('feedback.state', {})).toMatchObject({ problem: null, lists: [{ rows: 300, matched: 300 }] });
    expect(engine.bugs).toEqual([]);
  }, 30_000);

  it('counts a list that has the id of one that was learned from as new', async () => {
    const [{ id }] = (await call('feedback.state', {})).lists;
    await call('feedback.remove', { id });
    await add('outcomes.csv', outcomes);
    const { lists } = await call('feedback.learn', {});
    await call('feedback.remove', { id: lists[0].id });
    const { account } = await add('others.csv', outcomes.split('\n').slice(0, 200).join('\n'));
    expect(account).toMatchObject({ id: lists[0].id });
    expect(await call('feedback.state', {})).toMatchObject({ canLearn: true, book: { n: 199 } });
  }, 30_000);
});

function told(line: string): string {
  const cells = line.split(',');
  return `${cells[0]},${cells.at(-1)}`;
}
