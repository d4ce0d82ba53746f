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

  it('is below, where no column names customers and those that both share repeat in the table', () => {
    const visits = (from: number) =>
      table([
        ['Joined', 'Amount'],
        ...Array.from({ length: 60 }, (_none, i) => [`2024-03-${String(1 + (i % 28)).padStart(2, '0')}`, from + i]),
      ]);
    expect(proposeStep(visits(0), visits(1_000))).toMatchObject({ how: 'append' });
  });

  it('is by key, where it names the same customers', () => {
    const expected = { how: 'join', key: 'CustomerID', tableKey: 'CustomerID' };
    expect(proposeStep(month(100), month(110))).toMatchObject(expected);
    const limits = table([['Client', 'Limit'], ...Array.from({ length: 40 }, (_none, i) => [`k${100 + i}`, i % 3])]);
    expect(proposeStep(month(100), limits)).toMatchObject({ ...expected, tableKey: 'Client' });
  });
});
