import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { oneSheet } from '../support/workbook.ts';
import { cells, readBytes, readError } from './reading.ts';

const TEXT = 'name,n\nZoë,1\nAna,2\n';
const ROWS = [
  ['name', 'n'],
  ['Zoë', 1],
  ['Ana', 2],
];

test('a text, in one piece or several, in another encoding', async () => {
  const raw = await readBytes(gzipSync(TEXT), 'list.csv.gz');
  expect(cells(raw)).toEqual(ROWS);
  expect(raw).toMatchObject({ format: 'csv', encoding: 'UTF-8', separator: ',' });
  expect(raw.notes).toEqual([{ code: 'read.unpacked', args: { name: 'list.csv.gz', bytes: Buffer.byteLength(TEXT) } }]);
  const pieces = Buffer.concat([gzipSync('name,n\nZoë,1\n'), gzipSync('Ana,2\n')]);
  expect(cells(await readBytes(pieces, 'list.csv.gz'))).toEqual(ROWS);
  expect(cells(await readBytes(gzipSync(Buffer.from(`\ufeff${TEXT}`, 'utf16le')), 'list.gz'))).toEqual(ROWS);
});

test('other formats inside, and another name outside', async () => {
  const lines = await readBytes(gzipSync('{"a":1}\n{"a":2}\n'), 'list.jsonl.gz');
  expect([lines.format, cells(lines)]).toEqual(['json', [['a'], [1], [2]]]);
  const book = await readBytes(gzipSync(oneSheet('<row r="1"><c r="A1"><v>1</v></c></row>')), 'book.xlsx.gz');
  expect([book.format, cells(book)]).toEqual(['xlsx', [[1]]]);
  expect((await readBytes(gzipSync(TEXT), 'list.csv')).notes.map(known => known.code)).toEqual([
    'read.otherFormat',
    'read.unpacked',
  ]);
});

test('cut off, damaged, empty, and packed twice', async () => {
  const packed = gzipSync(TEXT.repeat(5000));
  expect(await readError(packed.subarray(0, packed.length / 2), 'list.csv.gz')).toMatchObject({
    code: 'file.damaged',
    args: { reason: 'it ends early, as after a broken download' },
  });
  const changed = Buffer.from(packed);
  changed[changed.length - 6] ^= 1;
  expect((await readError(changed, 'list.csv.gz')).code).toBe('file.damaged');
  expect((await readError(gzipSync(''), 'list.csv.gz')).code).toBe('file.empty');
  expect((await readError(gzipSync(packed), 'list.csv.gz')).code).toBe('file.wrongFormat');
});

test('a file that unpacks a thousandfold is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(128 * 2 ** 20, '1,2\n'));
  expect(bomb.length).toBeLessThan(2 ** 20);
  expect(await readError(bomb, 'list.csv.gz')).toMatchObject({
    code: 'xlsx.limit',
    args: { what: 'how far it unpacks', allowed: '300 times its packed size' },
  });
});
