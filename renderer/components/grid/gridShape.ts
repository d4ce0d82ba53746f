import { SEGMENT_COLUMN, type GridColumn } from '#shared/contract/dataset';

export const ROW_HEIGHT = 28;
export const HEAD_HEIGHT = 30;
/** Row numbers, and the first column beside them, stay in view. */
export const NUMBER_WIDTH = 64;
/** Further than this, browsers place rows inexactly or cut the page off; longer tables scroll by proportion. */
export const MOST_PIXELS = 6_000_000;
export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 800;

/** `row` -1 is the head. */
export interface CellSpot {
  readonly row: number;
  readonly column: number;
}
export interface GridItem {
  readonly position: number;
  readonly left: number;
  readonly width: number;
}

/** The identifier first (it stays in view), then the others in the order of the file. */
export function arrangeColumns(columns: readonly GridColumn[]): readonly GridColumn[] {
  const frozen = columns.findIndex(column => column.role === 'identifier');
  if (frozen <= 0) return columns;
  return [columns[frozen], ...columns.slice(0, frozen), ...columns.slice(frozen + 1)];
}

/** Left edge of every column, and the right edge of the last: length columns + 1. */
export function columnEdges(columns: readonly GridColumn[], chosen: Readonly<Record<string, number>>): Float64Array {
  const edges = new Float64Array(columns.length + 1);
  edges[0] = NUMBER_WIDTH;
  for (const [i, column] of columns.entries())
    edges[i + 1] = edges[i] + (Object.hasOwn(chosen, column.name) ? chosen[column.name] : widthOf(column, i === 0));
  return edges;
}

function widthOf(column: GridColumn, isFirst: boolean): number {
  if (isFirst) return 140;
  if (column.name === SEGMENT_COLUMN && column.role === 'result') return 220;
  const least = column.kind === 'date' ? 112 : 96;
  return Math.min(220, Math.max(least, column.name.length * 8 + 34));
}

/** The columns that lie between two edges of the view, with one more on each side; the first column is always drawn and not among them. */
export function columnsBetween(edges: Float64Array, left: number, right: number): [first: number, last: number] {
  const last = edges.length - 2;
  if (last < 1) return [1, 0];
  const first = Math.max(1, columnAt(edges, left) - 1);
  return [first, Math.min(last, columnAt(edges, right) + 1)];
}

function columnAt(edges: Float64Array, x: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether a number lies between two others, given in any order. */
export function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

/** Whether a column is read as amounts, which stand to the right. */
export function isNumberColumn(column: Pick<GridColumn, 'kind' | 'role'>): boolean {
  return column.kind === 'number' && column.role !== 'identifier';
}
