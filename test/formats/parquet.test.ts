import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#engine/store/database';
import { cells, readBytes, readError } from './reading.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function parquetOf(select: string): Promise<Buffer> {
  const path = join(folder, 'made.parquet');
  const database = await openDatabase({
    allowedDirectories: [folder],
    memoryLimitMb: 512,
    threads: 1,
    tempDirectory: null,
  });
  try {
    await database.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  } finally {
    database.close();
  }
  return readFileSync(path);
}

test('every type of value', async () => {
  const bytes = await parquetOf(`SELECT 7::TINYINT AS small, 9007199254740993::BIGINT AS large, 0.1::DOUBLE AS fraction,
    12.34::DECIMAL(18,2) AS money, 12345678901234567890.12::DECIMAL(38,2) AS huge, true AS flag,
    DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 12:00:00' AS moment,
    TIMESTAMPTZ '2024-02-29 12:00:00+02' AS zoned, TIME '06:00:00' AS clock, 'Łódź' AS text,
    [1, 2] AS list, {'a': 1, 'b': 'x'} AS inside, 'infinity'::DOUBLE AS endless, NULL::INTEGER AS gap,
    'nan'::DOUBLE AS unknown, DATE 'infinity' AS never`);
  const raw = await readBytes(bytes, 'all.parquet');
  expect(raw).toMatchObject({ format: 'parquet', encoding: null, notes: [], rejected: [] });
  const [names, values] = cells(raw);
  expect(Object.fromEntries(names.map((name, i) => [name, values[i]]))).toEqual({
    small: 7,
    large: '9007199254740993',
    fraction: 0.1,
    money: 12.34,
    huge: '12345678901234567890.12',
    flag: true,
    day: { days: 19_782 },
    moment: { days: 19_782.5 },
    zoned: { days: 19_782 + 10 / 24 },
    clock: 0.25,
    text: 'Łódź',
    list: '[1,2]',
    inside: '{"a":1,"b":"x"}',
    endless: 'inf',
    gap: null,
    unknown: null,
    never: 'infinity',
  });
});

test('many rows in their order, with gaps, and names that mean something', async () => {
  const bytes =
    await parquetOf(`SELECT i AS "__proto__", CASE WHEN i % 3 = 0 THEN NULL ELSE i / 8 END AS "a ""b""", 'x' || (i % 5) AS c
    FROM range(10000) t(i) ORDER BY i`);
  const rows = cells(await readBytes(bytes, 'many.parquet'));
  expect(rows).toHaveLength(10_001);
  expect(rows[0]).toEqual(['__proto__', 'a "b"', 'c']);
  expect(
    rows
      .slice(1)
      .every(
        ([i, eighth, text], row) => i === row && eighth === (row % 3 === 0 ? null : row / 8) && text === `x${row % 5}`,
      ),
  ).toBe(true);
});

test('a file that was cut off, encrypted, or changed anywhere is refused in a sentence', async () => {
  const good = await parquetOf('SELECT i AS a, i * 0.5 AS b FROM range(5000) t(i)');
  for (const share of [0.1, 0.5, 0.99])
    expect(await readError(good.subarray(0, good.length * share), 'x.parquet')).toMatchObject({
      code: 'file.damaged',
      args: { reason: 'it ends early, as after a broken download' },
    });
  const encrypted = Buffer.from(good);
  encrypted.write('PARE', good.length - 4);
  expect((await readError(encrypted, 'x.parquet')).code).toBe('file.encrypted');
  const lying = Buffer.from(good);
  lying.writeUInt32LE(0x7fffffff, good.length - 8);
  expect((await readError(lying, 'x.parquet')).code).toBe('file.damaged');
  const blank = Buffer.from(good);
  blank.fill(0xff, good.length - 8 - good.readUInt32LE(good.length - 8), good.length - 8);
  expect((await readError(blank, 'x.parquet')).code).toBe('file.damaged');
});
