import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileSha256 } from '#engine/formats/fileSha256';
import { Cancelled } from '#shared/errors';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-hash-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(sizeBytes: number) {
  const path = join(folder, `${sizeBytes}`);
  const bytes = Buffer.alloc(sizeBytes, 'a table of customers\n');
  writeFileSync(path, bytes);
  return { source: { path, name: 'a.csv', sizeBytes }, expected: createHash('sha256').update(bytes).digest('hex') };
}

test.each([0, 1, 2 ** 20 + 7, 5_000_003])('a file of %i bytes, here and in a thread', async sizeBytes => {
  const { source, expected } = fileOf(sizeBytes);
  const run = testRun({ pool: await sharedPool(3) });
  expect(await fileSha256(source, true, run)).toBe(expected);
  expect(await fileSha256(source, false, run)).toBe(expected);
  expect(await fileSha256(source, true, testRun())).toBe(expected);
});

test('a file that is gone, and a cancel, in a thread', async () => {
  const pool = await sharedPool(3);
  const gone = { path: join(folder, 'gone'), name: 'gone.csv', sizeBytes: 2 ** 24 };
  await expect(fileSha256(gone, true, testRun({ pool }))).rejects.toMatchObject({
    code: 'file.missing',
    args: { name: 'gone.csv' },
  });
  const stop = new AbortController();
  const hashed = fileSha256(fileOf(60_000_000).source, true, testRun({ pool, signal: stop.signal }));
  stop.abort();
  await expect(hashed).rejects.toBeInstanceOf(Cancelled);
});
