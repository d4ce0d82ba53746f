import { SEGMENT_COLUMN, type Page } from '#shared/contract/dataset';

export const ROW_HEIGHT = 28;
export const HEAD_HEIGHT = 30;
export const FROZEN_WIDTH = 140;
/** Browsers cannot scroll further than about 33 million pixels. */
export const MAX_ROWS = 1_150_000;

export interface CellSpot {
  readonly row: number;
  readonly column: number;
}

/** The identifier first (it stays in view), then the others in the order of the file. */
export function arrangeColumns(columns: Page['columns']): { order: number[]; widths: number[] } {
  const frozen = Math.max(
    0,
    columns.findIndex(column => column.role === 'identifier'),
  );
  const order = columns.map((_, index) => index).filter(index => index !== frozen);
  if (columns.length > 0) order.unshift(frozen);
  const widths = order.map(index => widthOf(columns[index]));
  return { order, widths };
}

function widthOf(column: Page['columns'][number]): number {
  if (column.name === SEGMENT_COLUMN && column.role === 'result') return 220;
  const least = column.kind === 'date' ? 112 : 96;
  return Math.min(220, Math.max(least, column.name.length * 8 + 34));
}

/** Whether a number lies between two others, given in any order. */
export function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

/** Whether a column is read as amounts, which stand to the right. */
export function isNumberColumn(column: Page['columns'][number]): boolean {
  return column.kind === 'number' && column.role !== 'identifier';
}
