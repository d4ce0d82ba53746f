import { expect, test } from 'vitest';
import { CellGrid } from '#engine/formats/CellGrid';
import { CellWindow } from '#engine/formats/xlsx/CellWindow';
import { newSheetSpace } from '#engine/formats/xlsx/SheetSpace';
import { CELL_NUMBER } from '#engine/table/RawTable';
import { testRun } from '../support/testRun.ts';

const WIDTH = 2_000;

/** Rows of one cell each below a wide one rest from windows, since each of them costs a look through all columns; full rows have them again. */
test('a wide sheet rests from windows where its rows are sparse, and not where they are full', () => {
  const { arena, space } = newSheetSpace(testRun(), Uint8Array.of(0), 0);
  const grid = new CellGrid();
  const window = new CellWindow(space, grid, false);
  const put = (row: number, column: number) => {
    const isInWindow = window.put(row, column, CELL_NUMBER, row + column);
    if (!isInWindow) grid.set(row, column, CELL_NUMBER, row + column);
    return isInWindow;
  };
  for (let column = 0; column < WIDTH; column++) put(0, column);
  let nInWindow = 0;
  for (let row = 1; row <= 1_000; row++) nInWindow += Number(put(row, 0));
  expect(nInWindow).toBeLessThan(200);
  let last = 0;
  for (let row = 1_001; row <= 2_100; row++) {
    last = 0;
    for (let column = 0; column < WIDTH; column += 4) last += Number(put(row, column));
  }
  expect(last).toBe(WIDTH / 4);
  window.close();
  arena.release();
  const { nRows, columns } = grid.toTable();
  expect(nRows).toBe(2_101);
  expect([columns[0].values[500], columns[200].values[2_100], columns[1_999].values[0]]).toEqual([500, 2_300, 1_999]);
  expect(columns[1].kinds[1_500]).toBe(0);
});
