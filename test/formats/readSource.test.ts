import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import { readSource } from '#engine/formats/readSource';
import { formats } from '#engine/formats/registry';
import type { Run } from '#engine/jobs/Run';
import { AppError, Cancelled } from '#shared/errors';
import { cells, readBytes, readError, withFile } from './reading.ts';
import { testRun } from '../support/testRun.ts';
import { oneSheet } from '../support/workbook.ts';

const BOOK = oneSheet('<row r="1"><c r="A1"><v>1</v></c></row>');
const MANY_ROWS = oneSheet(
  Array.from(
    { length: 60_000 },
    (_unused, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i * 7919}</v></c></row>`,
  ).join(''),
);

/** A run that does something at its first sign of progress. */
function runThat(act: () => void): Run {
  let isFirst = true;
  return {
    ...testRun(),
    progress: () => {
      if (isFirst) act();
      isFirst = false;
    },
  };
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof AppError ? error.code : `not ours: ${String(error)}`),
  );
}

describe('what a file is', () => {
  test('its hash, its size and its cells', async () => {
    await withFile(BOOK, async path => {
      const { raw, sha256, sizeBytes } = await readSource(path, 'x.xlsx', AS_FOUND, testRun());
      expect(sha256).toBe(createHash('sha256').update(BOOK).digest('hex'));
      expect(sizeBytes).toBe(BOOK.length);
      expect(cells(raw)).toEqual([[1]]);
    });
  });

  test.each([
    ['text called .xlsx', 'a,b\n1,2\n', 'x.xlsx', 'csv'],
    ['text called .xls', 'a\tb\n1\t2\n', 'x.xls', 'csv'],
    ['a workbook called .csv', BOOK, 'x.csv', 'xlsx'],
    ['a workbook without extension', BOOK, 'x', 'xlsx'],
  ])('%s is read as what it is', async (_title, bytes, name, format) => {
    expect((await readBytes(bytes, name)).format).toBe(format);
  });

  test.each<[string, Uint8Array | string, string, string]>([
    ['a PDF', '%PDF-1.7\n', 'x.csv', 'a PDF document'],
    [
      'a tar archive',
      Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0'), Buffer.alloc(300)]),
      'x.csv',
      'a tar archive',
    ],
    ['a web archive', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', 'x.xls', 'a web archive (MHTML)'],
    [
      'bytes without a sense',
      Buffer.from(Array.from({ length: 3000 }, (_u, i) => (i * i * 31 + i) % 251)),
      'x.xlsx',
      'neither a workbook nor text',
    ],
  ])('%s', async (_title, bytes, name, actual) => {
    expect(await readError(bytes, name)).toMatchObject({ code: 'file.wrongFormat', args: { actual } });
  });

  test('an unknown kind of file lists what is read', async () => {
    const error = await readError(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'x.png');
    expect(error).toMatchObject({ code: 'file.unknownFormat', args: { expected: expect.stringContaining('.xlsx') } });
  });

  test.each([
    ['EncryptedPackage', 'x.xlsx', 'file.encrypted'],
    ['Workbook', 'x.xlsx', 'xlsx.damaged'],
    ['Workbook', 'x.xls', 'xlsx.damaged'],
    ['WordDocument', 'x.xlsx', 'file.wrongFormat'],
  ])('an OLE file with a stream called %s', async (stream, name, code) => {
    const bytes = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(3000),
      Buffer.from(`${stream}\0`, 'utf16le'),
      Buffer.alloc(3000),
    ]);
    expect((await readError(bytes, name)).code).toBe(code);
  });

  test('a file that says it is something else is read, and that is said', async () => {
    const raw = await readBytes('a\tb\n1\t2\n', 'x.xls');
    expect(raw.notes).toEqual([
      {
        code: 'read.otherFormat',
        args: { name: 'x.xls', claimed: 'an Excel 97–2003 workbook (.xls)', actual: 'a table as text' },
      },
    ]);
    expect((await readBytes('a,b\n1,2\n', 'x.dump')).notes).toEqual([]);
  });

  test('every format stands in the list that dialogs and sentences use', () => {
    expect(formats.map(({ id, title, extensions }) => ({ id, title, extensions }))).toEqual(
      expect.arrayContaining(
        Object.values(TABLE_FORMATS).map(({ id, title, extensions }) => ({ id, title, extensions })),
      ),
    );
    expect(formats).toHaveLength(Object.keys(TABLE_FORMATS).length);
  });

  test('every format has a name and extensions of its own', () => {
    const extensions = formats.flatMap(format => format.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
    expect(new Set(formats.map(format => format.id)).size).toBe(formats.length);
  });
});

describe('files that cannot be read', () => {
  test('missing, a folder, empty', async () => {
    await withFile('', async path => {
      expect(await codeOf(readSource(`${path}.not`, 'x', AS_FOUND, testRun()))).toBe('file.missing');
      expect(await codeOf(readSource(`${path}/x`, 'x', AS_FOUND, testRun()))).toBe('file.missing');
      expect(await codeOf(readSource(path, 'x', AS_FOUND, testRun()))).toBe('file.empty');
      mkdirSync(`${path}.d`);
      expect(await codeOf(readSource(`${path}.d`, 'x', AS_FOUND, testRun()))).toBe('file.folder');
    });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('without permission', async () => {
    await withFile(BOOK, async path => {
      chmodSync(path, 0);
      expect(await codeOf(readSource(path, 'x', AS_FOUND, testRun()))).toBe('file.unreadable');
    });
  });

  test.each<[string, (path: string) => void]>([
    ['removed', path => rmSync(path)],
    ['longer', path => appendFileSync(path, 'more')],
    ['replaced by one of the same length', path => writeFileSync(path, Buffer.alloc(MANY_ROWS.length))],
    ['touched', path => utimesSync(path, 1, 1)],
    ['shorter', path => writeFileSync(path, 'x')],
  ])('%s while it is read', async (_title, change) => {
    await withFile(MANY_ROWS, async path => {
      const run = runThat(() => change(path));
      expect(await codeOf(readSource(path, 'x.xlsx', AS_FOUND, run))).toBe('file.changed');
    });
  });

  test('a text removed while it is read', async () => {
    const text = `a,b\n${'1,2\n'.repeat(900_000)}`;
    await withFile(text, async path => {
      const run = runThat(() => rmSync(path));
      expect(await codeOf(readSource(path, 'x.csv', AS_FOUND, run))).toBe('file.changed');
    });
  });
});

describe('stopping', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['a workbook', MANY_ROWS, 'x.xlsx'],
    ['a text', `a,b\n${'1,2\n'.repeat(900_000)}`, 'x.csv'],
    ['an irregular text', `a,b\n\n${'1,2\n'.repeat(900_000)}`, 'x.csv'],
  ])('%s', async (_title, bytes, name) => {
    await withFile(
      bytes,
      async path => {
        const controller = new AbortController();
        const run = { ...testRun({ signal: controller.signal }), progress: () => controller.abort() };
        await expect(readSource(path, name, AS_FOUND, run)).rejects.toBeInstanceOf(Cancelled);
      },
      name,
    );
  });
});

test('nothing of ours is left in the temporary folder', async () => {
  const { TMPDIR, TEMP } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'tessera-test-'));
  process.env.TMPDIR = process.env.TEMP = folder;
  try {
    // Of a process that was killed; no system gives out such a number.
    mkdirSync(join(folder, 'tessera-read-4194999-abc', 'deeper'), { recursive: true });
    await readBytes('a;b\n1;2\n3\n', 'x.csv');
    await readBytes(Buffer.from('a;b\n1;2\n3\n', 'utf16le'), 'x.csv');
    await readError(`a,b\n${'x'.repeat(9 * 2 ** 20)}\n`, 'x.csv');
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    Object.assign(process.env, { TMPDIR, TEMP });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    if (TEMP === undefined) delete process.env.TEMP;
    rmSync(folder, { recursive: true });
  }
});
