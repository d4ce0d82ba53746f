import { describe, expect, test } from 'vitest';
import { defaultReading } from '#shared/reading';
import { importRaw } from '#engine/import/importRaw';
import { dayNumber } from '#engine/table/cellValue';
import { defaultRecipe } from '#shared/recipe';
import { rawRead, type CellGiven } from '../support/rawTable.ts';
import { importRows, valuesOf } from '../support/importRows.ts';
import { testRun } from '../support/testRun.ts';

const day = (iso: string): CellGiven => ({ day: dayNumber(iso) });

describe('importRaw', () => {
  test('nothing at all, spaces only, a header only', async () => {
    const empty = { code: 'sheet.empty', args: { name: 'book.xlsx', sheet: 'Sheet1' } };
    await expect(importRows([])).rejects.toMatchObject(empty);
    await expect(importRows([[], [null]])).rejects.toMatchObject(empty);
    await expect(importRows([['  ', '\n']])).rejects.toMatchObject(empty);
    await expect(importRows([[], ['CustomerID', 'City'], [], [null, ' ']])).rejects.toMatchObject({
      code: 'sheet.noRows',
      args: { name: 'book.xlsx', sheet: 'Sheet1', headerRow: 2 },
    });
    await expect(
      importRows([['a'], [1]], { reading: { ...defaultReading(), headerRow: 9, missingWords: [] } }),
    ).rejects.toMatchObject({
      code: 'sheet.headerRow',
    });
  });

  test('one row, one column', async () => {
    const imported = await importRows([['Balance'], [5]]);
    expect(imported.report).toMatchObject({ nRows: 1, headerRows: [1], rows: { read: 1, kept: 1 } });
    expect(valuesOf(imported, 'Balance')).toEqual([5]);
    expect((await importRows([[5], [7]])).report).toMatchObject({ nRows: 2, headerRows: [] });
  });

  test('columns without header and value are formatting; with either they count', async () => {
    const imported = await importRows([
      [null, 'City', '', 'Empty', null],
      [null, 'Lahore', null, null, 3],
      [null, 'Quetta', null, null, 4],
    ]);
    expect(imported.table.columns.map(column => column.name)).toEqual(['City', 'Empty', 'Column E']);
    expect(imported.report.renamed).toEqual([{ original: '', name: 'Column E', reason: 'blank' }]);
  });

  test('missing words are the recipe’s', async () => {
    const rows = [
      ['CustomerID', 'City'],
      [1, 'Lahore'],
      [2, 'Unknown'],
      [3, 'none'],
      [4, ' NULL '],
    ];
    const imported = await importRows(rows, {
      reading: { ...defaultReading(), headerRow: null, missingWords: ['unknown'] },
    });
    expect(valuesOf(imported, 'City')).toEqual(['Lahore', null, 'none', 'NULL']);
    expect(imported.report.missingTokens).toEqual([{ column: 'City', token: 'Unknown', count: 1, rows: [3] }]);
    expect(valuesOf(await importRows(rows), 'City')).toEqual(['Lahore', 'Unknown', null, null]);
  });

  test('the reference date is the latest that is neither birth nor expiry, or the one given', async () => {
    const rows = [
      ['CustomerID', 'DateofBirth', 'CustomerSince', 'CNIC expiry', 'Seen on date'],
      [1, day('1980-01-01'), day('2015-03-04'), day('2031-01-01'), day('2024-06-30')],
      [2, day('2024-12-01'), day('2018-03-04'), day('2032-01-01'), day('9999-12-31')],
    ];
    const imported = await importRows(rows);
    expect(imported.report.referenceDate).toBe('2024-06-30');
    expect(imported.referenceDay).toBe(dayNumber('2024-06-30'));
    expect(imported.report.referenceDateReason).toBe(
      'The latest date in the file, in Seen on date (2024-06-30); births and expiries do not count.',
    );
    const given = await importRows(rows, { referenceDate: '2020-02-29' });
    expect(given.report).toMatchObject({ referenceDate: '2020-02-29', referenceDateReason: 'Set in the recipe.' });
    const none = await importRows([
      ['CustomerID', 'DateofBirth'],
      [1, day('1980-01-01')],
      [2, day('1990-01-01')],
    ]);
    expect(none.report.referenceDate).toBeNull();
    expect(none.referenceDay).toBeNaN();
  });

  test('hostile names are only names', async () => {
    const imported = await importRows([
      ['__proto__', 'constructor', 'toString', 'x'.repeat(10_000)],
      [1, 'a', 'b', 2],
      [2, 'c', 'd', 3],
    ]);
    expect(imported.table.columns.map(column => column.name.slice(0, 12))).toEqual([
      '__proto__',
      'constructor',
      'toString',
      'xxxxxxxxxxxx',
    ]);
    expect(valuesOf(imported, '__proto__')).toEqual([1, 2]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('nothing that is not finite gets into a column', async () => {
    const imported = await importRows([
      ['CustomerID', 'Turnover'],
      [1, Infinity],
      [2, '9e+999'],
      [3, '1e+308'],
      [4, 5],
    ]);
    expect(valuesOf(imported, 'Turnover')).toEqual([null, null, 1e308, 5]);
    expect(imported.report.missingTokens).toEqual([
      { column: 'Turnover', token: 'Infinity', count: 1, rows: [2] },
      { column: 'Turnover', token: '9e+999', count: 1, rows: [3] },
    ]);
  });

  test('16,384 columns', async () => {
    const width = 16_384;
    const imported = await importRows([
      Array.from({ length: width }, (_none, i) => `c${i}`),
      Array.from({ length: width }, (_none, i) => i),
      Array.from({ length: width }, (_none, i) => i * 2),
    ]);
    expect(imported.table.columns).toHaveLength(width);
  });

  test('a cancelled import stops', async () => {
    const stop = new AbortController();
    stop.abort();
    const raw = rawRead([['a'], [1], [2]]);
    await expect(importRaw(raw, defaultRecipe(), testRun({ signal: stop.signal }), 'x')).rejects.toMatchObject({
      name: 'Cancelled',
    });
  });

  test('a cancel comes through while a large table is read', async () => {
    const stop = new AbortController();
    const rows = Array.from({ length: 30_000 }, (_none, i) => [i, `remark ${i}`, i % 7, `x${i % 50}`]);
    const raw = rawRead([['CustomerID', 'Remark', 'Alerts', 'City'], ...rows]);
    const work = importRaw(raw, defaultRecipe(), testRun({ signal: stop.signal }), 'x');
    setTimeout(() => stop.abort(), 1);
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
  });

  test('the same rows give the same table', async () => {
    const rows = [
      ['CustomerID', 'City', 'When date'],
      [1, 'x', '3/4/2024'],
      [2, 'Y', '13/4/2024'],
      [3, 'y', 'NULL'],
    ];
    const [first, second] = [await importRows(rows), await importRows(rows)];
    expect(second).toEqual(first);
    expect(JSON.parse(JSON.stringify(first.report))).toEqual(first.report);
  });
});
