import { expect, it } from 'vitest';
import { editBlocks } from '#engine/reports/sections/edits';

it('cells corrected by hand are listed with what the file holds', () => {
  expect(editBlocks([])).toEqual([]);
  const [block] = editBlocks([
    { row: 3, column: 'Balance', from: 20, to: null },
    { row: 4, column: 'Active', from: null, to: true },
  ]);
  expect(block).toMatchObject({
    kind: 'table',
    table: {
      n: 'n = 2 cells',
      rows: [
        ['3', 'Balance', '20', 'missing'],
        ['4', 'Active', 'missing', 'yes'],
      ],
    },
  });
});
