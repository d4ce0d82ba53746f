import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultMonitoring } from '#shared/monitor/choices';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

/** The rows of another draw, with cells changed by a rule; the first columns are CustomerId, Age, Gender, Balance, Products, Region. */
function laterCsv(nRows: number, seed: number, change: (cells: string[], row: number) => string[]): string {
  const [header, ...rows] = churnCsv(nRows, seed).split('\n');
  return [header, ...rows.map((row, i) => change(row.split(','), i).join(','))].join('\n');
}

describe('watching later files', () => {
  let engine: TestEngine;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);
  const file = (name: string, text: string) => {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return engine.register(path, name);
  };
  const watch = (name: string, text: string, label: string | null = null, day: string | null = null) =>
    call('monitor.watch', { file: file(name, text), label, day });

  beforeAll(async () => {
    engine = await startTestEngine(2);
    await call('dataset.open', { file: file('churn.csv', churnCsv(500)) });
  }, 60_000);

  it('says that there is nothing to hold a file against yet', async () => {
    expect((await call('monitor.state', {})).against).toBeNull();
    await expect(watch('june.csv', churnCsv(100, 2))).rejects.toMatchObject({ code: 'monitor.nothing' });
  });

  it('finds nothing in a file like the first, with scores alone and with segments', async () => {
    await call('score.run', { scoring: QUICK });
    const alone = await watch('april.csv', churnCsv(400, 2), 'April');
    expect(alone.against).toContain('500 customers');
    expect(alone.periods[0]).toMatchObject({ label: 'April', n: 400, nBefore: 500, segments: null, light: 'green' });
    await call('segment.run', {});
    const { periods } = await watch('may.csv', churnCsv(400, 3), 'May', '2026-05-31');
    expect(periods.map(({ label }) => label)).toEqual(['May', 'April']);
    const [may] = periods;
    expect(may).toMatchObject({ light: 'green', findings: [] });
    expect(may.segments!.segments.reduce((sum, { now }) => sum + now.value, 0)).toBeCloseTo(1, 12);
    const [score] = may.scores;
    expect(score.measured!.performance.rocAuc!.value).toBeGreaterThan(0.8);
    expect(Math.abs(score.estimated!.rocAuc!.value - score.measured!.performance.rocAuc!.value)).toBeLessThan(0.08);
  }, 60_000);

  it('tells what has changed, the worst first, and keeps it in order of time', async () => {
    const drifted = laterCsv(400, 4, ([id, age, gender, balance, products, region, ...rest], i) => [
      id,
      String(Number(age) + 15),
      gender,
      i % 2 ? balance : '',
      products,
      i % 3 ? region : 'Abroad',
      ...rest,
    ]);
    const { periods } = await watch('june.csv', drifted, 'June', '2026-06-30');
    expect(periods.map(({ label }) => label)).toEqual(['May', 'June', 'April']);
    const june = periods[1];
    expect(june.light).toBe('red');
    expect(june.headline).toMatch(/^June: red, act on it\. Of 400 customers, /);
    const light = Object.fromEntries(june.columns.map(({ column, light: own }) => [column, own]));
    expect(light).toMatchObject({ Balance: 'red', Products: 'green', Region: 'red' });
    const sentences = june.findings.map(({ sentence }) => sentence).join(' ');
    expect(sentences).toContain('Region has 1 level never seen before (“Abroad”)');
    expect(sentences).toContain('More values of Balance are missing');
    const ranks = june.findings.map(finding => ['red', 'amber'].indexOf(finding.light));
    expect(ranks).toEqual([...ranks].sort());
  }, 60_000);

  it('estimates where outcomes are not known, and says why it does not measure', async () => {
    const unknown = laterCsv(200, 5, cells => [...cells.slice(0, 7), '']);
    const { periods } = await watch('july.csv', unknown, 'July');
    const [score] = periods.at(-1)!.scores;
    expect(score.measured).toBeNull();
    expect(score.notMeasured).toContain('No outcomes are known yet');
    expect(score.estimated!.sentence).toContain('Without outcomes the ROC-AUC is estimated at');
    const lacking = churnCsv(200, 5)
      .split('\n')
      .map(row => row.split(',').slice(0, 7).join(','))
      .join('\n');
    expect((await watch('july.csv', lacking, 'July')).periods.at(-1)!.scores[0].notMeasured).toBe(score.notMeasured);
  }, 60_000);

  it('refuses a file that cannot be compared with a sentence, and loses nothing', async () => {
    const before = await call('monitor.state', {});
    const [header, ...rows] = churnCsv(100, 6).split('\n');
    await expect(watch('one.csv', `${header}\n${rows[0]}`)).rejects.toMatchObject({ code: 'monitor.fewCustomers' });
    const narrow = [header, ...rows].map(row => row.split(',').slice(0, 3).join(',')).join('\n');
    await expect(watch('narrow.csv', narrow)).rejects.toMatchObject({ code: 'monitor.missingColumns' });
    await expect(call('monitor.remove', { label: 'Never' })).rejects.toMatchObject({ code: 'monitor.unknownPeriod' });
    expect(await call('monitor.state', {})).toEqual(before);
    expect(engine.bugs).toEqual([]);
  }, 60_000);

  it('copes with columns that hold nothing any more, and with levels of which none is known', async () => {
    const strange = laterCsv(60, 7, ([id, age, gender, , products, , ...rest]) => [
      id,
      age,
      gender,
      '',
      products,
      'Elsewhere',
      ...rest,
    ]);
    const { periods } = await watch('strange.csv', strange, 'Strange');
    const sentences = periods
      .at(-1)!
      .findings.map(({ sentence }) => sentence)
      .join(' ');
    expect(sentences).toContain('Balance has no values in this file; it had some at development.');
    expect(sentences).toContain(
      'Region has 1 level never seen before (“Elsewhere”): no customer has a level of development.',
    );
    await call('monitor.remove', { label: 'Strange' });
  }, 60_000);

  it('applies limits to files that come after, and undo takes them back', async () => {
    const rule = { ...defaultMonitoring(), psi: { amber: 5, red: 9 }, missing: { amber: 1, red: 1 } };
    expect((await call('monitor.setRule', { rule })).ruleInWords.join(' ')).toContain('amber from 5.00, red from 9.00');
    await call('project.undo', {});
    expect((await call('monitor.state', {})).rule).toEqual(defaultMonitoring());
  });

  it('keeps the periods in the project, and writes one as a workbook', async () => {
    const before = await call('monitor.state', {});
    const path = join(engine.folder, 'watched.tessera');
    await call('project.save', { file: engine.register(path, 'watched.tessera') });
    expect((await call('project.state', {})).hasUnsavedChanges).toBe(false);
    await call('project.close', {});
    await call('project.open', { file: engine.register(path, 'watched.tessera') });
    const after = await call('monitor.state', {});
    expect(after.periods).toEqual(before.periods);
    expect(after.atHand).toBeNull();
    const saved = await call('monitor.save', { label: 'June' });
    expect(saved.name).toBe('june monitored.xlsx');
    expect(saved.sizeBytes).toBeGreaterThan(5_000);
  }, 60_000);

  it('holds a file against a model file that was chosen, and keeps with the period which one that was', async () => {
    const model = await call('model.save', { owner: null });
    const choose = (name: string, path: string) => call('monitor.chooseModel', { file: engine.register(path, name) });
    const chosen = await choose('churn.tsm', engine.pathOf(model.token));
    expect(chosen).toMatchObject({ modelFile: { name: 'churn', sha256: model.sha256 }, hasOwn: true });
    expect(chosen.against).toMatch(
      /^500 customers of the model churn with \d segments and the score of Exited is Yes$/,
    );
    const { periods, latest, atHand } = await watch('september.csv', churnCsv(300, 9), 'September');
    expect([latest, atHand]).toEqual(['September', null]);
    expect(periods.at(-1)).toMatchObject({ label: 'September', n: 300, nBefore: 500, model: chosen.modelFile });
    await expect(call('monitor.challenge', { learnFrom: 'both' })).rejects.toMatchObject({ code: 'monitor.noFile' });
    // A name of the project's own periods stays with them, and that of the model is used again.
    await watch('june.csv', churnCsv(200, 11), 'June');
    const named = (await watch('june.csv', churnCsv(210, 12), 'June')).periods.filter(one =>
      one.label.startsWith('June'),
    );
    expect(named.map(({ label, n, model: of }) => [label, n, of?.name])).toEqual([
      ['June', 400, undefined],
      ['June (2)', 210, 'churn'],
    ]);
    expect(named[1].headline).toMatch(/^June \(2\): /);
    await call('monitor.remove', { label: 'June (2)' });
    writeFileSync(join(engine.folder, 'not.tsm'), churnCsv(40));
    await expect(choose('not.tsm', join(engine.folder, 'not.tsm'))).rejects.toMatchObject({
      code: 'model.notAModel',
      args: { name: 'not.tsm' },
    });
    expect((await call('monitor.state', {})).modelFile).toEqual(chosen.modelFile);
    const path = join(engine.folder, 'watched.tessera');
    await call('project.save', { file: engine.register(path, 'watched.tessera') });
    await call('project.close', {});
    // This month's file alone, without segments and scores of its own.
    await call('dataset.open', { file: file('october.csv', churnCsv(120, 10)) });
    expect(await call('monitor.state', {})).toMatchObject({ against: null, modelFile: null, hasOwn: false });
    await choose('churn.tsm', engine.pathOf(model.token));
    const alone = await watch('october.csv', churnCsv(120, 10), 'October');
    expect(alone.periods).toMatchObject([{ label: 'October', n: 120, model: chosen.modelFile }]);
    expect((await call('monitor.chooseModel', { file: null })).against).toBeNull();
    await call('project.close', {});
    await call('project.open', { file: engine.register(path, 'watched.tessera') });
    expect((await call('monitor.state', {})).periods).toEqual(periods);
  }, 60_000);

  it('sets a challenger against the model, and replaces the model only when asked, with undo', async () => {
    await expect(call('monitor.challenge', { learnFrom: 'both' })).rejects.toMatchObject({ code: 'monitor.noFile' });
    await expect(call('monitor.replace', {})).rejects.toMatchObject({ code: 'monitor.noChallenge' });
    // Who leaves now is another kind of customer: the outcome is turned round.
    const turned = laterCsv(300, 8, cells => [
      String(Number(cells[0]) + 100_000),
      ...cells.slice(1, 7),
      cells[7] === 'Yes' ? 'No' : 'Yes',
    ]);
    await watch('august.csv', turned, 'August');
    const alone = await call('monitor.challenge', { learnFrom: 'later' });
    expect(alone).toMatchObject({ label: 'August', n: 300, nDevelopment: 0, nShared: 0, isBetter: true });
    expect(alone.challenger.rocAuc!.value).toBeGreaterThan(0.8);
    expect(alone.champion.rocAuc!.value).toBeLessThan(0.2);
    // The later customers take the place of those of the project.
    expect((await call('monitor.replace', {})).challenge).toBeNull();
    expect(await call('project.state', {})).toMatchObject({ nRows: 300, scores: 'ready' });
    await call('project.undo', {});
    expect((await call('project.state', {})).nRows).toBe(500);
    await call('score.run', { scoring: QUICK });
    await watch('august.csv', turned, 'August');
    const both = await call('monitor.challenge', { learnFrom: 'both' });
    expect(both).toMatchObject({ n: 300, nDevelopment: 500 });
    expect((await call('monitor.state', {})).challenge).toEqual(both);
    expect((await call('project.state', {})).nRows).toBe(500);
    const replaced = await call('monitor.replace', {});
    expect(replaced.challenge).toBeNull();
    expect(await call('project.state', {})).toMatchObject({ nRows: 800, scores: 'ready' });
    await call('project.undo', {});
    expect((await call('project.state', {})).nRows).toBe(500);
    expect(engine.bugs).toEqual([]);
  }, 60_000);
});
