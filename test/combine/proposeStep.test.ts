import { describe, expect, it } from 'vitest';
import { plainTable, sheetOf } from '#engine/combine/PlainTable';
import { proposeStep } from '#engine/combine/proposeStep';
import { defaultReading } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { rawRead, type CellGiven } from '../support/rawTable.ts';

function table(rows: readonly (readonly CellGiven[])[]) {
  const raw = rawRead(rows, { sheet: null, format: 'csv' });
  return plainTable(raw, sheetOf(raw, defaultReading(), defaultRecipe(), 'book.csv'));
}

/** Customers from a number on, with incomes that many of them share. */
function month(from: number, header = ['CustomerID', 'Income', 'Age']) {
  const rows = Array.from({ length: 40 }, (_none, i) => [`K${from + i}`, 900 + ((i * 37) % 101), 20 + i]);
  return table([header, ...rows]);
}

describe('how a further table is put together', () => {
  it('is below, where its columns are the same and its customers others, however alike their incomes are', () => {
    expect(proposeStep(month(100), month(200, ['CUSTOMER ID', 'income', 'age']))).toMatchObject({
      how: 'append',
      why: '3 of 3 columns have the same name in both tables.',
    });
  });

  it('is by key, where it names the same customers', () => {
    const expected = { how: 'join', key: 'CustomerID', tableKey: 'CustomerID' };
    expect(proposeStep(month(100), month(110))).toMatchObject(expected);
    const limits = table([['Client', 'Limit'], ...Array.from({ length: 40 }, (_none, i) => [`k${100 + i}`, i % 3])]);
    expect(proposeStep(month(100), limits)).toMatchObject({ ...expected, tableKey: 'Client' });
  });
});
