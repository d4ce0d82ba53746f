import { open } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { readZipDirectory } from '#engine/formats/xlsx/zipDirectory';
import { unpackAhead } from '#engine/formats/xlsx/unpackTask';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';
import { zip, type ZipPart } from '../support/zip.ts';
import { withFile } from './reading.ts';

const NAME = 'large.xml';
/** Large enough for a thread of its own, and no multiple of a piece. */
const LARGE = Uint8Array.from({ length: 17 * 2 ** 20 + 12_345 }, (_none, i) => (i * 31) ^ (i >> 9));

/** Unpacks the only part of a zip file; `take` gets piece after piece and says whether it wants another. */
async function unpacked(
  part: Partial<ZipPart>,
  take: (piece: Uint8Array) => boolean,
  signal = new AbortController().signal,
): Promise<void> {
  const bytes = zip([{ name: NAME, data: LARGE, isStored: true, ...part }]);
  const run = testRun({ pool: await sharedPool(2), signal });
  await withFile(bytes, async path => {
    const file = await open(path, 'r');
    try {
      const directory = await readZipDirectory(file, bytes.length, 'book.xlsx', path);
      for await (const piece of unpackAhead(directory, directory.entries.get(NAME)!, 2 ** 30, run))
        if (!take(piece)) break;
    } finally {
      await file.close();
    }
  });
}

test('a thread unpacks the same bytes', async () => {
  const found = new Uint8Array(LARGE.length);
  let n = 0;
  await unpacked({}, piece => {
    found.set(piece, n);
    n += piece.length;
    return true;
  });
  expect(n).toBe(LARGE.length);
  expect(Buffer.compare(found, LARGE)).toBe(0);
});

test('what is wrong with an entry is said as it is without a thread', async () => {
  const error = await unpacked({ declaredCrc: 1 }, () => true).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'xlsx.damaged', args: { part: NAME, reason: 'its checksum is wrong' } });
});

test('nobody has to take all of it, and the thread is free afterwards', async () => {
  let n = 0;
  for (let i = 0; i < 3; i++) await unpacked({}, () => ++n % 2 === 1);
  expect(n).toBe(6);
});

test('stops when it is asked to', async () => {
  const asked = new AbortController();
  let n = 0;
  const reading = unpacked(
    {},
    () => {
      if (++n === 2) asked.abort();
      return true;
    },
    asked.signal,
  );
  await expect(reading).rejects.toBeInstanceOf(Cancelled);
});
