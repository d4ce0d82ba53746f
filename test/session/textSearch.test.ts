import { describe, expect, it } from 'vitest';
import { TextSearch } from '#engine/session/TextSearch';
import type { Table } from '#engine/table/Column';
import { Cancelled } from '#shared/errors';
import { importRows } from '../support/importRows.ts';
import { testRun } from '../support/testRun.ts';

const rows = [
  ['CustomerID', 'Balance', 'City', 'Opened', 'Is active'],
  ['A1', 1234.5, 'Lahore', '2024-01-05', 'yes'],
  ['A2', 12, 'LAHORE Cantt', '2024-02-05', 'no'],
  ['A3', null, null, '2024-01-09', 'yes'],
  ['A12', -34.5, 'Karachi', '2024-05-05', 'yes'],
];
const ALL = ['CustomerID', 'Balance', 'City', 'Opened', 'Is active'];

async function search(text: string, columns = ALL, order = [0, 1, 2, 3]) {
  const { table } = await importRows(rows);
  const found = await TextSearch.over(table, columns, text, testRun());
  return { found, order: Int32Array.from(order) };
}

describe('finding a text', () => {
  it.each([
    ['lahore', 2],
    ['12', 3],
    ['1,234.5', 1],
    ['34.5', 2],
    ['2024-01', 2],
    ['yes', 3],
    ['a1', 2],
    ['missing', 0],
  ])('%j stands in %i cells', async (text, count) => {
    const { found, order } = await search(text);
    expect(found.count(order)).toBe(count);
    expect(found.next(order, null, false) === null).toBe(count === 0);
  });

  it('goes on in reading order, both ways, and round at the ends', async () => {
    // "12" stands in A2's balance (row 1, column 1), in A1's balance 1234.5 (row 0, column 1) and in the name A12 (row 3, column 0).
    const { found, order } = await search('12');
    const first = found.next(order, null, false)!;
    expect(first).toEqual({ at: 0, column: 1, nth: 1 });
    const second = found.next(order, first, false)!;
    expect(second).toEqual({ at: 1, column: 1, nth: 2 });
    const third = found.next(order, second, false)!;
    expect(third).toEqual({ at: 3, column: 0, nth: 3 });
    expect(found.next(order, third, false)).toEqual(first);
    expect(found.next(order, first, true)).toEqual(third);
    expect(found.next(order, third, true)).toEqual(second);
    expect(found.next(order, { at: 2, column: 4 }, true)).toEqual(second);
  });

  it('follows the rows and columns that are shown', async () => {
    const { found, order } = await search('12', ['Balance'], [3, 1, 0]);
    expect(found.count(order)).toBe(2);
    expect(found.next(order, null, false)).toEqual({ at: 1, column: 0, nth: 1 });
  });

  it('looks through a million rows in chunks, between which it can be stopped', async () => {
    const nRows = 1_000_000;
    const values = Float64Array.from({ length: nRows }, (_none, row) => row);
    const table: Table = { nRows, columns: [{ kind: 'number', name: 'N', values }] };
    const found = await TextSearch.over(table, ['N'], '99999', testRun());
    const all = Int32Array.from(values);
    // 99999 itself and the ten that end and nine that begin with it, of six digits: 199999 … 999999 (9) and 999990 … 999999 (10), 999999 twice.
    expect(found.count(all)).toBe(1 + 9 + 10 - 1);
    const controller = new AbortController();
    let chunks = 0;
    const run = {
      ...testRun({ signal: controller.signal }),
      progress: () => void (++chunks === 3 && controller.abort()),
    };
    await expect(TextSearch.over(table, ['N'], '5', run)).rejects.toThrow(Cancelled);
    expect(chunks).toBe(3);
  });
});
