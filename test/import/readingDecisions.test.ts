import { describe, expect, test } from 'vitest';
import { noteSentence } from '#shared/text/noteSentences';
import { defaultReading } from '#shared/reading';
import type { CellGiven } from '../support/rawTable.ts';
import { importRows, reportOf, valuesOf } from '../support/importRows.ts';

const columns = (names: readonly string[], rows: readonly (readonly CellGiven[])[], reading = {}, raw = {}) =>
  importRows(
    [['CustomerID', ...names], ...rows.map((row, i) => [i + 1, ...row])],
    { reading: { ...defaultReading(), ...reading } },
    raw,
  );

describe('decimal mark', () => {
  const open: CellGiven[][] = [['1.234'], ['2.500'], ['7']];

  test('numbers in every style of writing', async () => {
    // 1,234 = 1234; (2,000.50) = −2000.5; 3 000 = 3000; 4'000.25 = 4000.25; 1,00,000 = 100000 (one lakh); $5.5; EUR 6; PKR 7,000; Rs. 8
    // 9- = −9; 12.5 % = 0.125
    const rows = ['1,234', '(2,000.50)', '3 000', "4'000.25", '1,00,000', '$5.5', 'EUR 6', 'PKR 7,000', 'Rs. 8', '9-', '12.5 %']; // prettier-ignore
    const imported = await columns(
      ['Turnover'],
      rows.map(text => [text]),
    );
    expect(valuesOf(imported, 'Turnover')).toEqual([1234, -2000.5, 3000, 4000.25, 100_000, 5.5, 6, 7000, 8, -9, 0.125]);
    const comma = ['1.234,5', '(2.000,50)', '3 000,25', '€ 1,5', '7,5-', '12,5 %'];
    const german = await columns(
      ['Turnover'],
      comma.map(text => [text]),
    );
    expect(valuesOf(german, 'Turnover')).toEqual([1234.5, -2000.5, 3000.25, 1.5, -7.5, 0.125]);
    expect(reportOf(german, 'Turnover').kindEvidence).toBe(
      '6 texts read as numbers (decimal comma: 6 values show it, none the other)',
    );
  });

  test('what no value decides is read with a point and said', async () => {
    const imported = await columns(['Turnover'], open);
    expect(valuesOf(imported, 'Turnover')).toEqual([1.234, 2.5, 7]);
    const [note] = reportOf(imported, 'Turnover').notes;
    expect(noteSentence(note)).toBe(
      'Turnover has 2 numbers such as 1.234 that could be read with a decimal mark or a thousands mark, and nothing else in the column decides; 1.234 was read as 1.234.',
    );
  });

  test('three digits after every comma are thousands where they are many, but for shares', async () => {
    const many = (sign: string) =>
      Array.from({ length: 30 }, (_none, i): CellGiven[] => [`${i + 1},${145 + i}${sign}`]);
    expect(reportOf(await columns(['Turnover'], many('')), 'Turnover').notes).toEqual([]);
    expect(reportOf(await columns(['Turnover'], many(' %')), 'Turnover').notes).toEqual([
      { code: 'read.decimalOpen', args: { column: 'Turnover', n: 30, example: '1,145 %', value: 11.45 } },
    ]);
  });

  test('other columns of the file decide', async () => {
    const rows = open.map(([cell], i) => [cell, `${i},5`]);
    const imported = await columns(['Turnover', 'Rate'], rows);
    expect(valuesOf(imported, 'Turnover')).toEqual([1234, 2500, 7]);
    expect(imported.report.decimalEvidence).toBe('decimal comma in 1 column (Rate)');
  });

  test('a column whose decimal commas the text format read itself decides, and shows the comma alone', async () => {
    const rows = [
      [12.5, '1.234'],
      [13.75, '2.500'],
    ];
    const notes = [{ code: 'read.decimalComma' as const, args: { column: 'Rate', n: 2 } }];
    const text = { separator: ';', notes, decimalCommaColumns: [1] };
    const imported = await columns(['Rate', 'Turnover'], rows, {}, text);
    expect(imported.report.decimalEvidence).toBe('decimal comma in 1 column (Rate)');
    expect(valuesOf(imported, 'Rate')).toEqual([12.5, 13.75]);
    expect(valuesOf(imported, 'Turnover')).toEqual([1234, 2500]);
    const asked = await columns(['Rate', 'Turnover'], rows, { decimalMark: ',' }, text);
    expect(valuesOf(asked, 'Rate')).toEqual([12.5, 13.75]);
  });

  test('of two columns with one title, the one with points is heard too, and what is open stays open and is said', async () => {
    const rows = [
      ['1245.80', 3709.19, 9.129],
      ['103.71', 785.1, 4.764],
    ];
    const notes = [{ code: 'read.decimalComma' as const, args: { column: 'Amount', n: 2 } }];
    const text = { separator: ';', notes, decimalCommaColumns: [2] };
    const imported = await columns(['Amount', 'Amount', 'Sum'], rows, {}, text);
    expect(valuesOf(imported, 'Sum')).toEqual([9.129, 4.764]);
    expect(reportOf(imported, 'Sum').notes.map(note => note.code)).toEqual(['read.decimalOpen']);
    expect(imported.report.decimalEvidence).toBe(
      'decimal point in 1 column (Amount); decimal comma in 1 column (Amount (2))',
    );
  });

  test('a column without a title whose decimal commas the text format read is called as it is in the table', async () => {
    const notes = [{ code: 'read.decimalComma' as const, args: { column: 'column 2', n: 3 } }];
    const rows = [1, 2, 3].map((id): CellGiven[] => [id, 2400.5 + id, 1.125 + id]);
    const imported = await importRows(rows, {}, { separator: ';', notes, decimalCommaColumns: [1] });
    expect(imported.report.decimalEvidence).toBe('decimal comma in 1 column (Column B)');
    expect(valuesOf(imported, 'Column B')).toEqual([2401.5, 2402.5, 2403.5]);
    expect(valuesOf(imported, 'Column C')).toEqual([2125, 3125, 4125]);
  });

  test('numbers with one or two decimals after a point are no thousands, whatever the other columns show', async () => {
    const rows = [
      ['0,5', 1.5, 1.234],
      ['1,25', 2.25, 3.5],
      ['7,5', 12.75, 2.125],
    ];
    const imported = await columns(['Rate', 'Grade', 'Turnover'], rows, {}, { separator: ';' });
    expect(valuesOf(imported, 'Grade')).toEqual([1.5, 2.25, 12.75]);
    expect(valuesOf(imported, 'Turnover')).toEqual([1234, 3500, 2125]);
  });

  test('the person decides, also for the numbers of a text file', async () => {
    expect(valuesOf(await columns(['Turnover'], open, { decimalMark: ',' }), 'Turnover')).toEqual([1234, 2500, 7]);
    const cells: CellGiven[][] = [[1.234], [2.5], [7]];
    const text = { separator: ',' };
    expect(valuesOf(await columns(['Turnover'], cells, { decimalMark: ',' }, text), 'Turnover')).toEqual([
      1234, 2500, 7,
    ]);
    // The cells of a workbook are numbers, however they are shown.
    expect(valuesOf(await columns(['Turnover'], cells, { decimalMark: ',' }), 'Turnover')).toEqual([1.234, 2.5, 7]);
    // 12.3456 and 0.5 part no thousands: such a column keeps its point.
    const points: CellGiven[][] = [[1.234], [12.3456], [0.5]];
    expect(valuesOf(await columns(['Turnover'], points, { decimalMark: ',' }, text), 'Turnover')).toEqual([1.234, 12.3456, 0.5]); // prettier-ignore
  });

  test('a quoted decimal comma beside plain numbers of a text file', async () => {
    const imported = await columns(['Turnover'], [['1.234,5'], [1.234], [12]], {}, { separator: ',' });
    expect(valuesOf(imported, 'Turnover')).toEqual([1234.5, 1234, 12]);
  });
});

describe('order of day and month', () => {
  test('evidence with its counts, and dates that only fit the other order are listed', async () => {
    const days = ['13/01/2024', '14/02/2024', '01/03/2024'].map((text): CellGiven[] => [text]);
    const evident = await columns(['Seen on date'], days);
    expect(reportOf(evident, 'Seen on date').kindEvidence).toBe(
      '3 texts read as dates (day first: 2 dates have a first part above 12, none a second)',
    );
    expect(evident.report.dateOrderEvidence).toBe('day first in 1 column (Seen on date)');
    const many = Array.from({ length: 99 }, (): CellGiven[] => ['13/01/2024']);
    const mixed = await columns(['Seen on date'], [...many, ['01/13/2024']]);
    expect(reportOf(mixed, 'Seen on date').notes.map(note => note.code)).toEqual([
      'read.dateOrderMixed',
      'read.unreadValues',
    ]);
    expect(mixed.report.missingTokens).toEqual([
      { column: 'Seen on date', token: '01/13/2024', count: 1, rows: [101] },
    ]);
  });

  test('another column decides what one leaves open, and the person decides all', async () => {
    const rows: CellGiven[][] = [
      ['03/04/2024', '01/31/2024'],
      ['05/06/2024', '02/28/2024'],
    ];
    const imported = await columns(['Opened date', 'Seen date'], rows);
    expect(valuesOf(imported, 'Opened date')).toEqual(['2024-03-04', '2024-05-06']);
    expect(reportOf(imported, 'Opened date').kindEvidence).toContain('month first as in other columns');
    const alone = await columns(
      ['Opened date'],
      rows.map(([first]) => [first]),
      { dateOrder: 'mdy' },
    );
    expect(valuesOf(alone, 'Opened date')).toEqual(['2024-03-04', '2024-05-06']);
    expect(alone.report.dateOrderEvidence).toBe('month first, as chosen');
  });

  test('a column with the year in front leaves day and month of others open, which is said', async () => {
    const rows: CellGiven[][] = [
      ['94/03/15', '03/04/1994'],
      ['92/11/30', '05/06/1995'],
    ];
    const imported = await columns(['Opened date', 'Seen date'], rows);
    expect(valuesOf(imported, 'Opened date')).toEqual(['1994-03-15', '1992-11-30']);
    expect(valuesOf(imported, 'Seen date')).toEqual(['1994-04-03', '1995-06-05']);
    expect(reportOf(imported, 'Seen date').notes).toContainEqual({
      code: 'read.dateOrderOpen',
      args: { column: 'Seen date', n: 2, order: 'day first' },
    });
  });

  test('years of two digits in front', async () => {
    const found = await columns(['Seen on date'], [['94/03/15'], ['02/11/30'], ['31/12/01']]);
    expect(valuesOf(found, 'Seen on date')).toEqual(['1994-03-15', '2002-11-30', '1931-12-01']);
    const chosen = await columns(['Seen on date'], [['24/03/15'], ['31/12/2023']], { dateOrder: 'ymd' });
    // A year of four digits at the end is one in every order.
    expect(valuesOf(chosen, 'Seen on date')).toEqual(['2024-03-15', '2023-12-31']);
  });
});

describe('late changes', () => {
  const numbers = (n: number): CellGiven[][] => Array.from({ length: n }, (_none, i) => [i * 1.5]);

  test('a few texts after many numbers become missing, with their rows', async () => {
    const imported = await columns(['Turnover'], [...numbers(500), ['closed'], ['closed'], ['see file']]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'Turnover', token: 'closed', count: 2, rows: [502, 503] },
      { column: 'Turnover', token: 'see file', count: 1, rows: [504] },
    ]);
    expect(reportOf(imported, 'Turnover').notes.map(noteSentence)).toEqual([
      'Turnover has 3 values that could not be read as numbers and became missing (first in rows 502, 503 and 504).',
    ]);
  });

  test('many texts make it a column of words, and the row where it changes is said', async () => {
    const words = Array.from({ length: 100 }, (_none, i): CellGiven[] => [`code ${i % 3}`]);
    const imported = await columns(['Turnover'], [...numbers(500), ...words]);
    expect(reportOf(imported, 'Turnover')).toMatchObject({ missing: 0 });
    expect(reportOf(imported, 'Turnover').notes.map(noteSentence)).toEqual([
      'Turnover holds nothing but numbers in its first 500 values; after that, 100 values are not (first in rows 502, 503, 504, 505 and 506), so the column was read as text.',
    ]);
  });
});
