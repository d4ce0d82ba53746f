import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDuplicates } from '#engine/import/rows/findDuplicates';
import { rawTable, type CellGiven } from '../support/rawTable.ts';
import { importRows, valuesOf } from '../support/importRows.ts';

const header = ['CustomerID', 'City', 'Balance', 'Alerts', 'Cash'];
const row = (i: number): CellGiven[] => [i, i % 2 ? 'Lahore' : 'Karachi', 100 * i, i % 4, i % 3];
const body = Array.from({ length: 12 }, (_none, i) => row(i + 1));

describe('rows', () => {
  test('totals, sources and repeated headers are rejected with their row', async () => {
    const imported = await importRows([
      header,
      ...body.slice(0, 6),
      ['Subtotal', null, 2100, 9],
      header,
      ...body.slice(6),
      [],
      ['Grand total', null, 7800, 18, 12],
      ['Source: core banking, 31 December'],
    ]);
    expect(imported.report.rows).toEqual({ read: 17, kept: 12, rejected: 4, duplicate: 0, empty: 1 });
    expect(imported.report.rejected).toEqual([
      { row: 8, column: null, text: 'Subtotal | 2100 | 9', reason: 'footer' },
      { row: 9, column: null, text: 'CustomerID | City | Balance | Alerts | Cash', reason: 'repeatedHeader' },
      { row: 17, column: null, text: 'Grand total | 7800 | 18 | 12', reason: 'footer' },
      { row: 18, column: null, text: 'Source: core banking, 31 December', reason: 'footer' },
    ]);
    expect(Array.from(imported.sourceRows)).toEqual([2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15]);
  });

  test('a customer called Total stays', async () => {
    const imported = await importRows([
      ['CustomerID', 'Name', 'Balance'],
      [1, 'Total Logistics', 5],
      [2, 'Total', 6],
      [3, 'Ali', 7],
    ]);
    expect(imported.report.rows).toMatchObject({ kept: 3, rejected: 0 });
  });

  test('gaps in the last rows are no footer', async () => {
    const imported = await importRows([header, ...body, [13, 'Lahore', null, null, 1]]);
    expect(imported.report.rows).toMatchObject({ kept: 13, rejected: 0 });
  });

  test('rows the reader dropped or could not cut are in the account', async () => {
    // The record on row 14 left an empty row; the one on row 20 is below what the table holds.
    const rejected = [14, 20].map(row => ({ row, column: null, text: 'a,b,c,d,e,f', reason: 'raggedRow' as const }));
    const imported = await importRows([header, ...body, [], []], {}, { emptyRowsDropped: 3000, rejected });
    expect(imported.report.rows).toEqual({ read: 3015, kept: 12, rejected: 2, duplicate: 0, empty: 3001 });
    expect(imported.report.rejected).toEqual(rejected);
  });

  test('repeated rows are taken out and counted, unless the recipe keeps them', async () => {
    const rows = [header, ...body, row(3), row(3), row(7)];
    const imported = await importRows(rows);
    expect(imported.report.rows).toEqual({ read: 15, kept: 12, rejected: 0, duplicate: 3, empty: 0 });
    expect(valuesOf(imported, 'CustomerID')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const kept = await importRows(rows, { removeDuplicates: false, foldCustomers: false });
    expect(kept.report.rows).toMatchObject({ kept: 15, duplicate: 0 });
  });

  test('where nothing names customers, many equal rows are customers who agree', async () => {
    const rows = Array.from({ length: 40 }, (_none, i) => [i % 4, i % 2, i % 3]);
    const imported = await importRows([['Kids', 'Cars', 'Dogs'], ...rows]);
    expect(imported.report.rows).toMatchObject({ kept: 40, duplicate: 0 });
    expect(imported.report.notes).toEqual([{ code: 'rows.equalKept', args: { rows: 28 } }]);
  });

  test('a text, a number and a gap of the same look differ', () => {
    const table = rawTable([
      ['1', 0],
      [1, 0],
      [null, 0],
      ['1', 0],
      [1, 0],
      [true, 0],
      [1, -0],
    ]);
    expect([...findDuplicates(table, Int32Array.from([0, 1, 2, 3, 4, 5, 6]))]).toEqual([-1, -1, -1, 0, 1, -1, 1]);
  });

  test('the account always adds up', async () => {
    const cell = fc.oneof(fc.constantFrom(null, '', 'NULL', 'Total', 'x', 'y', 'City'), fc.integer({ min: 0, max: 3 }));
    const given = fc.array(fc.array(cell, { minLength: 0, maxLength: 5 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(given, fc.nat({ max: 20 }), async (rows, emptyRowsDropped) => {
        const imported = await importRows([header, [1, 'Quetta', 5.5, 0, 0], ...rows], {}, { emptyRowsDropped });
        const { read, kept, rejected, duplicate, empty } = imported.report.rows;
        // A second table on the sheet is named apart and is not in the account of the first.
        if (imported.report.range === null) expect(read).toBe(rows.length + 1 + emptyRowsDropped);
        expect(kept + rejected + duplicate + empty).toBe(read);
        expect(imported.table.nRows).toBe(imported.report.nRows);
        expect(imported.report.fold?.customers ?? kept).toBe(imported.report.nRows);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
