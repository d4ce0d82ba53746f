import { describe, expect, test } from 'vitest';
import { defaultReading } from '#shared/reading';
import { parseRange, rangeText } from '#engine/import/extent/SheetRange';
import type { CellGiven } from '../support/rawTable.ts';
import { importRows, valuesOf } from '../support/importRows.ts';

const reading = (part: object) => ({ reading: { ...defaultReading(), ...part } });
const customers: CellGiven[][] = [
  ['CustomerID', 'City', 'Balance'],
  [1, 'Lahore', 10],
  [2, 'Quetta', 20],
  [3, 'Multan', 30],
  [4, 'Lahore', 40],
];
const branches: CellGiven[][] = [
  ['Branch', 'Staff'],
  ['North', 4],
  ['South', 7],
];

test('a range in letters and numbers', () => {
  expect(parseRange('B3:N500')).toEqual({ firstRow: 2, endRow: 500, firstColumn: 1, endColumn: 14 });
  // AA = 26 × 1 + 1 = column 27, from 0: 26. XFD = 24 × 676 + 6 × 26 + 4 = 16,384.
  expect(parseRange('XFD9:AA1')).toEqual({ firstRow: 0, endRow: 9, firstColumn: 26, endColumn: 16_384 });
  expect(rangeText(parseRange('XFD9:AA1'))).toBe('AA1:XFD9');
});

describe('the range asked for', () => {
  test('what lies outside is no part of the table, in no line of the account, and is said', async () => {
    const rows = [['Prose'], ...customers.map(row => ['x', ...row, 'remark']), ['Total', null, null, 100]];
    const { report, sourceRows, table } = await importRows(rows, reading({ range: 'B2:D5' }));
    expect(table.columns.map(column => column.name)).toEqual(['CustomerID', 'City', 'Balance']);
    expect(report.rows).toEqual({ read: 3, kept: 3, rejected: 0, duplicate: 0, empty: 0 });
    expect([...sourceRows]).toEqual([3, 4, 5]);
    // 1 prose + 5 × 2 beside + 3 cells of row 6 + 2 of the total = 16
    expect(report.notes).toContainEqual({ code: 'read.outsideRange', args: { range: 'B2:D5', cells: 16 } });
    expect(report.range).toBe('B2:D5');
  });

  test('rejected records and empty rows outside it are not counted', async () => {
    const rejected = [3, 9].map(row => ({ row, column: null, text: 'a,b', reason: 'raggedRow' as const }));
    const rows = [customers[0], customers[1], [], ...customers.slice(2)];
    const imported = await importRows(rows, reading({ range: 'A1:C5' }), { rejected, emptyRowsDropped: 7 });
    expect(imported.report.rows).toEqual({ read: 4, kept: 3, rejected: 1, duplicate: 0, empty: 0 });
    const beyond = await importRows(rows, reading({ range: 'A1:C9' }), { rejected, emptyRowsDropped: 7 });
    // Rows 2 to 9 = 8: four of data, two records rejected, and rows 7 and 8 (9 is the record) empty below the last value.
    expect(beyond.report.rows).toMatchObject({ kept: 4, rejected: 2 });
  });

  test('a range without a value, and a header outside it', async () => {
    await expect(importRows(customers, reading({ range: 'H1:K9' }))).rejects.toMatchObject({
      code: 'reading.range',
      args: { name: 'book.xlsx', range: 'H1:K9', used: 'A1:C5' },
    });
    await expect(importRows(customers, reading({ range: 'A3:C5', headerRow: 1 }))).rejects.toMatchObject({
      code: 'reading.headerOutside',
      args: { name: 'book.xlsx', headerRow: 1, range: 'A3:C5' },
    });
  });

  test('no header, and several header rows, within it', async () => {
    const none = await importRows(customers, reading({ range: 'A3:C5', headerRow: 0 }));
    expect(none.report.rows).toMatchObject({ read: 3, kept: 3 });
    expect(none.table.columns.map(column => column.name)).toEqual(['Column A', 'Column B', 'Column C']);
    const rows = [
      ['Customer', null, 'Money'],
      ['Number', 'City', 'Balance'],
      [1, 'Lahore', 10],
      [2, 'Quetta', 20],
    ];
    const two = await importRows(rows, reading({ headerRow: 2, headerRowCount: 2 }));
    expect(two.table.columns.map(column => column.name)).toEqual(['Customer Number', 'Customer City', 'Money Balance']);
    expect(two.report.headerRows).toEqual([1, 2]);
    const count = await importRows(rows, reading({ headerRowCount: 2 }));
    expect(count.report.headerRows).toEqual([1, 2]);
  });
});

describe('several tables on a sheet', () => {
  test('one below the other: the larger is read, the other named with its range', async () => {
    const { report } = await importRows([...branches, [], ...customers]);
    expect(report.tables).toEqual([
      { range: 'A5:C9', rows: 5, columns: 3, names: ['CustomerID', 'City', 'Balance'], isRead: true },
      { range: 'A1:B3', rows: 3, columns: 2, names: ['Branch', 'Staff'], isRead: false },
    ]);
    expect(report.rows).toMatchObject({ read: 4, kept: 4 });
    expect(report.notes).toContainEqual({ code: 'read.otherTables', args: { range: 'A5:C9', n: 1, others: 'A1:B3' } });
  });

  test('one beside the other, and the other chosen by its range', async () => {
    const rows = customers.map((row, i) => [...row, null, ...(branches[i] ?? [])]);
    expect((await importRows(rows)).report.tables.map(({ range }) => range)).toEqual(['A1:C5', 'E1:F3']);
    const chosen = await importRows(rows, reading({ range: 'E1:F3' }));
    expect(valuesOf(chosen, 'Staff')).toEqual([4, 7]);
    expect(chosen.report.tables.map(({ isRead }) => isRead)).toEqual([false, true]);
  });

  test('one beside the other, below a title, a note of two cells and titles over groups of columns', async () => {
    const above: CellGiven[][] = [
      ['Customers of the bank'],
      ['Prepared by: MIS', null, 'Confidential'],
      [],
      ['Customer', null, 'Money'],
    ];
    const rows = [...above, ...customers.map((row, i) => [...row, null, ...(branches[i] ?? [])])];
    const { report, table } = await importRows(rows);
    expect(report.tables.map(({ range, isRead }) => [range, isRead])).toEqual([
      ['A1:C9', true],
      ['E5:F7', false],
    ]);
    expect(report.notes).toContainEqual({ code: 'read.otherTables', args: { range: 'A1:C9', n: 1, others: 'E5:F7' } });
    expect(table.columns).toHaveLength(3);
    expect(report.rows).toEqual({ read: 4, kept: 4, rejected: 0, duplicate: 0, empty: 0 });
  });

  test('a header row asked for chooses its table', async () => {
    const { report } = await importRows([...branches, [], ...customers], reading({ headerRow: 1 }));
    expect(report.range).toBe('A1:B3');
  });

  test.each<[string, CellGiven[][]]>([
    ['gaps between the rows', [...customers.slice(0, 3), [], ...customers.slice(3)]],
    ['the header again after a gap', [...customers, [], customers[0], [5, 'Swat', 50], [6, 'Swat', 60]]],
    ['prose above and a source below', [['Customers of the bank'], [], ...customers, [], ['Source: core system']]],
    ['a blank column between', customers.map(([id, city, balance]) => [id, city, null, balance, balance])],
    ['a row of words after a gap', [...customers, [], ['none', 'Swat', 'unknown'], [6, 'Swat', 60], [7, 'Swat', 70]]],
  ])('%s: one table', async (_what, rows) => {
    const { report } = await importRows(rows);
    expect(report.tables).toEqual([]);
    expect(report.range).toBeNull();
  });
});
