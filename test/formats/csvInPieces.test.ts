import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '#engine/formats/csv/CsvScanner';
import { readByGuess } from '#engine/formats/csvPieces/readByGuess';
import { readInPieces, type PiecesRead } from '#engine/formats/csvPieces/readInPieces';
import { readRecords } from '#engine/formats/csv/readRecords';
import { NO_SPECIAL } from '#engine/formats/csv/SpecialColumns';
import { surveyText } from '#engine/formats/csv/survey';
import { stream, type RandomStream } from '#engine/random';
import { CELL_ERROR, CELL_TEXT, type RawTable } from '#engine/table/RawTable';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';
import { cells, withFile } from './reading.ts';

const COMMAS: Dialect = { separator: 44, quote: 34, isBackslashEscape: false };
const SEMICOLONS: Dialect = { ...COMMAS, separator: 59 };
const pools = await Promise.all([sharedPool(1), sharedPool(3), sharedPool(2, 'typescript')]);

interface Asked {
  text: string | Uint8Array;
  nColumns: number;
  pieceBytes?: number;
  dialect?: Dialect;
  commas?: number[];
  asWritten?: number[];
}

/** The same from every pool, the plain twins of the kernels included. */
async function inPieces({ text, nColumns, pieceBytes = 64, dialect = COMMAS, commas = [], asWritten = [] }: Asked) {
  return withFile(text, async path => {
    const asked = { path, sizeBytes: statSync(path).size, pieceBytes, dialect, nColumns };
    const found: (PiecesRead | null)[] = [];
    for (const pool of pools) found.push(await readInPieces(asked, { commas, asWritten }, testRun({ pool })));
    for (const other of found.slice(1)) expect(isDeepStrictEqual(other, found[0])).toBe(true);
    return found[0];
  });
}

function fromStart({ text, dialect = COMMAS, commas = [], asWritten = [] }: Asked) {
  return withFile(text, async path => {
    const survey = await surveyText(path, 'table.csv', dialect, testRun());
    const read = await readRecords({ path, name: 'table.csv', dialect, survey }, { commas, asWritten }, testRun());
    return { ...read, isCutShort: survey.isCutShort };
  });
}

async function expectSame(asked: Asked): Promise<PiecesRead> {
  const [mine, plain] = [await inPieces(asked), await fromStart(asked)];
  if (!mine) throw new Error('it was not read in pieces');
  expect(cells(mine)).toEqual(cells(plain));
  const { nRecords, rejected, commas, isCutShort } = plain;
  expect(mine).toMatchObject({ nRecords, rejected, isCutShort });
  expect([...mine.commas]).toEqual([...commas]);
  expectEachTextUsed(mine.table);
  return mine;
}

function expectEachTextUsed({ columns, strings }: RawTable): void {
  const used = new Uint8Array(strings.length);
  for (const { kinds, values } of columns)
    for (const [row, kind] of kinds.entries()) if (kind === CELL_TEXT || kind === CELL_ERROR) used[values[row]] = 1;
  expect(strings.filter((_text, number) => used[number] === 0)).toEqual([]);
}

/** Texts in the order in which the rows of the table first hold them. */
function inOrder({ columns, strings, nRows }: RawTable): string[] {
  const seen = new Set<string>();
  for (let row = 0; row < nRows; row++)
    for (const { kinds, values } of columns) if (kinds[row] === CELL_TEXT) seen.add(strings[values[row]]);
  return [...seen];
}

const FIELDS = [
  '1',
  '-2.5',
  'Lahore',
  '"a, b"',
  '"say ""so"""',
  '',
  '1e5',
  ' 7',
  '007',
  '12345678901234567',
  'Zoë',
  '"9"',
  'x"y',
];
const LINES = ['', '  ', 'Total', '1,2,3,4', '1,2,3,,', 'only,two', '"open,1,2', '1,"two" and,3'];

function dirtyText(random: RandomStream, nRows: number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)];
  const lines = ['name,amount,city'];
  for (let row = 0; row < nRows; row++)
    lines.push(random.uniform() < 0.06 ? pick(LINES) : [pick(FIELDS), pick(FIELDS), pick(FIELDS)].join(','));
  return `${lines.join(random.uniform() < 0.5 ? '\r\n' : '\n')}${pick(['', '\n', '\r\n', '\n\n\n', '\nlast'])}`;
}

describe('a text in pieces has the cells that it has from start to end', () => {
  test.each(Array.from({ length: 30 }, (_none, seed) => seed))('dirty text %i', async seed => {
    const random = stream(seed, 'dirty text');
    const asked = { text: dirtyText(random, 120), nColumns: 3, pieceBytes: 40 + seed * 31 };
    const [mine, plain] = [await inPieces(asked), await fromStart(asked)];
    if (!mine) return expect(String(asked.text)).toMatch(/(^|,)"|"open/m);
    expect(cells(mine)).toEqual(cells(plain));
    expect(mine).toMatchObject({ nRecords: plain.nRecords, rejected: plain.rejected, isCutShort: plain.isCutShort });
  });

  test('prose above, a footer below, empty columns at the end and a byte order mark', async () => {
    const rows = Array.from({ length: 60 }, (_none, i) => `${i},c${i % 7},,`);
    const read = await expectSame({
      text: `\ufeffBook of customers\n\nid,city,,\n${rows.join('\n')}\nTotal\n\n`,
      nColumns: 4,
    });
    expect(read.table.columns).toHaveLength(2);
    expect(read.rejected).toEqual([{ row: 64, column: null, text: 'Total', reason: 'raggedRow' }]);
  });

  test('texts are numbered in order of appearance, whatever the pieces', async () => {
    const rows = Array.from({ length: 200 }, (_none, i) => `${i},c${(i * 7) % 90}`);
    const text = `id,city\n${rows.join('\n')}\n`;
    const whole = await expectSame({ text, nColumns: 2, pieceBytes: 1 << 20 });
    const cut = await expectSame({ text, nColumns: 2, pieceBytes: 100 });
    expect(cut.table).toEqual(whole.table);
    expect(whole.table.strings.slice(0, 4)).toEqual(['id', 'city', 'c0', 'c7']);
  });

  test.each([900, 5_000, 60_000])(
    'texts that come late, few or many to a column, pieces of %i bytes',
    async pieceBytes => {
      const random = stream(7, 'late texts');
      const rare = ['"say ""so"""', 'Lahore ', '2024-05-06', '"a, b"', 'x"y'];
      const rows = Array.from({ length: 9_000 }, (_none, i) => {
        const level = ['Punjab', 'Sindh', '2021-02-03', 'A long name of a province'][Math.floor(4 * random.uniform())];
        const city = random.uniform() < 0.004 ? rare[Math.floor(5 * random.uniform())] : level;
        return [i, city, i < 4_000 ? 'known' : `later ${i}`, random.uniform() < 0.5 ? i : 'n/a'].join(',');
      });
      const text = `id,city,name,amount\n${rows.join('\n')}\n`;
      const read = await expectSame({ text, nColumns: 4, pieceBytes });
      expect(read.table.strings.filter(known => known.startsWith('later'))).toHaveLength(5_000);
    },
  );

  // Rooms of 4,096 rows, several of them to a piece; 63, 64 and 65 texts of a room come late, and one column has many in some pieces only.
  test.each([100_000, 300_000])('texts that come late in pieces of many rows, %i bytes', async pieceBytes => {
    const rows = Array.from({ length: 40_000 }, (_none, i) => {
      const isLate = i > 8_000;
      const every = (n: number) => (isLate && i % n === 0 ? `late ${n} ${i % 7}` : 'level');
      return [every(65), every(64), every(63), i > 25_000 && i < 30_000 ? `name ${i}` : every(501)].join(',');
    });
    const { table } = await expectSame({ text: `a,b,c,d\n${rows.join('\n')}\n`, nColumns: 4, pieceBytes });
    expect(table.strings).toEqual(inOrder(table));
  });

  test('phones, spaces and numbers that only their text tells are among the first texts', async () => {
    const rows = Array.from(
      { length: 900 },
      (_none, i) => `+92300${i % 40}, ${i},1e${i % 5},"1.${i % 7}34,50",level ${i % 3}`,
    );
    const text = `\ufeffphone,amount,size,"sum, of all",level\n${rows.join('\n')}\n`;
    for (const commas of [[], [3]]) {
      const { table } = await expectSame({ text, nColumns: 5, pieceBytes: 5_000, commas });
      expect(table.strings).toEqual(inOrder(table));
    }
  });

  test('no text is one that was cut off, wherever a piece ends', async () => {
    const text = `id,city\n${Array.from({ length: 12 }, (_none, i) => `${i},a town of its own ${i}`).join('\n')}\n`;
    for (let pieceBytes = 40; pieceBytes < 66; pieceBytes++) await expectSame({ text, nColumns: 2, pieceBytes });
  });

  test('600 columns of texts, of which hardly any stands in the first rows', async () => {
    const random = stream(9, 'wide');
    const row = () => Array.from({ length: 600 }, () => `level ${Math.floor(3_000 * random.uniform() ** 2)}`).join(',');
    const names = Array.from({ length: 600 }, (_none, column) => `c${column}`).join(',');
    const text = `${names}\n${Array.from({ length: 250 }, row).join('\n')}\n`;
    const { table } = await expectSame({ text, nColumns: 600, pieceBytes: 300_000 });
    expect(table.strings).toEqual(inOrder(table));
  });

  test('columns with a decimal comma', async () => {
    const rows = Array.from({ length: 50 }, (_none, i) => `${i};1.${100 + i},5${i % 9};1.5`);
    const text = `id;amount;rate\n${rows.join('\n')}\n`;
    const read = await expectSame({ text, nColumns: 3, dialect: SEMICOLONS, commas: [1] });
    expect(cells(read)[1]).toEqual([0, 1100.5, 1.5]);
    expect([...read.commas]).toEqual([[1, 50]]);
  });

  test('columns whose texts say more than their numbers', async () => {
    const rows = Array.from({ length: 50 }, (_none, i) => `${i};${i + 1}.${100 + 7 * i};1.${i}`);
    const text = `id;amount;code\n${rows.join('\n')}\n`;
    const read = await expectSame({ text, nColumns: 3, dialect: SEMICOLONS, asWritten: [1, 2] });
    expect(cells(read).slice(1, 12).map(row => row.slice(1))).toEqual([
      ['1.100', '1.0'], [2.107, 1.1], [3.114, 1.2], [4.121, 1.3], [5.128, 1.4], [6.135, 1.5], [7.142, 1.6], [8.149, 1.7], [9.156, 1.8], [10.163, 1.9], ['11.170', '1.10'],
    ]); // prettier-ignore
  });

  test('a last record without all of its cells is one that was cut', async () => {
    const text = `a,b\n${'1,2\n'.repeat(50)}3`;
    expect((await expectSame({ text, nColumns: 2 })).isCutShort).toBe(true);
  });

  test('more distinct texts than one batch holds', async () => {
    const text = `id,name\n${Array.from({ length: 300_000 }, (_none, i) => `${i % 10},n${(i * 7919) % 300_007}`).join('\n')}\n`;
    const asked = { text, nColumns: 2, pieceBytes: 1 << 20 };
    const [mine, plain] = [await inPieces(asked), await fromStart(asked)];
    expect(mine?.table.strings).toHaveLength(300_002);
    const names = ({ columns, strings }: RawTable) => Array.from(columns[1].values, text => strings[text]).join();
    expect(names(mine!.table) === names(plain.table)).toBe(true);
  });

  test('line ends in quotes leave no gaps, wherever the text was not cut in them', async () => {
    const rows = Array.from({ length: 400 }, (_none, i) => (i % 9 === 4 ? `"two\nlines ${i % 5}",${i}` : `c${i},${i}`));
    const read = await expectSame({ text: `a,b\n${rows.join('\n')}\n`, nColumns: 2, pieceBytes: 1 << 20 });
    expect(read.nRecords).toBe(401);
    const cuts = [90, 130, 170, 210].map(pieceBytes => ({
      text: `a,b\n${rows.join('\n')}\n`,
      nColumns: 2,
      pieceBytes,
    }));
    for (const cut of cuts) expect((await inPieces(cut))?.table ?? read.table).toEqual(read.table);
  });

  test('many more rows than the start lets expect', async () => {
    const long = `${'x'.repeat(990)},1\n`.repeat(70);
    const text = `a,b\n${long}${Array.from({ length: 40_000 }, (_none, i) => `${i % 10},2\n`).join('')}`;
    expect((await expectSame({ text, nColumns: 2, pieceBytes: 10_000 })).nRecords).toBe(40_071);
  });

  test('more rows than there is room for at once', async () => {
    const text = `a,b\n${Array.from({ length: 40_000 }, (_none, i) => `${i},t${i % 300}`).join('\n')}\n`;
    expect((await expectSame({ text, nColumns: 2, pieceBytes: 1 << 20 })).nRecords).toBe(40_001);
  });
});

describe('what has to be read from start to end', () => {
  test('a line end in quotes where the text was cut', async () => {
    const text = `a,b\n${'1,2\n'.repeat(14)}"two\nlines",2\n${'1,2\n'.repeat(20)}`;
    expect(await inPieces({ text, nColumns: 2 })).toBeNull();
  });
  test('another width than at the start', async () => {
    expect(await inPieces({ text: `a,b\n1,2\n${'1,2,3\n'.repeat(40)}`, nColumns: 2 })).toBeNull();
  });
  test('lines that end with a carriage return alone', async () => {
    expect(await inPieces({ text: `a,b\n${'1,2\r'.repeat(40)}3,4\n`, nColumns: 2 })).toBeNull();
  });
  test('zero bytes, and what is not UTF-8', async () => {
    expect(await inPieces({ text: `a,b\n${'1,2\n'.repeat(40)}1,\u0000\n`, nColumns: 2 })).toBeNull();
    const latin = Buffer.from(`a,b\n${'1,2\n'.repeat(40)}1,Zo\u00eb\n`, 'latin1');
    expect(await inPieces({ text: latin, nColumns: 2 })).toBeNull();
  });
  test('a line longer than 2 MB', async () => {
    const text = `a,b\n1,2\n1,${'x'.repeat(2_200_000)}\n1,2\n`;
    expect(await inPieces({ text, nColumns: 2, pieceBytes: 8 << 20 })).toBeNull();
  });
});

test.each([
  ['as it begins', '1,2,3,4\n'],
  ['otherwise than it begins', `${'some words; and others; and more\n'.repeat(600)}`],
  ['after a first line longer than what is looked at first', `${'a'.repeat(20_000)},b,c,d\n`],
  ['after a first line longer than is ever looked at', `${'a'.repeat(70_000)},b,c,d\n`],
])('a text that goes on %s is read by what its whole sample shows', async (_title, start) => {
  const text = `${start}${'1,2,3,4\n'.repeat(8_000)}`;
  await withFile(text, async path => {
    const parts = { path, sizeBytes: text.length, pieceBytes: 1 << 14 };
    const sample = { bytes: Buffer.from(text), isWhole: true, name: 'table.csv' };
    for (const pool of pools) {
      const told: number[] = [];
      const run = testRun({ pool, progress: done => told.push(done) });
      const { detected, first } = await readByGuess(parts, sample, null, run);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(detected).toMatchObject({ dialect: COMMAS, nColumns: 4 });
      const again = await readInPieces({ ...parts, ...detected }, NO_SPECIAL, run);
      expect(isDeepStrictEqual(first, again)).toBe(true);
      expect(first?.nRecords).toBe(text.split('\n').length - 1);
    }
  });
});
