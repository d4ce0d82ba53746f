import { columnLetter } from '../header/columnNames.ts';

/** A rectangle of cells, counted from 0; the ends are not part of it. */
export interface SheetRange {
  readonly firstRow: number;
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** "B3:N500", whichever corner is named first. The text follows the pattern of `readingSchema.range`. */
export function parseRange(text: string): SheetRange {
  const [a, b] = text.split(':').map(parseCell);
  return {
    firstRow: Math.min(a.row, b.row),
    endRow: Math.max(a.row, b.row) + 1,
    firstColumn: Math.min(a.column, b.column),
    endColumn: Math.max(a.column, b.column) + 1,
  };
}

export function rangeText({ firstRow, endRow, firstColumn, endColumn }: SheetRange): string {
  return `${columnLetter(firstColumn)}${firstRow + 1}:${columnLetter(endColumn - 1)}${endRow}`;
}

function parseCell(text: string): { row: number; column: number } {
  const letters = /^[A-Z]+/.exec(text)![0];
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(text.slice(letters.length)) - 1, column };
}
