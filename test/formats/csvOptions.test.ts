import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors';
import { AS_FOUND, defaultReading, type FormatReading, type Reading } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { TEXT_ENCODINGS, type TextEncoding } from '#shared/textEncodings';
import { findStarts } from '#engine/formats/csv/fixedWidth';
import type { RawRead } from '#engine/formats/defineFormat';
import { readSource } from '#engine/formats/readSource';
import { importRaw } from '#engine/import/importRaw';
import { reportOf, valuesOf } from '../support/importRows.ts';
import { testRun } from '../support/testRun.ts';
import { cells, withFile } from './reading.ts';

function readWith(bytes: Uint8Array | string, reading: Partial<FormatReading>): Promise<RawRead> {
  const name = 'table.txt';
  return withFile(
    bytes,
    async path => (await readSource(path, name, { ...AS_FOUND, ...reading }, testRun())).raw,
    name,
  );
}
async function errorWith(bytes: Uint8Array | string, reading: Partial<FormatReading>): Promise<unknown> {
  return readWith(bytes, reading).catch((error: unknown) =>
    error instanceof AppError ? { code: error.code, args: error.args } : error,
  );
}

describe('a file with decimal commas', () => {
  // 12,5 and 13,75 are within what 12.500 and 13.750 could be, and are not twelve thousand.
  test.each([null, ','] as const)('is imported with the numbers that stand in it, mark asked %s', async decimalMark => {
    const raw = await readWith('Name;Rate;Turnover\nA;12,5;1.234\nB;13,75;2.500\nC;99,1;7\n', { decimalMark });
    expect(raw.decimalCommaColumns).toContain(1);
    const recipe = { ...defaultRecipe(), reading: { ...defaultReading(), decimalMark } };
    const imported = await importRaw(raw, recipe, testRun(), 'table.txt');
    expect(valuesOf(imported, 'Rate')).toEqual([12.5, 13.75, 99.1]);
    expect(valuesOf(imported, 'Turnover')).toEqual([1234, 2500, 7]);
  });
});

describe('texts that say more than their numbers', () => {
  const importText = async (text: string, reading: Partial<Reading> = {}) => {
    const raw = await readWith(text, reading);
    return importRaw(raw, { ...defaultRecipe(), reading: { ...defaultReading(), ...reading } }, testRun(), 'table.txt');
  };
  const withSalaries = (salaries: readonly string[], beside: readonly string[]) =>
    `Name;Salary;Rate\n${salaries.map((salary, i) => `A${i};${salary};${beside[i]}\n`).join('')}`;

  test.each([
    ['other columns decide', ['12.500', '13.000', '9.750'], ['1,5', '2,25', '0,3'], [12_500, 13_000, 9750]],
    ['whole thousands alone', ['1.000', '2.000', '3.000'], ['1,5', '2,25', '0,3'], [1000, 2000, 3000]],
    ['the column itself decides', ['1.250.000', '13.000', '999'], ['a', 'b', 'c'], [1_250_000, 13_000, 999]],
    ['a point that parts no thousands', ['1.5', '2.25', '3.5'], ['1,5', '2,25', '0,3'], [1.5, 2.25, 3.5]],
  ])('thousands of 12.500 and 13.000: %s', async (_what, salaries, beside, expected) => {
    const imported = await importText(withSalaries(salaries, beside));
    expect(valuesOf(imported, 'Salary')).toEqual(expected);
  });

  test('the person decides, and what nothing decides is said', async () => {
    const text = withSalaries(['12.500', '13.000', '9.750'], ['a', 'b', 'c']);
    expect(valuesOf(await importText(text, { decimalMark: ',' }), 'Salary')).toEqual([12_500, 13_000, 9750]);
    const open = await importText(text);
    expect(valuesOf(open, 'Salary')).toEqual([12.5, 13, 9.75]);
    expect(reportOf(open, 'Salary').notes).toContainEqual({
      code: 'read.decimalOpen',
      args: { column: 'Salary', n: 3, example: '12.500', value: 12.5 },
    });
  });

  test('1.10 among words is another code than 1.1', async () => {
    const imported = await importText('Name,Code\nA,1.1\nB,1.10\nC,A.2\nD,2.50\nE,B.7\n');
    expect(valuesOf(imported, 'Code')).toEqual(['1.1', '1.10', 'A.2', '2.50', 'B.7']);
    const fixed = await importText('Name  Code\nA     1.1 \nB     1.10\nC     A.2 \nD     2.50\nE     B.7 \n', { separator: 'fixed' }); // prettier-ignore
    expect(valuesOf(fixed, 'Code')).toEqual(['1.1', '1.10', 'A.2', '2.50', 'B.7']);
  });
});

describe('the encoding that is asked for', () => {
  // In windows-1251 the bytes of "Иван" are those of "Èâàí" in windows-1252.
  const bytes = Buffer.concat([Buffer.from('name,n\n'), Buffer.from([0xc8, 0xe2, 0xe0, 0xed]), Buffer.from(',1\n')]);

  test.each([
    ['windows-1251', 'Иван'],
    ['windows-1252', 'Èâàí'],
    ['latin1', 'Èâàí'],
  ])('%s', async (encoding, text) => {
    const raw = await readWith(bytes, { encoding });
    expect(cells(raw)[1]).toEqual([text, 1]);
    expect(raw.encoding).toBe(encoding);
  });

  const WORDS: Partial<Record<TextEncoding, string>> = {
    'windows-1252': 'Müller',
    'windows-1250': 'Dvořák',
    'windows-1251': 'Иванов',
    'windows-1253': 'Γεωργίου',
    'windows-1254': 'Şahin',
    'windows-1255': 'כהן',
    'windows-1256': 'محمد',
    'iso-8859-1': 'Müller',
    'koi8-r': 'Иванов',
    gb18030: '张伟',
    big5: '陳先生',
    shift_jis: '山田太郎',
    'euc-jp': '佐藤花子',
    'euc-kr': '김철수',
  };

  test.each(TEXT_ENCODINGS)('%s can be chosen', async encoding => {
    const word = WORDS[encoding] ?? 'Zoë';
    const raw = await readWith(iconv.encode(`name,n\n${word},1\n`, encoding), { encoding });
    expect(cells(raw)[1]).toEqual([word, 1]);
  });

  test('UTF-16 and UTF-8, whatever the case of their names', async () => {
    expect(cells(await readWith(Buffer.from('a;b\né;1\n', 'utf16le'), { encoding: 'UTF-16LE' }))).toEqual([
      ['a', 'b'],
      ['é', 1],
    ]);
    expect((await readWith('a;b\né;1\n', { encoding: 'UTF8' })).encoding).toBe('UTF-8');
  });

  test('UTF-8 that is not', async () => {
    expect(await errorWith(bytes, { encoding: 'utf-8' })).toMatchObject({ code: 'file.encoding' });
  });

  test('characters that the encoding does not have are counted', async () => {
    // 0x81 and 0x9d have no character in windows-1252.
    const raw = await readWith(Buffer.from('a,b\nx\x81y\x9d,1\n', 'latin1'), { encoding: 'windows-1252' });
    expect(raw.notes).toEqual([{ code: 'read.unreadableCharacters', args: { n: 2, encoding: 'windows-1252' } }]);
  });

  test.each(['klingon', 'base64', 'hex', '__proto__', 'constructor', '../utf8'])('%s is refused', async encoding => {
    expect(await errorWith('a,b\n1,2\n', { encoding })).toMatchObject({
      code: 'option.invalid',
      args: { option: 'encoding', got: `"${encoding}"` },
    });
  });
});

describe('the separator that is asked for', () => {
  test.each([
    [
      ':',
      'a:b,c\n1:x\n',
      [
        ['a', 'b,c'],
        [1, 'x'],
      ],
    ],
    [
      '~',
      'a~b\n"x~y"~2\n',
      [
        ['a', 'b'],
        ['x~y', 2],
      ],
    ],
    [
      '^',
      "a^b\n'x^y'^2\n",
      [
        ['a', 'b'],
        ['x^y', 2],
      ],
    ],
    [
      ';',
      'a,1;b\nc,2;d\n',
      [
        ['a,1', 'b'],
        ['c,2', 'd'],
      ],
    ],
    [
      ',',
      'sep=;\na;1,b\n',
      [
        [null, null],
        ['a;1', 'b'],
      ],
    ],
    [
      'spaces',
      'a  b\n1 2\n',
      [
        ['a', 'b'],
        [1, 2],
      ],
    ],
  ])('%j', async (separator, text, expected) => {
    const raw = await readWith(text, { separator });
    expect(cells(raw)).toEqual(expected);
    expect(raw.separator).toBe(separator);
  });

  test.each(['"', '\n', '§', '€', '\0'])('%j is refused', async separator => {
    expect(await errorWith('a,b\n1,2\n', { separator })).toMatchObject({
      code: 'option.invalid',
      args: { option: 'separator', got: JSON.stringify(separator) },
    });
  });
});

describe('fixed width', () => {
  const text = 'id   name          amount\n1    Ann "A" Lee     12.5\n22   José, Müller       7\n\n333  Zoë\n';
  const rows = [
    ['id', 'name', 'amount'],
    [1, 'Ann "A" Lee', 12.5],
    [22, 'José, Müller', 7],
    [null, null, null],
    [333, 'Zoë', null],
  ];

  test('columns are found where all lines are blank', async () => {
    const raw = await readWith(text, { separator: 'fixed' });
    expect(cells(raw)).toEqual(rows);
    expect(raw).toMatchObject({ separator: 'fixed', columnStarts: [0, 5, 19], rejected: [], notes: [] });
  });

  test.each([
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', Buffer.from(text.replaceAll('\n', '\r\n'), 'utf16le')],
  ])('in %s', async (encoding, bytes) => {
    const raw = await readWith(bytes, { separator: 'fixed' });
    expect(cells(raw)).toEqual(rows);
    expect(raw.encoding).toBe(encoding);
  });

  test('starts that were given, in any order; what stands before the first is kept', async () => {
    const raw = await readWith('ab12xy\ncd34\n', { separator: 'fixed', columnStarts: [4, 2, 4] });
    expect(cells(raw)).toEqual([
      ['ab', 12, 'xy'],
      ['cd', 34, null],
    ]);
    expect(raw.columnStarts).toEqual([0, 2, 4]);
  });

  test('a character of two UTF-16 units is one character', async () => {
    const raw = await readWith('😀b12\ncd34\n', { separator: 'fixed', columnStarts: [2] });
    expect(cells(raw)).toEqual([
      ['😀b', 12],
      ['cd', 34],
    ]);
  });

  test('a line that stands across pieces of the file, with any line end', async () => {
    const line = `${'x'.repeat(59)} ${'7'.repeat(3)}`;
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const raw = await readWith(`${line}${lineEnd}`.repeat(40_000), { separator: 'fixed' });
      expect([raw.table.nRows, cells(raw)[39_999]]).toEqual([40_000, ['x'.repeat(59), 777]]);
    }
  });

  test('a line of many megabytes is refused', async () => {
    expect(await errorWith(`a b\n${'x'.repeat(5 * 2 ** 20)}\n`, { separator: 'fixed' })).toMatchObject({
      code: 'csv.unreadable',
      args: { reason: 'line 2 is longer than 2 MB' },
    });
  });

  test('a line that the sample cuts says nothing', () => {
    expect(findStarts({ bytes: Buffer.from('aa bb\ncc dd\nxxxx'), isWhole: false })).toEqual([0, 3]);
    expect(findStarts({ bytes: Buffer.from('aa bb\ncc dd\nxxxx'), isWhole: true })).toEqual([0]);
    expect(findStarts({ bytes: Buffer.from('  aa bb\n   c dd\n'), isWhole: true })).toEqual([0, 5]);
    expect(findStarts({ bytes: Buffer.from(''), isWhole: true })).toEqual([0]);
  });
});

describe('a file that ends early', () => {
  test('inside a record', async () => {
    const raw = await readWith('a,b,c\n1,2,3\n4,5', {});
    expect(raw.rejected).toEqual([{ row: 3, column: null, text: '4,5', reason: 'raggedRow' }]);
    expect(raw.notes).toEqual([{ code: 'read.truncatedFile', args: { name: 'table.txt' } }]);
  });

  test('inside a character', async () => {
    const whole = Buffer.from('name,town\nZoë,Łódź\nAna,Kraków\nMia,Malmö');
    const raw = await readWith(whole.subarray(0, -1), {});
    expect(raw.encoding).toBe('UTF-8');
    expect(cells(raw)[1]).toEqual(['Zoë', 'Łódź']);
    expect(raw.notes.map(known => known.code)).toEqual(['read.truncatedFile', 'read.unreadableCharacters']);
  });

  test('not when only the last line end is missing, and not for é at the end in a code page', async () => {
    expect((await readWith('a,b\n1,2\n3,4', {})).notes).toEqual([]);
    const raw = await readWith(Buffer.from('name,town\nAna,Nice\nZo,Caf\xe9', 'latin1'), {});
    expect(cells(raw)[2]).toEqual(['Zo', 'Café']);
    expect(raw.notes).toEqual([]);
  });
});

describe('the decimal mark that is asked for', () => {
  const table = 'name;income\nx;1.234,50\ny;1.234\nz;-12,5\nw;7\n';
  const income = (raw: RawRead) => cells(raw).map(row => row[1]);

  test('a point leaves numbers with a comma as text', async () => {
    expect(income(await readWith(table, { decimalMark: null }))).toEqual(['income', 1234.5, 1234, -12.5, 7]);
    const raw = await readWith(table, { decimalMark: '.' });
    expect(income(raw)).toEqual(['income', '1.234,50', 1.234, '-12,5', 7]);
    expect(raw.notes).toEqual([]);
  });

  test('a comma decides about numbers that could have thousands', async () => {
    const open = 'name;income\nx;1,234\ny;25,500\n';
    expect(income(await readWith(open, { decimalMark: null }))).toEqual(['income', '1,234', '25,500']);
    expect(income(await readWith(open, { decimalMark: ',' }))).toEqual(['income', 1.234, 25.5]);
    expect(income(await readWith('name,income\nx,"1,5"\n', { decimalMark: ',' }))).toEqual(['income', 1.5]);
  });
});
