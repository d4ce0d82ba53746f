import { expect, it } from 'vitest';
import type { PlainTable } from '#engine/combine/PlainTable';
import { proposeStep } from '#engine/combine/proposeStep';
import { CELL_TEXT } from '#engine/table/RawTable';

function table(names: readonly string[], nRows: number, cell: (name: string, row: number) => string): PlainTable {
  const strings: string[] = [];
  const columns = names.map(name => ({
    kinds: new Uint8Array(nRows).fill(CELL_TEXT),
    values: Float64Array.from({ length: nRows }, (_none, row) => strings.push(cell(name, row)) - 1),
  }));
  return { nRows, names, columns, strings, origins: new Int32Array(nRows) };
}

const NAMES = ['CustomerID', 'Joined', 'City', 'Balance', 'Visits'];
const day = (row: number) =>
  `2024-${String(1 + (row % 9)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`;
/** Customers from a number on: two files of it share days, towns and small numbers, and the customers that are in both. */
const book = (first: number, nRows: number) =>
  table(NAMES, nRows, (name, row) => {
    if (name === 'CustomerID') return `K${first + row}`;
    if (name === 'Joined') return day(row * 5);
    if (name === 'City') return ['Lahore', 'Karachi', 'Quetta'][row % 3];
    return String(name === 'Balance' ? first + row * 7 : row % 40);
  });

it('appends the other half of a file, although both halves have customers of the same days', () => {
  const proposed = proposeStep(book(0, 300), book(300, 200));
  expect(proposed).toMatchObject({ how: 'append', why: '5 of 5 columns have the same name in both tables.' });
});

it('joins by the customer where the same customers come with other columns, whatever else the tables share', () => {
  const later = table(['CustomerID', 'Joined', 'Score'], 200, (name, row) => {
    if (name === 'CustomerID') return `K${200 + row}`;
    return name === 'Joined' ? day(row * 5) : String(row);
  });
  expect(proposeStep(book(0, 300), later)).toMatchObject({
    how: 'join',
    key: 'CustomerID',
    tableKey: 'CustomerID',
    why: '50.0 % of the keys of the new table are found in CustomerID.',
  });
  expect(proposeStep(book(0, 300), book(0, 300))).toMatchObject({ how: 'join', key: 'CustomerID' });
});
