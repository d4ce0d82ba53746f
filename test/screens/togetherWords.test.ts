import { expect, it } from 'vitest';
import { togetherWords } from '../../renderer/screens/tables/togetherWords.ts';

it('tells what became of rows that were put together, and nothing that did not happen', () => {
  const rows = { duplicate: 0 };
  expect(togetherWords(42, { nRows: 42, rows, fold: null, removedByCleaning: 0 })).toBe(
    '42 rows together, 42 customers.',
  );
  const fold = { keyColumn: 'CustomerID', rowsBefore: 290, customers: 250, foldedCustomers: 40, columns: [] };
  const all = { nRows: 249, rows: { duplicate: 10 }, fold, removedByCleaning: 1 };
  expect(togetherWords(300, all)).toBe(
    '300 rows together, 249 customers: of the rows 10 are repeated, 40 are further ones of customers and 1 is left out by cleaning.',
  );
});
