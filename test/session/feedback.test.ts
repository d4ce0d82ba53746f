import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MonitorPeriod } from '#shared/monitor/result';
import { churnCsv } from '../support/churnCsv.ts';
import { json, tessera } from '../support/commandLine.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

describe('feedback', () => {
  let engine: TestEngine;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);
  const file = (name: string, text: string) => {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return engine.register(path, name);
  };
  const add = (name: string, lines: readonly string[]) =>
    call('feedback.add', { file: file(name, lines.join('\n')), sheet: null });
  const later = churnCsv(300, 2).split('\n');
  /** Outcomes as the later file would tell them. */
  const outcomesOfLater = ['CustomerId,Exited,Date', ...later.slice(1).map(line => withDay(line))];

  beforeAll(async () => {
    engine = await startTestEngine(2);
    await call('dataset.open', { file: file('churn.csv', churnCsv(400)) });
    await call('score.run', { scoring: QUICK });
    await call('segment.run', {});
  }, 60_000);

  it('counts every row of a list once: matched, unknown, said later and unreadable', async () => {
    const added = await add('outcomes.csv', [
      ...outcomesOfLater,
      '10001,No,2025-01-01',
      '99999,Yes,2026-09-30',
      '10002,perhaps,2026-09-30',
      ',Yes,2026-09-30',
      '10003,Yes,soon',
    ]);
    expect(added.kind).toBe('outcomes');
    const { account } = added;
    expect(account).toMatchObject({ rows: 305, matched: 300, unknownKey: 1, duplicate: 1, unreadable: 3 });
    expect(account.left.map(({ row, text, why }) => [row, text, why])).toEqual([
      [302, '10001', 'row 3 is later (2026-09-30)'],
      [303, '99999', 'no customer of the book has this key'],
      [304, '10002, perhaps, 2026-09-30', 'the outcome is none of No and Yes'],
      [305, 'Yes, 2026-09-30', 'there is no key'],
      [306, '10003, Yes, soon', 'the date cannot be read; write days such as 2026-06-30'],
    ]);
    expect(account).toMatchObject({ firstDay: '2026-09-30', lastDay: '2026-09-30', keyColumn: 'CustomerId' });
  });

  it('measures a later file that tells no outcomes, and the scores on show, with what is known', async () => {
    const blind = later.map(line => line.split(',').slice(0, 7).join(',')).join('\n');
    const { periods } = await call('monitor.watch', {
      file: file('june.csv', blind),
      label: 'June',
      day: '2026-06-30',
    });
    expect(periods[0].outcomesFrom).toMatch(
      /^Outcomes of 300 customers are from feedback of \d{4}-\d\d-\d\d: 300 were not known before, and 0 were known otherwise\.$/,
    );
    expect(periods[0].scores[0].measured!.performance.n).toBe(300);
    expect(periods[0].scores[0].measured!.performance.rocAuc!.value).toBeGreaterThan(0.8);
    const state = await call('feedback.state', {});
    expect(state.book).toMatchObject({ n: 300, filled: 0 });
    expect(state.book!.measured!.performance.n).toBe(300);
    expect(state).toMatchObject({ canLearn: true, learned: null, atHand: 'June' });
  });

  it('compares the model with one that learned from the outcomes, learns, and takes it back', async () => {
    const challenge = await call('feedback.challenge', {});
    expect(challenge.n).toBe(300);
    expect(challenge.outcomesFrom).toContain('300 customers are from feedback of');
    expect(challenge.protocol).toContain('whose outcomes came in by feedback');
    const before = await call('project.state', {});
    const learned = await call('feedback.learn', {});
    expect(learned.learned).toMatch(/^feedback of /);
    expect(learned).toMatchObject({ canLearn: false, book: null });
    const report = await call('dataset.report', {});
    expect(report!.notes.find(({ code }) => code === 'feedback.learned')!.args).toMatchObject({
      n: 300,
      column: 'Exited',
    });
    await call('project.undo', {});
    expect((await call('project.state', {})).recipe).toEqual(before.recipe);
    await call('score.run', { scoring: {} });
    expect((await call('feedback.state', {})).canLearn).toBe(true);
  }, 30_000);

  it('makes corrections by hand: cells, tiers and segments, with reason and name, in one change', async () => {
    const { segments } = (await call('segment.result', {}))!;
    const added = await add('corrections.csv', [
      'key,column,value,reason,by,date',
      '10000,Age,44,wrong in the file,Ada,2026-07-01',
      '10000,Age,45,still wrong,Ada,2026-07-02',
      '10001,region,West,moved,Ada,',
      `10002,segment,"${segments[0].name}",knows the customer,Bo,`,
      '10003,Age,old,wrong,Ada,',
      '10004,Age,50,,Ada,',
      '77777,Age,50,wrong,Ada,',
      '10005,Shoe size,50,wrong,Ada,',
    ]);
    expect(added.account).toMatchObject({ rows: 8, matched: 3, unknownKey: 1, duplicate: 1, unreadable: 3 });
    expect(added.account.left.find(({ row }) => row === 9)!.why).toBe('there is no column of this name');
    expect(added.account).toMatchObject({ cells: 2, segments: 1, tiers: 0 });
    const { recipe, undoLabel } = await call('project.state', {});
    expect(undoLabel).toBe('Corrections of corrections.csv: 2 cells and 1 segment');
    expect(recipe.edits.map(({ column, to, said }) => [column, to, said])).toEqual([
      ['Age', 45, { reason: 'still wrong', by: 'Ada', on: '2026-07-02' }],
      ['Region', 'West', { reason: 'moved', by: 'Ada', on: null }],
    ]);
    expect(recipe.overrides).toMatchObject([{ what: 'segment', customer: '10002', by: 'Bo' }]);
    await call('project.undo', {});
    const undone = (await call('project.state', {})).recipe;
    expect([undone.edits, undone.overrides, undone.feedback!.corrections]).toEqual([[], [], []]);
    await expect(add('none.csv', ['key,column,value,reason,by', '1,Age,1,why,Ada'])).rejects.toMatchObject({
      code: 'feedback.nothing',
    });
  }, 30_000);

  it('is kept with the project and removed by hand', async () => {
    const path = join(engine.folder, 'kept.tessera');
    const saved = engine.register(path, 'kept.tessera');
    const [list] = (await call('feedback.state', {})).lists;
    await call('project.save', { file: saved });
    await call('project.close', {});
    await call('project.open', { file: saved });
    expect((await call('feedback.state', {})).lists).toEqual([list]);
    const again = join(engine.folder, 'again.csv');
    writeFileSync(again, ['CustomerId,Exited', ...later.slice(1).map(line => `${line.split(',')[0]},No`)].join('\n'));
    const watched = await tessera('monitor', path, join(engine.folder, 'june.csv'), '--outcomes', again, '--json');
    const { period } = json<{ period: MonitorPeriod }>(watched);
    expect(period.outcomesFrom).toMatch(
      /^Outcomes of 300 customers are from feedback of \d{4}-\d\d-\d\d and feedback in again\.csv: /,
    );
    expect(period.scores[0].notMeasured).toContain('0 events among them');
    const left = await call('feedback.remove', { id: list.id });
    expect(left.lists).toEqual([]);
    await expect(call('feedback.remove', { id: list.id })).rejects.toMatchObject({ code: 'feedback.unknownList' });
    await call('project.undo', {});
    expect((await call('feedback.state', {})).lists).toHaveLength(1);
    expect(engine.bugs).toEqual([]);
  }, 30_000);
});

function withDay(line: string): string {
  const cells = line.split(',');
  return `${cells[0]},${cells.at(-1)},2026-09-30`;
}
