import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { record, wide, xlsbCells as cell, xlsbFile, type XlsbGiven } from '../support/xlsbFile.ts';
import { u32 } from '../support/xlsFile.ts';
import { cells, readBytes, readError, type Cell } from './reading.ts';

const SHEET = 'xl/worksheets/sheet1.bin';

function one(rows: readonly Buffer[], rest: Omit<XlsbGiven, 'sheets'> = {}): Buffer {
  return xlsbFile({ sheets: [{ name: 'Data', rows }], ...rest });
}
async function rowsOf(rows: readonly Buffer[], rest: Omit<XlsbGiven, 'sheets'> = {}): Promise<Cell[][]> {
  return cells(await readBytes(one(rows, rest), 'book.xlsb'));
}

test('every kind of cell', async () => {
  const rows = await rowsOf(
    [
      cell.row(0),
      cell.shared(0, 0),
      cell.text(1, 'Łódź\n"x"'),
      cell.row(1),
      cell.real(0, 0.1),
      cell.rk(1, (1234 << 2) | 3),
      cell.blank(2),
      cell.row(3),
      cell.boolean(0, 1),
      cell.error(1, 0x2a),
      cell.formulaText(2, 'made'),
    ],
    { shared: ['name'] },
  );
  expect(rows).toEqual([
    ['name', 'Łódź\n"x"', null],
    [0.1, 12.34, null],
    [null, null, null],
    [true, { error: '#N/A' }, 'made'],
  ]);
});

test('cells without a column stand behind the cell before', async () => {
  const short = (type: number, value: Buffer): Buffer => record(type, Buffer.concat([u32(0), value]));
  expect(
    await rowsOf([cell.row(0), cell.rk(2, 6), short(13, u32(10)), short(17, wide('x')), short(12, Buffer.alloc(0))]),
  ).toEqual([[null, null, 1, 2, 'x']]);
});

test.each([
  [false, 60, -25_509],
  [false, 61, -25_508],
  [true, 1, -24_106],
])('1904 is %s: serial %d under a date format', async (is1904, serial, days) => {
  const raw = await readBytes(one([cell.row(0), cell.real(0, serial, 1)], { formats: [0, 14], is1904 }), 'book.xlsb');
  expect(cells(raw)).toEqual([[{ days }]]);
  expect(raw.dateSystem).toBe(is1904 ? 1904 : 1900);
});

test('the sheet that looks most like a table, and the one asked for', async () => {
  const table = Array.from({ length: 5 }, (_unused, row) => [cell.row(row), cell.rk(0, 6), cell.rk(1, 6)]).flat();
  const book = xlsbFile({
    sheets: [
      { name: 'Cover', rows: [cell.row(0), cell.text(0, 'Report')] },
      { name: 'Data', rows: table },
      { name: 'Hidden', rows: [...table, ...table], state: 2 },
    ],
  });
  expect(await readBytes(book, 'book.xls')).toMatchObject({ format: 'xlsb', sheet: 'Data' });
  expect((await readBytes(book, 'book.xlsb', 'cover')).table.nRows).toBe(1);
  expect((await readError(book, 'book.xlsb', 'None')).code).toBe('xlsx.noSheet');
});

describe('damage and excess', () => {
  test('a file that was cut off', async () => {
    const good = one([cell.row(0), cell.rk(0, 6)]);
    for (const share of [0.2, 0.5, 0.9])
      expect((await readError(good.subarray(0, good.length * share), 'book.xlsb')).code).toBe('xlsx.damaged');
  });

  test.each<[string, Buffer, string]>([
    [
      'a sheet without its end',
      xlsbFile({ sheets: [{ name: 'Data', rows: [cell.row(0), cell.rk(0, 6)], isCut: true }] }),
      'xlsx.damaged',
    ],
    [
      'a sheet that ends in a record',
      xlsbFile({ sheets: [{ name: 'Data', rows: [cell.row(0), cell.rk(0, 6).subarray(0, 6)], isCut: true }] }),
      'xlsx.damaged',
    ],
    ['a text that is not there', one([cell.row(0), cell.shared(0, 4_294_967_295)], { shared: ['a'] }), 'xlsx.damaged'],
    ['a text longer than its record', one([cell.row(0), record(6, u32(0, 0, 500_000_000))]), 'xlsx.damaged'],
    ['a record without its value', one([cell.row(0), record(5, u32(0, 0))]), 'xlsx.damaged'],
    ['a row beyond a sheet', one([cell.row(1_048_576), cell.rk(0, 6)]), 'xlsx.limit'],
    ['a column beyond a sheet', one([cell.row(0), cell.rk(16_384, 6)]), 'xlsx.limit'],
    ['the last cell alone', one([cell.row(1_048_575), cell.rk(16_383, 6)]), 'xlsx.limit'],
    ['a record of 200 MB', one([cell.row(0), Buffer.from([6, 0x80, 0x84, 0xaf, 0x5f])]), 'xlsx.limit'],
  ])('%s', async (_title, bytes, code) => {
    expect((await readError(bytes, 'book.xlsb')).code).toBe(code);
  });

  test('a sheet of a gigabyte in a megabyte', async () => {
    const packed = deflateRawSync(Buffer.alloc(64 * 2 ** 20));
    const bomb = { name: SHEET, data: '', packed, declaredBytes: 2 ** 30, declaredCrc: 0 };
    expect((await readError(one([], { parts: [bomb] }), 'book.xlsb')).code).toBe('xlsx.limit');
  });
});
