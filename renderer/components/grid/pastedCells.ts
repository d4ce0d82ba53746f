import { MOST_PASTED } from '#shared/contract/dataset';
import { formatCount } from '#shared/format';

export interface PastedBlock {
  /** By row, then column. */
  readonly cells: readonly (readonly string[])[];
  /** Why the block cannot be pasted. */
  readonly problem: string | null;
}

/**
 * A block copied from a spreadsheet, to be laid over cells from one corner on. A first line that repeats the names of the columns, as our own copy
 * writes it, is no data.
 * @param names the columns from the corner to the right
 * @param nRows rows from the corner down
 */
export function pastedCells(text: string, names: readonly string[], nRows: number): PastedBlock {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const all = lines.map(line => line.split('\t').map(withoutGuard));
  const isHeader = all.length > 1 && all[0].every((cell, i) => cell === names[i]);
  const cells = isHeader ? all.slice(1) : all;
  const width = Math.max(...cells.map(row => row.length));
  return { cells, problem: problemOf(cells.length, width, names.length, nRows) };
}

/** Our own copy puts an apostrophe before what a spreadsheet would run. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}

function problemOf(height: number, width: number, nColumns: number, nRows: number): string | null {
  if (height * width > MOST_PASTED)
    return `At most ${formatCount(MOST_PASTED)} cells can be pasted at once; the block has ${formatCount(height * width)}. Paste it in parts, or correct the file itself.`;
  if (width > nColumns || height > nRows)
    return `The block has ${formatCount(height)} rows and ${formatCount(width)} columns, more than there are from this cell on. Choose a cell further up or to the left.`;
  return null;
}
