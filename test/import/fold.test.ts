import { describe, expect, test } from 'vitest';
import { dayNumber } from '#engine/table/cellValue';
import type { CellGiven } from '../support/rawTable.ts';
import { columnOf, importRows, reportOf, valuesOf } from '../support/importRows.ts';

const header = [
  'CustomerID',
  'Gender',
  'SubscribedChannels',
  'AccountType',
  'AvgBalance',
  'CashUsage',
  'City',
  'Is PEP',
];

describe('folding customers', () => {
  test('one row per channel becomes one customer with a set of channels', async () => {
    const imported = await importRows([
      header,
      [1, 'M', 'ATM', 'Current', 100, 5, 'Lahore', 'N'],
      [2, 'F', 'Branch', 'Savings', 50, 1, 'Karachi', 'N'],
      [1, 'M', 'Mobile', 'Current', 100, 5, 'Lahore', 'N'],
      [1, 'M', 'Branch', 'Current', 100, 5, 'Lahore', 'N'],
      [3, 'F', 'ATM', 'Current', 70, 2, 'Lahore', 'Y'],
    ]);
    expect(imported.report.fold).toEqual({
      keyColumn: 'CustomerID',
      rowsBefore: 5,
      customers: 3,
      foldedCustomers: 1,
      columns: [{ column: 'SubscribedChannels', how: 'set', customers: 1 }],
    });
    expect(imported.report.rows).toEqual({ read: 5, kept: 5, rejected: 0, duplicate: 0, empty: 0 });
    expect(imported.report.nRows).toBe(3);
    expect(columnOf(imported, 'SubscribedChannels')).toMatchObject({
      kind: 'set',
      members: ['ATM', 'Branch', 'Mobile'],
    });
    expect(valuesOf(imported, 'SubscribedChannels')).toEqual(['ATM; Branch; Mobile', 'Branch', 'ATM']);
    expect(valuesOf(imported, 'AvgBalance')).toEqual([100, 50, 70]);
    expect(columnOf(imported, 'City')).toMatchObject({ levels: ['Lahore', 'Karachi'] });
    expect(Array.from(imported.sourceRows)).toEqual([2, 3, 6]);
    expect(reportOf(imported, 'SubscribedChannels').kindEvidence).toContain(
      'several values per customer after folding',
    );
  });

  test('amounts of several accounts add up, an amount repeated counts once; use takes the largest', async () => {
    const imported = await importRows([
      header,
      [1, 'M', 'ATM', 'Current', 100, 5, 'Lahore', 'N'],
      [1, 'M', 'Mobile', 'Current', 100, 5, 'Lahore', 'N'],
      [1, 'M', 'ATM', 'Savings', 40, 9, 'Lahore', 'N'],
      [2, 'F', 'ATM', 'Savings', 'NULL', 2, 'Lahore', 'N'],
      [2, 'F', 'Branch', 'Savings', 30, 'NULL', 'Lahore', 'N'],
    ]);
    expect(imported.report.fold?.columns).toEqual([
      { column: 'SubscribedChannels', how: 'set', customers: 2 },
      { column: 'AccountType', how: 'set', customers: 1 },
      { column: 'AvgBalance', how: 'sum', customers: 1 },
      { column: 'CashUsage', how: 'max', customers: 1 },
    ]);
    expect(valuesOf(imported, 'AvgBalance')).toEqual([140, 30]);
    expect(valuesOf(imported, 'CashUsage')).toEqual([9, 2]);
    expect(valuesOf(imported, 'Is PEP')).toEqual([false, false]);
    expect(valuesOf(imported, 'AccountType')).toEqual(['Savings; Current', 'Savings']);
  });

  test('dates take the latest, births and texts the first, cells with several values unite', async () => {
    const day = (iso: string): CellGiven => ({ day: dayNumber(iso) });
    const imported = await importRows([
      [
        'CustomerID',
        'Surname',
        'DateofBirth',
        'CustomerSince',
        'SubscribedChannels',
        'City',
        'Gender',
        'AvgBalance',
        'Is PEP',
        'Province',
        'CTRMatch',
      ],
      [7, 'Khan', day('1980-01-01'), day('2010-05-05'), 'ATM; Mobile', 'Lahore', 'F', 1, 'N', 'Punjab', 'N'],
      [7, 'KHAN', day('1980-01-02'), day('2012-06-06'), 'Branch; ATM', 'Lahore', 'F', 1, 'N', 'Punjab', 'N'],
    ]);
    expect(imported.report.fold?.columns.map(({ column, how }) => [column, how])).toEqual([
      ['Surname', 'first'],
      ['DateofBirth', 'first'],
      ['CustomerSince', 'latest'],
      ['SubscribedChannels', 'set'],
    ]);
    expect(valuesOf(imported, 'DateofBirth')).toEqual(['1980-01-01']);
    expect(valuesOf(imported, 'CustomerSince')).toEqual(['2012-06-06']);
    expect(valuesOf(imported, 'SubscribedChannels')).toEqual(['ATM; Mobile; Branch']);
  });

  test('a flag raised on any row is raised for the customer', async () => {
    const imported = await importRows([
      header,
      [1, 'M', 'ATM', 'Current', 1, 1, 'Lahore', 'N'],
      [1, 'M', 'ATM', 'Current', 1, 1, 'Lahore', 'Y'],
      [2, 'M', 'ATM', 'Current', 1, 1, 'Lahore', 'N'],
    ]);
    expect(imported.report.fold?.columns).toEqual([{ column: 'Is PEP', how: 'max', customers: 1 }]);
    expect(valuesOf(imported, 'Is PEP')).toEqual([true, false]);
  });

  test('rows without a customer number are customers of their own', async () => {
    const imported = await importRows([
      header,
      ...['NULL', null, 5, 5].map((id, i): CellGiven[] => [
        id,
        'M',
        i === 3 ? 'ATM' : 'Branch',
        'Current',
        9,
        1,
        'Lahore',
        'N',
      ]),
    ]);
    expect(imported.report.nRows).toBe(2 + 1 - imported.report.rows.duplicate);
  });

  test('a list of transactions is left as it is, and a note says so', async () => {
    const rows = Array.from({ length: 12 }, (_none, i): CellGiven[] => [
      i === 11 ? null : i % 4,
      `2024-01-${10 + i}`,
      10 * i + 0.5,
      `shop ${i}`,
      i,
    ]);
    const imported = await importRows([['CustomerID', 'seen on date', 'Spent', 'Where', 'Points'], ...rows]);
    expect(imported.report.fold).toBeNull();
    expect(imported.report.nRows).toBe(12);
    expect(imported.report.notes).toEqual([
      { code: 'rows.severalPerCustomer', args: { column: 'CustomerID', rows: 11, customers: 4 } },
    ]);
  });

  test('only when the recipe says so', async () => {
    const imported = await importRows(
      [header, [1, 'M', 'ATM', 'Current', 1, 1, 'x', 'N'], [1, 'M', 'Branch', 'Current', 1, 1, 'x', 'N']],
      {
        foldCustomers: false,
      },
    );
    expect(imported.report).toMatchObject({ fold: null, nRows: 2 });
  });

  test('few customers with a slip in a text keep the first', async () => {
    const rows = Array.from({ length: 50 }, (_none, i): CellGiven[][] => [
      [i, 'M', 'ATM', 'Current', i, 1, 'Lahore', 'N'],
      [i, 'M', 'Branch', 'Current', i, 1, i === 20 ? 'Karachi' : 'Lahore', 'N'],
    ]).flat();
    const imported = await importRows([header, ...rows]);
    expect(imported.report.fold?.columns).toContainEqual({ column: 'City', how: 'first', customers: 1 });
    expect(columnOf(imported, 'City')).toMatchObject({ kind: 'category', levels: ['Lahore'] });
  });
});
