import { describe, expect, test } from 'vitest';
import {
  begin,
  bytesOf,
  cellRecords as cell,
  compoundFile,
  endOfStream,
  sharedTexts,
  u16,
  u32,
  xlsFile,
  xlsStream,
  xlsText,
  type XlsGiven,
  type XlsRecord,
} from '../support/xlsFile.ts';
import { cells, readBytes, readError, type Cell } from './reading.ts';

const FALSE_RESULT = Buffer.from([1, 0, 0, 0, 0, 0, 0xff, 0xff]);
const TEXT_RESULT = Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]);
const NOT_AVAILABLE = Buffer.from([2, 0, 0x2a, 0, 0, 0, 0xff, 0xff]);

function one(records: readonly XlsRecord[], rest: Omit<XlsGiven, 'sheets'> = {}): Buffer {
  return xlsFile({ sheets: [{ name: 'Data', records }], ...rest });
}
async function rowsOf(records: readonly XlsRecord[], rest: Omit<XlsGiven, 'sheets'> = {}): Promise<Cell[][]> {
  return cells(await readBytes(one(records, rest), 'book.xls'));
}

describe('cells', () => {
  test('every kind', async () => {
    // An RK of two bits 10 is a whole number, of 11 one in hundredths: (1234 << 2) | 3 is 12.34.
    const rows = await rowsOf(
      [
        cell.shared(0, 0, 0),
        cell.shared(0, 1, 1),
        cell.number(1, 0, 0, 0.1),
        cell.rk(1, 1, (1234 << 2) | 3),
        cell.rk(1, 2, (-7 << 2) | 2),
        [0xbd, Buffer.concat([u16(2, 0), u16(0), u32((5 << 2) | 2), u16(0), u32((6 << 2) | 2), u16(1)])],
        cell.booleanOrError(3, 0, 1, false),
        cell.booleanOrError(3, 1, 0x07, true),
        cell.label(3, 2, 'Łódź'),
        cell.formula(4, 0, FALSE_RESULT),
        cell.formula(4, 1, TEXT_RESULT),
        [0x207, xlsText('made')],
        cell.formula(4, 2, NOT_AVAILABLE),
      ],
      { shared: sharedTexts('name', 'Zoë – "A"') },
    );
    expect(rows).toEqual([
      ['name', 'Zoë – "A"', null],
      [0.1, 12.34, -7],
      [5, 6, null],
      [true, { error: '#DIV/0!' }, 'Łódź'],
      [false, 'made', { error: '#N/A' }],
    ]);
  });

  test.each([
    [false, 61, -25_508],
    // The day that never was becomes the last of February: 25,569 days before 1970 less 60, and one more before it.
    [false, 60, -25_509],
    [false, 59, -25_509],
    [true, 0, -24_107],
    [false, 45_000.5, 19_431.5],
  ])('1904 is %s: serial %d', async (is1904, serial, days) => {
    expect(await rowsOf([cell.number(0, 0, 1, serial)], { formats: [0, 14], is1904 })).toEqual([[{ days }]]);
  });

  test('a bare time of day and a number under a number format stay numbers', async () => {
    expect(await rowsOf([cell.number(0, 0, 1, 0.5), cell.number(0, 1, 2, 45_000)], { formats: [0, 20, 4] })).toEqual([
      [0.5, 45_000],
    ]);
  });

  test('a text that goes on in the next record, there in wide characters', async () => {
    const shared: XlsRecord[] = [
      [0xfc, Buffer.concat([u32(2, 2), u16(6), Buffer.from([0]), Buffer.from('abc')])],
      [0x3c, Buffer.concat([Buffer.from([1]), Buffer.from('déŁ', 'utf16le'), xlsText('next')])],
    ];
    expect(await rowsOf([cell.shared(0, 0, 0), cell.shared(0, 1, 1)], { shared })).toEqual([['abcdéŁ', 'next']]);
  });

  test('formatting runs and phonetics are not part of a text', async () => {
    const rich = Buffer.concat([u16(4), Buffer.from([0x0c]), u16(1), u32(6), Buffer.from('rich'), Buffer.alloc(10)]);
    const shared: XlsRecord[] = [[0xfc, Buffer.concat([u32(2, 2), rich, xlsText('plain')])]];
    expect(await rowsOf([cell.shared(0, 0, 0), cell.shared(0, 1, 1)], { shared })).toEqual([['rich', 'plain']]);
  });

  test('a chart inside the sheet does not end it', async () => {
    const rows = await rowsOf([cell.rk(0, 0, 6), begin(0x20), cell.rk(5, 5, 6), endOfStream, cell.rk(1, 0, 10)]);
    expect(rows).toEqual([[1], [2]]);
  });

  test('Excel 95 writes single bytes in the code page it names', async () => {
    const text = Buffer.from([0xc8, 0xe2, 0xe0, 0xed]);
    const stream = bytesOf([
      begin(5, 0x500),
      [0x42, u16(1251)],
      [0x85, Buffer.concat([u32(8 + 12 + 6 + 12 + 4 - 2), Buffer.from([0, 0, 1]), Buffer.from('S')])],
      endOfStream,
    ]);
    const offset = stream.length;
    stream.writeUInt32LE(offset, stream.indexOf(Buffer.from([0x85, 0x00])) + 4);
    const sheet = bytesOf([begin(0x10, 0x500), [0x204, Buffer.concat([u16(0, 0, 0, 4), text])], endOfStream]);
    const raw = await readBytes(compoundFile('Book', Buffer.concat([stream, sheet])), 'old.xls');
    expect(cells(raw)).toEqual([['Иван']]);
    expect(raw.sheet).toBe('S');
  });
});

describe('sheets', () => {
  const table = Array.from({ length: 5 }, (_unused, row) => [cell.rk(row, 0, 6), cell.rk(row, 1, 6)]).flat();
  const book = xlsFile({
    sheets: [
      { name: 'Cover', records: [cell.label(0, 0, 'Report')] },
      { name: 'Données', records: table },
      { name: 'Old', records: [...table, cell.rk(9, 0, 6), cell.rk(9, 1, 6)], state: 1 },
    ],
  });

  test('the one that looks most like a table, of those that are shown', async () => {
    const raw = await readBytes(book, 'book.xls');
    expect(raw).toMatchObject({ format: 'xls', sheet: 'Données', dateSystem: 1900, notes: [] });
    expect(raw.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Cover', false],
      ['Données', false],
      ['Old', true],
    ]);
  });

  test('the one that was asked for', async () => {
    expect((await readBytes(book, 'book.xls', 'old')).table.nRows).toBe(10);
    expect(await readError(book, 'book.xls', 'New')).toMatchObject({
      code: 'xlsx.noSheet',
      args: { sheets: 'Cover, Données, Old' },
    });
  });
});

describe('damage', () => {
  const good = one(Array.from({ length: 500 }, (_unused, row) => cell.number(row, 0, 0, row)));

  // Behind the stream stands nothing but the rest of its last sector.
  test('a file that was cut off, anywhere', async () => {
    for (let length = 9; length < good.length - 512; length += 700) {
      const { code } = await readError(good.subarray(0, length), 'book.xls');
      expect(['xlsx.damaged', 'file.wrongFormat'], `${length} bytes`).toContain(code);
    }
  });

  test.each<[string, Buffer, string]>([
    ['a password', one([], { extra: [[0x2f, u16(0, 1)]] }), 'file.encrypted'],
    ['a text that is not there', one([cell.shared(0, 0, 7)], { shared: sharedTexts('a') }), 'xlsx.damaged'],
    ['a record longer than the stream', compoundFile('Workbook', Buffer.from([9, 8, 0xff, 0xff])), 'xlsx.damaged'],
    ['no sheets', xlsFile({ sheets: [] }), 'xlsx.damaged'],
    [
      'a text of 65,535 characters in 3 bytes',
      one([[0x204, Buffer.concat([u16(0, 0, 0, 0xffff), Buffer.from([0])])]]),
      'xlsx.damaged',
    ],
    ['an unknown version', compoundFile('Workbook', bytesOf([begin(5, 0x999)])), 'xlsx.damaged'],
  ])('%s', async (_title, bytes, code) => {
    expect((await readError(bytes, 'book.xls')).code).toBe(code);
  });

  test('a sheet without its end', async () => {
    const stream = xlsStream({ sheets: [{ name: 'Data', records: [cell.rk(0, 0, 6)] }] });
    expect(await readError(compoundFile('Workbook', stream.subarray(0, -4)), 'book.xls')).toMatchObject({
      code: 'xlsx.damaged',
      args: { part: 'Data' },
    });
  });

  test('chains of sectors that lead in a circle or outside', async () => {
    for (const [at, value] of [
      [512 + 4 * 8, 4],
      [512 + 4 * 8, 0xfffff],
      [48, 0xfff0],
      [68, 3],
    ]) {
      const bytes = Buffer.from(good);
      bytes.writeUInt32LE(value, at);
      expect((await readError(bytes, 'book.xls')).code, `${at}: ${value}`).toBe('xlsx.damaged');
    }
  });
});
