import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cells, readBytes, readError } from '../formats/reading.ts';
import { oneSheet, sheetPart } from '../support/workbook.ts';
import { zip, type ZipPart } from '../support/zip.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const MB = 2 ** 20;
const START = '<?xml version="1.0"?><worksheet><sheetData>';

/** `times` copies of a text as one DEFLATE stream, made in the time of one copy: a flushed block may be repeated. */
function bomb(head: string, text: string, times: number): { packed: Buffer; plainBytes: number } {
  const block = deflateRawSync(Buffer.from(text), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const start = deflateRawSync(Buffer.from(head), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([start, ...Array.from({ length: times }, () => block), deflateRawSync(Buffer.alloc(0))]);
  return { packed, plainBytes: head.length + text.length * times };
}
function withSheet(part: Omit<ZipPart, 'name' | 'data'>, name = SHEET): Buffer {
  return oneSheet('', { parts: { [name]: null }, extra: [{ name, data: '', ...part }] });
}

/** Ends in the error within the time and memory that a person at a desk does not notice. */
async function refused(
  bytes: Buffer,
  limits = { ms: 25_000, mb: 150 },
): Promise<{ code: string; args: Record<string, unknown> }> {
  const started = performance.now();
  const before = process.resourceUsage().maxRSS;
  const error = await readError(bytes);
  expect(performance.now() - started).toBeLessThan(limits.ms);
  expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(limits.mb);
  return error;
}

describe('bombs', () => {
  test('a few megabytes that unpack to 3 GiB of spaces', async () => {
    const { packed, plainBytes } = bomb(START, ' '.repeat(MB), 3072);
    expect(packed.length).toBeLessThan(6 * MB);
    expect(await refused(withSheet({ packed, declaredBytes: plainBytes, declaredCrc: 0 }))).toMatchObject({
      code: 'xlsx.limit',
      args: { allowed: '200 times its packed size' },
    });
  });

  test('the same with a modest size in the directory', async () => {
    const { packed } = bomb(START, ' '.repeat(MB), 3072);
    expect(await refused(withSheet({ packed, declaredBytes: 12 * MB, declaredCrc: 0 }))).toMatchObject({
      code: 'xlsx.damaged',
      args: { reason: 'it unpacks to more than it declares' },
    });
  });

  test('a sheet of a billion bytes of rows', async () => {
    const { packed, plainBytes } = bomb(START, '<row/>'.repeat(200_000), 900);
    expect((await refused(withSheet({ packed, declaredBytes: plainBytes, declaredCrc: 0 }))).code).toBe('xlsx.limit');
  });

  test('shared strings of a gigabyte', async () => {
    const { packed, plainBytes } = bomb('<sst>', `<si><t>${'A'.repeat(MB)}</t></si>`, 1024);
    const book = withSheet({ packed, declaredBytes: plainBytes, declaredCrc: 0 }, 'xl/sharedStrings.xml');
    expect((await refused(book)).code).toBe('xlsx.limit');
  });

  test('a workbook part of a gigabyte', async () => {
    const { packed, plainBytes } = bomb('<workbook>', ' '.repeat(MB), 1024);
    expect(
      (await refused(withSheet({ packed, declaredBytes: plainBytes, declaredCrc: 0 }, 'xl/workbook.xml'))).code,
    ).toBe('xlsx.limit');
  });

  test('4 GiB claimed by 2 kilobytes', async () => {
    expect(
      (await refused(withSheet({ packed: Buffer.alloc(100), declaredBytes: 0xfffffffe, declaredCrc: 0 }))).code,
    ).toBe('xlsx.limit');
  });

  test('65,000 parts', async () => {
    const parts = Array.from({ length: 65_000 }, (_unused, i): ZipPart => ({ name: `${i}`, data: '', isStored: true }));
    expect(await refused(zip(parts))).toMatchObject({ code: 'xlsx.limit', args: { got: '65,000' } });
  });

  test('one text of 8 MB, one tag of 8 MB, one comment of 8 MB', async () => {
    const long = Array.from({ length: MB }, (_unused, i) => String.fromCharCode(97 + ((i * i) % 26)).repeat(8)).join(
      '',
    );
    for (const inner of [
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${long}</t></is></c></row>`,
      `<row r="1"><c r="A1" x="${long}"><v>1</v></c></row>`,
      `<!-- ${long} -->`,
    ])
      expect(await refused(oneSheet(inner))).toMatchObject({
        code: 'xlsx.limit',
        args: { what: `one cell, text or tag in the part ${SHEET}`, allowed: '4 MB' },
      });
  });
});

describe('XML that wants more than text', () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(100)}">]>`;
  const outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';

  test.each([
    ['in the sheet', SHEET],
    ['in the shared strings', 'xl/sharedStrings.xml'],
    ['in the workbook', 'xl/workbook.xml'],
    ['in the styles', 'xl/styles.xml'],
    ['in the relationships', 'xl/_rels/workbook.xml.rels'],
  ])('a document type %s', async (_title, part) => {
    for (const doctype of [laughs, outside]) {
      const book = oneSheet('', { parts: { [part]: `<?xml version="1.0"?>${doctype}<x>&b;&f;</x>` } });
      expect(await refused(book)).toMatchObject({ code: 'xlsx.damaged', args: { part } });
    }
  });
});

describe('odd but harmless', () => {
  async function quickly(book: Buffer): Promise<ReturnType<typeof cells>> {
    const started = performance.now();
    const rows = cells(await readBytes(book));
    expect(performance.now() - started).toBeLessThan(25_000);
    return rows;
  }

  test('100,000 CDATA sections in one text', async () => {
    const book = oneSheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {
      sharedStrings: `<si><t>${'<![CDATA[x]]>'.repeat(100_000)}</t></si>`,
    });
    expect(await quickly(book)).toEqual([['x'.repeat(100_000)]]);
  });

  test('200,000 attributes in one tag', async () => {
    const attributes = Array.from({ length: 200_000 }, (_unused, i) => `a${i}="1"`).join(' ');
    expect(await quickly(oneSheet(`<row r="1" ${attributes}><c r="A1" ${attributes}><v>1</v></c></row>`))).toEqual([
      [1],
    ]);
  });

  test('a million elements that mean nothing, one inside the other', async () => {
    const depth = 500_000;
    expect(
      await quickly(oneSheet(`${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}<row r="1"><c r="A1"><v>1</v></c></row>`)),
    ).toEqual([[1]]);
  });

  test('a merged range over the whole sheet, external links, names that climb', async () => {
    const sheet = sheetPart('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
      '</worksheet>',
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    );
    const book = oneSheet(sheet, {
      extra: [
        { name: '../../evil.xml', data: 'x' },
        { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' },
      ],
    });
    expect(await quickly(book)).toEqual([[1]]);
  });

  test('control characters and zero bytes in texts', async () => {
    const book = oneSheet('<row r="1"><c r="A1" t="inlineStr"><is><t>a\u0000b\u0001c</t></is></c></row>');
    expect(await quickly(book)).toEqual([['a\u0000b\u0001c']]);
  });
});
