import { beforeAll, describe, expect, it } from 'vitest';
import { associate } from '#engine/profile/associations/associate';
import {
  finitePart,
  groupsInOrder,
  keptColumn,
  sortColumns,
  sortedByGroup,
  sortedColumn,
} from '#engine/profile/sortedColumns';
import { stream } from '#engine/random';
import { sharedFloat64 } from '#engine/table/Matrix';
import type { NumberColumn, Table } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { importedOf } from '../support/profileOfTable.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

const ROWS = 6000;
let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

/** Amounts with ties, and a column with gaps, both zeros and infinities. */
function table(): Table {
  const random = stream(5, 'sorted');
  const make = (name: string, value: () => number): NumberColumn => {
    const values = sharedFloat64(ROWS);
    for (let row = 0; row < ROWS; row++) values[row] = value();
    return { kind: 'number', name, values };
  };
  const odd = [NaN, -0, 0, Infinity, -Infinity, 3];
  return {
    nRows: ROWS,
    columns: [make('amount', () => random.below(900)), make('odd', () => odd[random.below(odd.length)])],
  };
}
const columnsOf = ({ columns }: Table) => columns as readonly NumberColumn[];

describe('sorted columns', () => {
  it('are sorted once on the threads, as they would be where they are asked for', async () => {
    const book = table();
    const plain = columnsOf(book).map(({ values }) => sortedColumn(values));
    expect(columnsOf(book).map(({ values }) => keptColumn(values))).toEqual([null, null]);
    await sortColumns(book, testRun({ pool }));
    const kept = columnsOf(book).map(({ values }) => keptColumn(values));
    expect(kept).toEqual(plain);
    await sortColumns(book, testRun({ pool }));
    expect(keptColumn(columnsOf(book)[0].values)).toBe(kept[0]);
    for (const { values, rows } of plain) expect(rows).toHaveLength(values.length);
    expect(plain[1].values.filter(Number.isNaN)).toHaveLength(0);
  });

  it('leave infinities out where they are asked to', () => {
    const { values, rows } = finitePart(sortedColumn(Float64Array.of(Infinity, 2, NaN, -Infinity, 1)));
    expect([...values]).toEqual([1, 2]);
    expect([...rows]).toEqual([4, 1]);
    expect(finitePart(sortedColumn(Float64Array.of(NaN, Infinity))).values).toHaveLength(0);
  });

  it('are cut into groups that stay in order', () => {
    const values = Float64Array.of(5, 1, NaN, 3, 4, 1);
    const groups = Int32Array.of(0, 2, 0, 2, 0, 2);
    const inOrder = sortedColumn(values);
    for (const nGroups of [3, 300]) {
      const split = sortedByGroup(inOrder, groupsInOrder(inOrder, groups, nGroups), nGroups);
      expect(split.slice(0, 3).map(own => [...own])).toEqual([[4, 5], [], [1, 1, 3]]);
    }
  });

  it.each([{}, { limits: { work: 1000, smallestSample: 1000 } }])(
    'give the ranks that the values alone give, of all rows and of some: %o',
    async ({ limits }) => {
      const [alone, sorted] = [importedOf(table()), importedOf(table())];
      await sortColumns(sorted.table, testRun({ pool }));
      const found = await associate(sorted, testRun({ pool }), limits);
      expect(found.all).toEqual((await associate(alone, testRun({ pool }), limits)).all);
    },
  );
});
