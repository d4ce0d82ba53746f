import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '#engine/models/readModel';
import { analyse } from '#engine/session/mainJob';
import { saveModel } from '#engine/session/saveModel';
import { scoreByModel } from '#engine/session/scoreByModel';
import { scoreFile } from '#engine/session/scoreFile';
import { openProject, saveProject } from '#engine/store/projectFile';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { NAMING } from '../models/support/churnModel.ts';
import { churnCsv } from '../support/churnCsv.ts';
import { json, tessera } from '../support/commandLine.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';

const folder = temporaryFolder();
const [header, ...customers] = churnCsv(360).split('\n');
function month(name: string, from: number, to: number): string {
  const path = join(folder, name);
  writeFileSync(path, [header, ...customers.slice(from, to)].join('\n'));
  return path;
}
const may = month('may.csv', 0, 150);
const april = month('april.csv', 150, 300);
const june = month('june.csv', 300, 360);

const base = defaultRecipe();
const recipe: Recipe = {
  ...base,
  segmenting: { ...base.segmenting, chooseBy: 'given', nClusters: 3 },
  scoring: {
    ...base.scoring,
    models: [{ id: 'logisticRegression', options: {} }],
    validation: { ...base.scoring.validation, nFolds: 2 },
  },
  tables: [{ id: 'april', file: { name: 'april.csv', sha256: null }, reading: base.reading, rfm: null }],
  combine: [{ how: 'append', table: 'april', origin: 'Table' }],
};

async function appended(): Promise<TestEngine> {
  const engine = await startTestEngine(1);
  await engine.client.call('dataset.open', { file: engine.register(may, 'may.csv') });
  const { table } = await engine.client.call('tables.read', { file: engine.register(april, 'april.csv'), sheet: null });
  await engine.client.call('tables.add', { table, step: { how: 'append', origin: 'Table' } });
  return engine;
}

describe('customers of two files, each with the file it came from', () => {
  it('are grouped by nothing of the column that says so, in a project that opens again with the same result', async () => {
    const engine = await appended();
    const report = (await engine.client.call('dataset.report', {}))!;
    expect(report.columns.find(({ name }) => name === 'Table')).toMatchObject({ role: 'ignore', distinct: 2 });
    const { features } = await engine.client.call('prepare.preview', {});
    expect(features.filter(({ column }) => column === 'Table')).toEqual([]);
    await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
    const project = join(folder, 'two.tessera');
    await engine.client.call('score.run', { scoring: recipe.scoring });
    const later = { file: engine.register(june, 'june.csv'), label: null, day: null };
    const { periods } = await engine.client.call('monitor.watch', later);
    expect(JSON.stringify(periods)).not.toContain('"Table"');
    const saved = await engine.client.call('project.save', { file: engine.register(project, 'two.tessera') });
    const other = await startTestEngine(1);
    const back = await other.client.call('project.open', { file: other.register(project, 'two.tessera') });
    expect([back.resultSha256, back.recipe]).toEqual([saved.resultSha256, saved.recipe]);
    expect([...engine.bugs, ...other.bugs]).toEqual([]);
  });

  it('keep segments that an earlier Tessera made by it, with the recipe saying so', async () => {
    const engine = await appended();
    await engine.client.call('dataset.setColumns', { changes: [{ name: 'Table', role: 'feature' }] });
    await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
    const [made, earlier] = [join(folder, 'made.tessera'), join(folder, 'earlier.tessera')];
    const saved = await engine.client.call('project.save', { file: engine.register(made, 'made.tessera') });
    const silent = (of: { readonly recipe: Recipe }) => ({ ...of, recipe: { ...of.recipe, columns: {} } });
    const contents = await openProject(made);
    const { history, result } = contents;
    await saveProject(earlier, {
      ...contents,
      history: { ...history, entries: history.entries.map(entry => ({ ...entry, ...silent(entry) })) },
      result: { ...result!, ...silent(result!) },
    });
    const other = await startTestEngine(1);
    const back = await other.client.call('project.open', { file: other.register(earlier, 'earlier.tessera') });
    expect([back.resultSha256, back.segments]).toEqual([saved.resultSha256, 'ready']);
    expect(back.recipe.columns).toEqual({ Table: { role: 'feature' } });
  });

  it('are of the recipe that was saved, also where what a person said of the column was undone after segments were made by it', async () => {
    const engine = await appended();
    await engine.client.call('dataset.setColumns', { changes: [{ name: 'Table', role: 'feature' }] });
    await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
    await engine.client.call('project.undo', {});
    await engine.client.call('project.undo', {});
    const project = join(folder, 'undone.tessera');
    const saved = await engine.client.call('project.save', { file: engine.register(project, 'undone.tessera') });
    const other = await startTestEngine(1);
    const back = await other.client.call('project.open', { file: other.register(project, 'undone.tessera') });
    expect([back.recipe.columns, back.segments]).toEqual([saved.recipe.columns, 'stale']);
    expect(back.recipe.columns).toEqual({});
  });

  it('may still be grouped by it where a person says so, and the column tells what that means', async () => {
    const engine = await appended();
    await engine.client.call('dataset.setColumns', { changes: [{ name: 'Table', role: 'feature' }] });
    const report = (await engine.client.call('dataset.report', {}))!;
    expect(report.columns.find(({ name }) => name === 'Table')).toMatchObject({
      role: 'feature',
      notes: [{ code: 'column.origin', args: { column: 'Table' } }],
    });
  });

  it('make models that take a later single file without a word about the column', async () => {
    const analysis = await analyse({ path: may, name: 'may.csv' }, recipe, testRun());
    expect(analysis.imported.table.nRows).toBe(300);
    const later = { path: june, name: 'june.csv' };
    const scored = await scoreFile(analysis, later, testRun());
    expect([scored.imported.table.nRows, scored.notes]).toEqual([60, []]);
    const path = join(folder, 'two.tsm');
    await saveModel(path, { ...analysis, resultSha256: null }, NAMING, null, testRun());
    const byModel = await scoreByModel(await readModel(path), later, testRun());
    expect(byModel.notes).toEqual([]);
  });
});

it('the command line runs, verifies and scores with a recipe that appends', async () => {
  const path = join(folder, 'recipe.json');
  writeFileSync(path, JSON.stringify(recipe));
  const [out, project] = [join(folder, 'out'), join(folder, 'run.tessera')];
  const run = await tessera('run', may, '--recipe', path, '--out', out, '--project', project, '--formats', 'csv');
  expect([run.status, run.messages]).toEqual([0, []]);
  expect((await tessera('verify', out)).status).toBe(0);
  const scored = join(folder, 'scored.csv');
  const score = await tessera('score', project, june, '--out', scored, '--json');
  expect([score.status, score.messages]).toEqual([0, []]);
  expect(json<{ customers: number }>(score).customers).toBe(60);
}, 120_000);

it('a project whose scores are of more customers than the main table has rows opens again', async () => {
  const engine = await appended();
  await engine.client.call('score.run', { scoring: recipe.scoring });
  const project = join(folder, 'scored.tessera');
  await engine.client.call('project.save', { file: engine.register(project, 'scored.tessera') });
  const other = await startTestEngine(1);
  await other.client.call('project.open', { file: other.register(project, 'scored.tessera') });
  expect(await other.client.call('score.result', {})).toEqual(await engine.client.call('score.result', {}));
  expect((await other.client.call('dataset.report', {}))!.nRows).toBe(300);
});
