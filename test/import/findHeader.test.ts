import { describe, expect, test } from 'vitest';
import { missingWordSet } from '#engine/import/cells/ColumnCells';
import { findHeader } from '#engine/import/header/findHeader';
import { rawTable, type CellGiven } from '../support/rawTable.ts';

const words = missingWordSet(['null', 'na']);
const header = (
  rows: readonly (readonly CellGiven[])[],
  headerRow: number | null = null,
  headerRowCount: number | null = null,
) => findHeader(rawTable(rows), { headerRow, headerRowCount, firstRow: 0 }, words, 'book.xlsx');

describe('findHeader', () => {
  test('text above values is the header', () => {
    const found = header([
      ['Name', 'Amount'],
      ['Ali', 10],
      ['Bo', 20],
    ]);
    expect(found).toMatchObject({ rows: [0], texts: ['Name', 'Amount'], firstDataRow: 1 });
    expect(found.evidence).toBe("Row 1 is the header: 1 name known from banks' files, text above values in 1 column.");
  });

  test('prose and blank rows above it are passed over', () => {
    const found = header([
      ['Quarterly review of customers'],
      [],
      ['Prepared by the risk office', null, null, null],
      ['CustomerID', 'City', 'Balance', 'Alerts'],
      [1, 'Lahore', 10, 0],
      [2, 'Karachi', 20, 1],
    ]);
    expect(found).toMatchObject({ rows: [3], firstDataRow: 4 });
    expect(found.evidence).toContain('2 rows above are not part of the table.');
  });

  test('the header may begin far below a blank top', () => {
    const rows: CellGiven[][] = Array.from({ length: 500 }, () => []);
    expect(header([...rows, ['A name', 'Amount'], ['x', 1], ['y', 2]]).rows).toEqual([500]);
  });

  test('a first row of numbers is data', () => {
    expect(
      header([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toMatchObject({ rows: [], texts: ['', '', ''], firstDataRow: 0 });
  });

  test('codes that come again below are data', () => {
    const rows = [
      ['A11', 6, 'A34'],
      ['A12', 48, 'A32'],
      ['A11', 12, 'A34'],
      ['A12', 9, 'A32'],
    ];
    expect(header(rows).rows).toEqual([]);
  });

  test('numbers written as text count as numbers', () => {
    expect(
      header([
        ['Amount', 'Day'],
        ['1,200', '2024-01-05'],
        ['900', '2024-02-07'],
      ]).rows,
    ).toEqual([0]);
    expect(
      header([
        ['1,200', '2024-01-05'],
        ['900', '2024-02-07'],
      ]).rows,
    ).toEqual([]);
  });

  test('names made of years above numbers are a header when the rest says so', () => {
    const rows = [
      ['Client', 'City', 'Segment', 2023, 2024],
      ['a', 'x', 'p', 10, 20],
      ['b', 'y', 'q', 11, 21],
    ];
    expect(header(rows).rows).toEqual([0]);
  });

  test('one row of text alone is a header without rows', () => {
    expect(header([['Name', 'City']])).toMatchObject({ rows: [0], firstDataRow: 1 });
  });

  test('one column', () => {
    expect(header([['Balance'], [5], [7]]).rows).toEqual([0]);
    expect(header([[5], [7]]).rows).toEqual([]);
  });

  test('of two header rows, mere numbering gives way', () => {
    const found = header([
      [null, 'X1', 'X2', 'Y'],
      ['ID', 'LIMIT_BAL', 'SEX', 'default payment next month'],
      [1, 20000, 2, 1],
      [2, 90000, 1, 0],
    ]);
    expect(found.rows).toEqual([0, 1]);
    expect(found.texts).toEqual(['ID', 'LIMIT_BAL', 'SEX', 'default payment next month']);
    expect(found.evidence).toBe(
      'Rows 1 and 2 are both header: the second names the columns, the first only numbers them.',
    );
  });

  test('group titles go before names that repeat', () => {
    const found = header([
      ['Customer', null, '2023', null, '2024', null],
      ['Number', 'City', 'Volume', 'Count', 'Volume', 'Count'],
      [1, 'x', 10, 1, 12, 2],
      [2, 'y', 20, 2, 22, 3],
    ]);
    expect(found.rows).toEqual([0, 1]);
    expect(found.texts).toEqual(['Number', 'City', '2023 Volume', '2023 Count', '2024 Volume', '2024 Count']);
    expect([...found.joined]).toEqual([2, 3, 4, 5]);
  });

  test('group titles are left out where the names below are clear', () => {
    const found = header([
      ['Identity', null, null, 'Behaviour', null, null],
      ['CustomerID', 'City', 'Gender', 'ActualVolume', 'AvgBalance', 'NumAlerts'],
      [1, 'x', 'M', 1, 2, 3],
      [2, 'y', 'F', 4, 5, 6],
    ]);
    expect(found.rows).toEqual([1]);
    expect(found.texts[3]).toBe('ActualVolume');
  });

  test('two full rows that both carry meaning are joined', () => {
    const found = header([
      ['Turnover', 'Holdings', 'Visits'],
      ['thousand rupees', 'rupees', 'per year'],
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(found.rows).toEqual([0, 1]);
    expect(found.texts).toEqual(['Turnover thousand rupees', 'Holdings rupees', 'Visits per year']);
  });

  test('a first data row with missing words is no second header', () => {
    expect(
      header([
        ['Name', 'Amount', 'Alerts'],
        ['Ali', 'NULL', 'NULL'],
        ['Bo', 3, 4],
        ['Cy', 5, 6],
      ]).rows,
    ).toEqual([0]);
  });

  test('the recipe decides', () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
      [1, 2],
    ];
    expect(header(rows, 2)).toMatchObject({ rows: [1], firstDataRow: 2, texts: ['c', 'd'] });
    expect(header(rows, 0)).toMatchObject({ rows: [], firstDataRow: 0 });
    expect(() => header(rows, 4)).toThrow(
      expect.objectContaining({ code: 'sheet.headerRow', args: { name: 'book.xlsx', headerRow: 4, rows: 3 } }),
    );
  });
});
