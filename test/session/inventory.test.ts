import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Inventory } from '#shared/models/inventory';
import { inlineRun } from '#engine/models/inlineRun';
import { inventory, newSeenModels } from '#engine/session/inventory';
import { churnCsv } from '../support/churnCsv.ts';
import { json, tessera } from '../support/commandLine.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

describe('the inventory of models', () => {
  let engine: TestEngine;
  let folder: string;
  let project: string;
  const call: TestEngine['client']['call'] = (method, input) => engine.client.call(method, input);

  beforeAll(async () => {
    engine = await startTestEngine(2);
    folder = join(engine.folder, 'models');
    mkdirSync(join(folder, 'older'), { recursive: true });
    const data = join(engine.folder, 'churn.csv');
    writeFileSync(data, churnCsv(300));
    const later = join(engine.folder, 'later.csv');
    writeFileSync(later, churnCsv(100, 2));
    await call('dataset.open', { file: engine.register(data, 'churn.csv') });
    await call('score.run', { scoring: QUICK });
    await call('model.setRecord', { record: { owner: 'Ada', materiality: 'high', use: '' } });
    await call('model.signOff', { status: 'in use', by: 'Bo', words: 'looked at' });
    await call('monitor.watch', { file: engine.register(later, 'later.csv'), label: 'May', day: null });
    const { token } = await call('model.save', { owner: null });
    copyFileSync(engine.pathOf(token), join(folder, 'older', 'churn.tsm'));
    project = engine.register(join(folder, 'churn.tessera'), 'churn.tessera');
    await call('project.save', { file: project });
    writeFileSync(join(folder, 'damaged.tsm'), readFileSync(join(folder, 'older', 'churn.tsm')).subarray(0, 4_000));
    writeFileSync(join(folder, 'damaged.tessera'), 'no project');
    writeFileSync(join(folder, 'notes.txt'), 'nothing to do with it');
  }, 60_000);

  it('says what each file beside one says of itself; a damaged or missing file is a row with its sentence', async () => {
    const gone = engine.register(join(folder, 'gone.tessera'), 'gone.tessera');
    const { rows, nMore } = await call('model.inventory', { files: [project, gone] });
    expect(nMore).toBe(0);
    expect(rows.map(({ name, status, problem }) => [name, status, problem !== null])).toEqual([
      ['churn.tessera', 'in use', false],
      ['damaged.tessera', null, true],
      ['damaged.tsm', null, true],
      ['gone.tessera', null, true],
    ]);
    const resultSha256 = (await call('model.record', {})).resultSha256;
    expect(rows[0]).toMatchObject({
      kind: 'project',
      folder: 'models',
      path: null,
      holds: ['Exited is Yes'],
      owner: 'Ada',
      materiality: 'high',
      signedBy: 'Bo',
      isStanding: true,
      period: 'May',
      resultSha256,
    });
    expect(['green', 'amber', 'red']).toContain(rows[0].light);
    expect(rows[0].watchedAt).toMatch(/^\d{4}-/);
    expect(rows[3].problem).toContain('gone.tessera');
    const saved = await call('model.saveInventory', { files: [project], format: 'csv' });
    expect(readFileSync(engine.pathOf(saved.token), 'utf8')).toContain(
      'churn.tessera,project,Exited is Yes,in use,Ada',
    );
    expect(engine.bugs).toEqual([]);
  });

  it('reads model files in a thread, and none a second time that has not changed', async () => {
    const run = inlineRun();
    const map = vi.spyOn(run.pool, 'map');
    const file = join(folder, 'older', 'churn.tsm');
    const seen = newSeenModels();
    const list = () => inventory([{ path: file, name: 'churn.tsm' }], run, seen);
    const { rows } = await list();
    expect(rows).toMatchObject([{ kind: 'model file', owner: 'Ada', problem: null }]);
    expect(await list()).toEqual({ rows, nMore: 0 });
    const nRead = () => map.mock.calls.filter(([task]) => task === 'models.facts').length;
    expect(nRead()).toBe(1);
    utimesSync(file, 1, 1);
    expect((await list()).rows).toEqual(rows);
    expect(nRead()).toBe(2);
  });

  it('is listed by the command line, folders below included', async () => {
    const listed = await tessera('models', folder, '--json');
    expect(listed.status).toBe(0);
    const { rows } = json<Inventory>(listed);
    expect(rows.map(({ name }) => name)).toEqual(['churn.tessera', 'churn.tsm', 'damaged.tessera', 'damaged.tsm']);
    expect(rows[1]).toMatchObject({ kind: 'model file', owner: 'Ada', path: join(folder, 'older', 'churn.tsm') });
    const words = await tessera('models', folder);
    expect(words.out).toContain('Exited is Yes; in use; owner Ada; materiality high; signed by Bo on ');
    expect((await tessera('models', join(folder, 'nowhere'))).status).toBe(1);
  });
});
