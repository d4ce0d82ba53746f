import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importRaw } from '#engine/import/importRaw';
import { openProject, saveProject } from '#engine/store/projectFile';
import { PROJECT_TABLES, createStatement, type ProjectTable } from '#engine/store/projectTables';
import { AppError, Cancelled } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { valuesOf } from '../support/importRows.ts';
import { rawRead } from '../support/rawTable.ts';
import { someProject } from '../support/someProject.ts';
import { testRun } from '../support/testRun.ts';

let folder = '';
let path = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-project-'));
});
beforeEach(() => {
  path = join(folder, `project ${count++}.tessera`);
});
afterAll(() => rm(folder, { recursive: true }));

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('it worked'),
    reason => reason as Error,
  );
  if (error instanceof AppError) return error;
  throw error;
}
/** Changes a project file by SQL, as somebody with a database tool might. */
async function tamper(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

/** DuckDB's checksum of the file's first header: 64-bit words after the checksum itself, multiplied and combined. */
function headerChecksum(bytes: Buffer): bigint {
  let sum = 5381n;
  for (let at = 8; at < 4096; at += 8) sum ^= BigInt.asUintN(64, bytes.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  return sum;
}

describe('saving and opening', () => {
  test('everything comes back with the same bits', async () => {
    const project = someProject();
    await saveProject(path, project);
    const back = await openProject(path);
    expect(isDeepStrictEqual(back, project)).toBe(true);
    expect(Object.is(back.raw.table.columns[0].values[2], -0)).toBe(true);
    expect(Object.is(back.result!.segmented.scores[1], -0)).toBe(true);
  });

  test('a project without a result, without rows', async () => {
    const raw = { ...someProject().raw, table: { nRows: 0, columns: [], strings: [] } };
    const project = someProject({ result: null, runs: [], audit: [], raw });
    await saveProject(path, project);
    expect(await openProject(path)).toEqual(project);
  });

  test('which columns were read with a decimal comma comes back', async () => {
    const project = someProject({ raw: { ...someProject().raw, decimalCommaColumns: [1, 3] } });
    await saveProject(path, project);
    expect((await openProject(path)).raw.decimalCommaColumns).toEqual([1, 3]);
  });

  test('a project that was saved before they were kept knows them by its notes', async () => {
    const read = rawRead([
      ['id', 'Kurs', 'Saldo', null],
      [1, 13.5, 3880, 0.5],
      [2, 6.924, 9568, 1.25],
    ]);
    const commas = ['Kurs', 'column 4'];
    const notes = commas.map(column => ({ code: 'read.decimalComma' as const, args: { column, n: 2 } }));
    const raw = { ...read, separator: ';', notes };
    const { source } = someProject();
    await saveProject(path, someProject({ raw, tables: [{ source, raw }] }));
    const back = await openProject(path);
    expect(back.raw.decimalCommaColumns).toEqual([1, 3]);
    expect(back.tables[0].raw.decimalCommaColumns).toEqual([1, 3]);
    const imported = await importRaw(back.raw, defaultRecipe(), testRun(), 'k.csv');
    expect(valuesOf(imported, 'Kurs')).toEqual([13.5, 6.924]);
  });

  test('more rows than one chunk, and columns that are wholly empty, share their memory', async () => {
    const n = 70_001;
    const full = { kinds: new Uint8Array(n).fill(1), values: Float64Array.from({ length: n }, (_, i) => i / 3) };
    const empty = { kinds: new Uint8Array(n), values: new Float64Array(n) };
    const columns = [full, ...Array.from({ length: 200 }, () => empty), full];
    const project = someProject({ raw: { ...someProject().raw, table: { nRows: n, columns, strings: [] } } });
    await saveProject(path, project);
    const { table } = (await openProject(path)).raw;
    expect(isDeepStrictEqual(table, project.raw.table)).toBe(true);
    expect(table.columns[1]).toBe(table.columns[200]);
  });

  test('saving again replaces the project and leaves nothing else in the folder', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    path = join(own, 'a.tessera');
    await saveProject(path, someProject());
    await saveProject(path, someProject({ appVersion: '0.2.0' }));
    expect((await openProject(path)).appVersion).toBe('0.2.0');
    expect(await readdir(own)).toEqual(['a.tessera']);
  });

  test.each([
    'temp.tessera',
    'system.tessera',
    'it\'s "odd".tessera',
    'project.tessera',
    '.tessera',
    'ohne Endung',
    'ünï 😀.tessera',
  ])('a file called %s', async name => {
    path = join(folder, name);
    await saveProject(path, someProject());
    expect((await openProject(path)).source.name).toBe('book.xlsx');
  });

  test('what a killed save left is taken away after an hour, a running one is not disturbed', async () => {
    const own = await mkdtemp(join(folder, 'left-'));
    path = join(own, 'a.tessera');
    const old = ['.a.tessera.0123456789ab.tmp', '.a.tessera.0123456789ab.tmp.wal'];
    const kept = ['.a.tessera.ba9876543210.tmp', '.b.tessera.0123456789ab.tmp', '.a.tessera.mine.tmp'];
    for (const name of [...old, ...kept]) await writeFile(join(own, name), 'x');
    for (const name of [...old, ...kept.slice(1)]) await utimes(join(own, name), 1e9, 1e9);
    await saveProject(path, someProject());
    expect((await readdir(own)).sort()).toEqual([...kept, 'a.tessera'].sort());
  });

  test('a cancelled save leaves the old project', async () => {
    await saveProject(path, someProject());
    const n = 200_000;
    const columns = [{ kinds: new Uint8Array(n).fill(1), values: new Float64Array(n) }];
    const larger = someProject({
      appVersion: '9',
      raw: { ...someProject().raw, table: { nRows: n, columns, strings: [] } },
    });
    let looks = 0;
    const job = {
      progress: () => undefined,
      throwIfCancelled: () => {
        if (++looks === 2) throw new Cancelled();
      },
    };
    await expect(saveProject(path, larger, job)).rejects.toThrow(Cancelled);
    expect((await openProject(path)).appVersion).toBe('0.1.0');
    expect((await readdir(folder)).filter(name => name.includes('.tmp'))).toEqual([]);
  });

  test('the statements that make the tables are those DuckDB prints', async () => {
    await saveProject(path, someProject());
    const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const rows = await (await connection.run('SELECT table_name, sql FROM duckdb_tables()')).getRows();
    connection.closeSync();
    instance.closeSync();
    const expected = (Object.keys(PROJECT_TABLES) as ProjectTable[]).map(table => [table, createStatement(table)]);
    const unquoted = rows.map(([table, sql]) => [table, String(sql).replaceAll('"', '')]);
    expect(unquoted.toSorted()).toEqual(expected.toSorted());
  });
});

describe('files that are no project', () => {
  test.each<[string, () => Promise<void>, string]>([
    ['a missing file', async () => undefined, 'file.missing'],
    ['a folder', async () => void (await mkdir(path)), 'file.folder'],
    ['an empty file', () => writeFile(path, ''), 'project.damaged'],
    ['three bytes', () => writeFile(path, 'DUC'), 'project.damaged'],
    ['a text', () => writeFile(path, 'CustomerID,Gender\n1,Male\n'.repeat(1000)), 'project.damaged'],
    ['a header and nothing else', () => writeFile(path, `${'\0'.repeat(8)}DUCK${'\0'.repeat(8)}`), 'project.damaged'],
    ['a dangling link', () => symlink(join(folder, 'nowhere'), path), 'file.missing'],
  ])('%s', async (_what, make, code) => {
    await make();
    expect((await failure(openProject(path))).code).toBe(code);
  });

  test('a database of somebody else', async () => {
    await tamper('CREATE TABLE customers(id INTEGER)');
    expect((await failure(openProject(path))).code).toBe('project.damaged');
  });

  test('a log beside it that would be applied', async () => {
    await saveProject(path, someProject());
    await writeFile(`${path}.wal`, 'x');
    expect((await failure(openProject(path))).code).toBe('project.damaged');
  });
});

describe('projects that were changed', () => {
  beforeEach(() => saveProject(path, someProject()));

  test.each<[string, string[]]>([
    ['a table taken away', ['DROP TABLE audit']],
    ['a table more', ['CREATE TABLE more(x INTEGER)']],
    ['a view', ['CREATE VIEW v AS SELECT 1']],
    [
      'a view in place of a table',
      ['DROP TABLE runs', "CREATE VIEW runs AS SELECT 0::UINTEGER AS position, ''::VARCHAR AS record"],
    ],
    [
      'a computed column',
      ['DROP TABLE runs', "CREATE TABLE runs(position UINTEGER, record VARCHAR AS (repeat('x', 10)))"],
    ],
    ['another schema', ['CREATE SCHEMA s', 'CREATE TABLE s.t(x INTEGER)']],
    ['no version', ["DELETE FROM tessera WHERE key = 'version'"]],
    ['a cell beyond the table', ['UPDATE source_cells SET row_index = 4000000000 WHERE row_index = 6']],
    ['a cell of no kind', ['UPDATE source_cells SET kind = 9 WHERE row_index = 1']],
    ['a cell with a text that is not there', ['UPDATE source_cells SET value = 99 WHERE kind = 2']],
    ['an empty cell value', ['UPDATE source_cells SET value = NULL WHERE kind = 2']],
    ['a text missing', ['DELETE FROM source_texts WHERE text_index = 6']],
    ['a recipe that is none', ["UPDATE history SET recipe = '{}' WHERE position = 0"]],
    ['a recipe that is no JSON', ["UPDATE history SET recipe = 'x' WHERE position = 0"]],
    ['history cut', ['DELETE FROM history WHERE position = 1']],
    ['a run that is none', ["UPDATE runs SET record = '[]'"]],
    ['an audit entry missing', ['DELETE FROM audit WHERE position = 0']],
    [
      'an audit entry rewritten',
      [`UPDATE audit SET entry = replace(entry, '"action":"', '"action":"not ') WHERE position = 0`],
    ],
    ['one label', ['UPDATE assignments SET segment = 0 WHERE customer = 5']],
    ['a label that is no segment', ['UPDATE assignments SET segment = 2 WHERE customer = 5']],
    ['one score', ['UPDATE assignments SET score = 13 WHERE customer = 2']],
    ['an assignment missing', ['DELETE FROM assignments WHERE customer = 3']],
    ['a piece of an array missing', ['DELETE FROM arrays WHERE piece = 1']],
    ['the source missing', ["DELETE FROM documents WHERE name = 'source'"]],
    ['the facts of the file', ["UPDATE documents SET content = '{}' WHERE name = 'raw'"]],
    [
      'a table too large for any memory',
      [
        `UPDATE documents SET content = replace(content, '"nRows":7', '"nRows":19999999') WHERE name = 'raw'`,
        `UPDATE documents SET content = replace(content, '"nColumns":5', '"nColumns":16000') WHERE name = 'raw'`,
      ],
    ],
    ['a hostile document', [`UPDATE documents SET content = '{"__proto__":{"x":1}}' WHERE name = 'result'`]],
  ])('%s: damaged', async (_what, statements) => {
    await tamper(...statements);
    const error = await failure(openProject(path));
    expect(error.code).toBe('project.damaged');
  });

  test('more rows than any project has are not read', async () => {
    await tamper("INSERT INTO documents SELECT 'x', 'not JSON' FROM range(1000)");
    const error = await failure(openProject(path));
    expect(error.args).toMatchObject({ reason: 'it holds more than any project can' });
  });

  test('a newer version says which, and its other tables do not matter', async () => {
    await tamper("UPDATE tessera SET value = '7' WHERE key = 'version'", 'CREATE TABLE later(x INTEGER)');
    const error = await failure(openProject(path));
    expect(error.code).toBe('project.newer');
    expect(error.args).toMatchObject({ version: 7, supported: 6 });
  });

  test('a newer database format', async () => {
    const bytes = await readFile(path);
    expect(headerChecksum(bytes)).toBe(bytes.readBigUInt64LE(0));
    bytes.writeBigUInt64LE(4000n, 12);
    await writeFile(path, bytes);
    expect((await failure(openProject(path))).code).toBe('project.damaged');
    bytes.writeBigUInt64LE(headerChecksum(bytes), 0);
    await writeFile(path, bytes);
    expect((await failure(openProject(path))).code).toBe('project.newer');
  });

  test('an edited history is still checked as a recipe', async () => {
    const recipe = JSON.stringify({ ...defaultRecipe(), seed: -1 });
    await tamper(`UPDATE history SET recipe = '${recipe.replaceAll("'", "''")}'`);
    expect((await failure(openProject(path))).code).toBe('project.damaged');
  });
});

describe('a project in use', () => {
  test('held open by another program: locked, with its process id', async () => {
    await saveProject(path, someProject());
    const require = createRequire(import.meta.url);
    const program = `
      const { DuckDBInstance } = require(${JSON.stringify(require.resolve('@duckdb/node-api'))});
      DuckDBInstance.create(process.argv[1]).then(async i => { globalThis.c = await i.connect(); await c.run('CREATE TABLE held(x INTEGER)'); console.log('open'); });
      setInterval(() => 0, 1000);`;
    const holder = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      const error = await failure(openProject(path));
      expect(error.code).toBe('project.locked');
      expect(error.args).toMatchObject({ pid: holder.pid });
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
  });

  test('a folder that is not there', async () => {
    const error = await failure(saveProject(join(folder, 'none', 'a.tessera'), someProject()));
    expect(error.code).toBe('file.notWritable');
    expect(error.args).toEqual({ name: 'a.tessera', reason: 'that folder does not exist' });
  });

  test('a folder in its place', async () => {
    await mkdir(path);
    expect((await failure(saveProject(path, someProject()))).code).toBe('file.folder');
  });
});
