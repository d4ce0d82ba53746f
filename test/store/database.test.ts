import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, quoteIdentifier, type Database } from '#engine/store/database';
import { Cancelled } from '#shared/errors';

let folder: string;
let allowed: string;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-test-'));
  allowed = mkdtempSync(join(folder, 'allowed-'));
  writeFileSync(join(folder, 'outside.csv'), 'a,b\n1,2\n');
  writeFileSync(join(folder, 'one.csv'), 'a,b\n1,2\n');
  writeFileSync(join(allowed, 'inside.csv'), 'a,b\n1,2\n');
  symlinkSync(join(folder, 'outside.csv'), join(allowed, 'link.csv'));
  database = await openDatabase({
    allowedDirectories: [allowed],
    allowedFiles: [join(folder, 'one.csv')],
    memoryLimitMb: 256,
    threads: 2,
    tempDirectory: null,
  });
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('what the lock lets through', () => {
  test('files of the allowed folder and the allowed file', async () => {
    for (const path of [join(allowed, 'inside.csv'), join(folder, 'one.csv')])
      expect(await database.rows('SELECT * FROM read_csv(?)', [path])).toEqual([{ a: 1n, b: 2n }]);
  });

  test('values come back by name, vectors in order', async () => {
    expect(await database.rows('SELECT ? AS text, ?::DOUBLE AS number', ["it's", 1.5])).toEqual([
      { text: "it's", number: 1.5 },
    ]);
    const values: unknown[] = [];
    for await (const chunk of database.chunks('SELECT range AS i FROM range(10000)'))
      values.push(...chunk.getColumnValues(0));
    expect(values).toHaveLength(10_000);
    expect(values.every((value, i) => value === BigInt(i))).toBe(true);
  });

  test('a database file keeps what was written, and read-only keeps it from being changed', async () => {
    const path = join(folder, 'kept.duckdb');
    const options = { path, allowedDirectories: [], memoryLimitMb: 256, threads: 1, tempDirectory: null };
    const writer = await openDatabase(options);
    await writer.run('CREATE TABLE t (a INTEGER)');
    await writer.run('INSERT INTO t VALUES (?)', [7]);
    writer.close();
    const reader = await openDatabase({ ...options, isReadOnly: true });
    expect(await reader.rows('SELECT a FROM t')).toEqual([{ a: 7 }]);
    await expect(reader.run('INSERT INTO t VALUES (8)')).rejects.toThrow(/read-only/i);
    reader.close();
  });
});

describe('what the lock keeps out', () => {
  const probes = (): [string, string][] => {
    const outside = join(folder, 'outside.csv');
    return [
      ['a file elsewhere', `SELECT * FROM read_csv('${outside}')`],
      ['a path that climbs', `SELECT * FROM read_csv('${allowed}/../outside.csv')`],
      ['a symbolic link', `SELECT * FROM read_csv('${allowed}/link.csv')`],
      ['a file as a table', `SELECT * FROM '${outside}'`],
      ['raw text', `SELECT * FROM read_text('${outside}')`],
      ['raw bytes', `SELECT * FROM read_blob('/etc/passwd')`],
      ['a list of files', `SELECT * FROM glob('${folder}/*')`],
      ['a sniff', `FROM sniff_csv('${outside}')`],
      ['the web', `SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')`],
      ['writing', `COPY (SELECT 1) TO '${folder}/written.csv'`],
      ['exporting', `EXPORT DATABASE '${folder}/exported'`],
      ['another database', `ATTACH '${folder}/other.duckdb'`],
      ['an extension', `LOAD httpfs`],
      ['an extension from the web', `INSTALL httpfs`],
      ['opening the lock', `SET enable_external_access = true`],
      ['more folders', `SET allowed_directories = ['/']`],
      ['more memory', `SET memory_limit = '100GB'`],
      ['another place to spill', `SET temp_directory = '${folder}'`],
      ['a pragma', `PRAGMA enable_profiling = 'json'`],
      ['a lasting secret', `CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')`],
    ];
  };
  test('every one of them', async () => {
    const open: string[] = [];
    for (const [title, sql] of probes()) {
      const isDenied = await database.rows(sql).then(
        rows => rows.length === 0 && title === 'a list of files',
        () => true,
      );
      if (!isDenied) open.push(title);
    }
    expect(open).toEqual([]);
    expect(await database.rows('SELECT 1 AS still')).toEqual([{ still: 1 }]);
  });
});

test('names are quoted, whatever people call their columns', async () => {
  for (const name of ['a"b', `x'; DROP TABLE t; --`, 'select', 'Größe (€)', '', '日本', 'a\nb']) {
    if (name === '') continue;
    const [row] = await database.rows(`SELECT 1 AS ${quoteIdentifier(name)}`);
    expect(Object.keys(row)).toEqual([name]);
  }
  expect(() => quoteIdentifier('a\0b')).toThrow();
});

test('a long query stops within a moment of the signal', async () => {
  const controller = new AbortController();
  const started = performance.now();
  setTimeout(() => controller.abort(), 100);
  const query = database.rows(
    'SELECT sum(a.range * b.range) FROM range(200000) a, range(200000) b',
    [],
    controller.signal,
  );
  await expect(query).rejects.toBeInstanceOf(Cancelled);
  expect(performance.now() - started).toBeLessThan(25_000);
  await expect(database.rows('SELECT 1', [], controller.signal)).rejects.toBeInstanceOf(Cancelled);
  expect(await database.rows('SELECT 2 AS next')).toEqual([{ next: 2 }]);
});
