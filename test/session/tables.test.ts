import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '#engine/store/projectFile';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { json, tessera } from '../support/commandLine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();
const customers = join(folder, 'customers.csv');
const sales = join(folder, 'sales.csv');
const id = (i: number) => `K${String(i).padStart(3, '0')}`;
writeFileSync(
  customers,
  [
    'CustomerID,Income,Age',
    ...Array.from({ length: 60 }, (_, i) => `${id(i)},${(i * 37) % 101},${20 + (i % 40)}`),
  ].join('\n'),
);
writeFileSync(
  sales,
  [
    'Client,OrderDate,Amount',
    ...Array.from(
      { length: 150 },
      (_, i) => `${id(i % 50).toLowerCase()},2024-0${1 + (i % 6)}-1${i % 9},${5 + ((i * 13) % 29)}`,
    ),
    'k900,2024-01-01,7',
  ].join('\n'),
);

async function withSales(): Promise<TestEngine> {
  const engine = await startTestEngine(1);
  await engine.client.call('dataset.open', { file: engine.register(customers, 'customers.csv') });
  const found = await engine.client.call('tables.read', { file: engine.register(sales, 'sales.csv'), sheet: null });
  expect(found).toMatchObject({
    nRows: 151,
    rfm: { looksLikeTransactions: true, options: { customer: 'Client', date: 'OrderDate', amount: 'Amount' } },
    step: { how: 'join', key: 'CustomerID', tableKey: 'Client' },
  });
  const { account, problem } = await engine.client.call('tables.preview', { table: found.table, step: found.step });
  expect(account).toMatchObject({ how: 'join', matched: 50, unmatched: 10, tableRows: 51, tableUnmatched: 1 });
  expect(problem).toBeNull();
  await engine.client.call('tables.add', { table: found.table, step: found.step });
  return engine;
}

describe('two tables in one project', () => {
  let engine: TestEngine;
  const project = join(folder, 'two.tessera');
  beforeAll(async () => {
    engine = await withSales();
  });

  it('customers carry what their transactions say, and undo takes it away again', async () => {
    const report = (await engine.client.call('dataset.report', {}))!;
    expect(report.columns.map(column => column.name)).toContain('Recency (days)');
    expect(report.columns.find(column => column.name === 'Monetary')).toMatchObject({ role: 'feature', missing: 10 });
    expect(report.combine!.steps).toHaveLength(1);
    const undone = await engine.client.call('project.undo', {});
    expect(undone.redoLabel).toBe('Joined sales.csv by CustomerID');
    expect((await engine.client.call('dataset.report', {}))!.combine).toBeNull();
    await engine.client.call('project.redo', {});
    expect((await engine.client.call('tables.state', {})).further).toHaveLength(1);
  });

  it('rows without a partner can be kept as a file', async () => {
    const list = await engine.client.call('tables.leftOut', { table: 'table-1', list: 'unmatched' });
    expect(list.rows).toBe(10);
    const notJoined = await engine.client.call('tables.leftOut', { table: 'table-1', list: 'tableUnmatched' });
    expect(notJoined.rows).toBe(1);
    // Each is named after the file whose rows it holds: those of the main one, and those of the table.
    expect(list.name).toMatch(/ rows without a partner\.csv$/);
    expect(notJoined.name).toBe('sales rows that were not joined.csv');
    expect(list.name).not.toContain('sales');
  });

  it('the project keeps both tables: it opens without the files, with the same result', async () => {
    await engine.client.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 2 } });
    const saved = await engine.client.call('project.save', { file: engine.register(project, 'two.tessera') });
    const other = await startTestEngine(1);
    const back = await other.client.call('project.open', { file: other.register(project, 'two.tessera') });
    expect([back.resultSha256, back.recipe]).toEqual([saved.resultSha256, saved.recipe]);
    const again = await other.client.call('segment.run', { segmenting: {} });
    expect(again.nClusters).toBe(2);
    expect((await other.client.call('project.state', {})).resultSha256).toBe(saved.resultSha256);
    expect(other.bugs).toEqual([]);
  });

  it('a project of version 1, which had one table, still opens', async () => {
    const old = join(folder, 'old.tessera');
    const one = await startTestEngine(1);
    await one.client.call('dataset.open', { file: one.register(customers, 'customers.csv') });
    await one.client.call('project.save', { file: one.register(old, 'old.tessera') });
    const instance = await DuckDBInstance.create(old);
    const connection = await instance.connect();
    for (const statement of [
      'DROP TABLE further_cells',
      'DROP TABLE further_texts',
      "DELETE FROM documents WHERE name = 'tables'",
      "UPDATE tessera SET value = '1' WHERE key = 'version'",
      'CHECKPOINT',
    ])
      await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
    const contents = await openProject(old);
    expect([contents.tables, contents.raw.table.nRows]).toEqual([[], 61]);
  });
});

describe('the command line with several files', () => {
  const out = join(folder, 'out');
  const recipe = join(folder, 'recipe.json');
  it('finds the further file beside the input, and verify refuses another one', async () => {
    const engine = await withSales();
    const { recipe: made } = await engine.client.call('project.state', {});
    writeFileSync(recipe, JSON.stringify(made));
    const run = await tessera('run', customers, '--recipe', recipe, '--out', out, '--formats', 'csv', '--json');
    const document = json<{ combine: { steps: { matched: number }[] }; rfm: { customers: number } }>(run);
    expect([document.combine.steps[0].matched, document.rfm.customers]).toEqual([50, 51]);
    expect((await tessera('verify', out)).status).toBe(0);
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'sales.csv'), 'Client,OrderDate,Amount\nk001,2024-01-01,7\nk001,2024-01-02,8\n');
    const changed = await tessera('verify', out, '--with', join(elsewhere, 'sales.csv'));
    expect([changed.status, changed.messages.join()]).toEqual([
      1,
      expect.stringContaining('sales.csv is not the file that was used'),
    ]);
  }, 120_000);

  it('scores another book with the further file of its month, wherever that lies', async () => {
    const project = join(folder, 'scoring.tessera');
    const made = await tessera('run', customers, '--recipe', recipe, '--project', project, '--json');
    expect([made.status, made.messages]).toEqual([0, []]);
    const [month, lists] = [join(folder, 'month'), join(folder, 'lists')];
    mkdirSync(month);
    mkdirSync(lists);
    const next = join(month, 'next.csv');
    writeFileSync(next, 'CustomerID,Income,Age\nK001,44,30\nK002,12,61\nK003,90,25\n');
    const list = join(lists, 'sales.csv');
    writeFileSync(list, 'Client,OrderDate,Amount\nk001,2024-06-01,7\nk001,2024-06-02,8\nk003,2024-05-02,9\n');
    const scored = join(folder, 'scored.csv');
    const lost = await tessera('score', project, next, '--out', scored);
    expect([lost.status, lost.messages.join()]).toEqual([1, expect.stringContaining('name it with --with')]);
    const found = await tessera('score', project, next, '--with', list, '--out', scored, '--json');
    expect(json<{ customers: number }>(found).customers).toBe(3);
  }, 120_000);

  it('says which file is missing', async () => {
    const alone = join(folder, 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'customers.csv'), 'CustomerID,Income\nK001,5\n');
    const run = await tessera('run', join(alone, 'customers.csv'), '--recipe', recipe);
    expect([run.status, run.messages.join()]).toEqual([
      1,
      expect.stringContaining('sales.csv, a further table of this recipe'),
    ]);
  });
});
