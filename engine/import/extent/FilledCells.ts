import { CELL_EMPTY, CELL_TEXT, type RawTable } from '../../table/RawTable.ts';
import type { SheetRange } from './SheetRange.ts';

/** Which cells of a sheet hold more than spaces. */
export class FilledCells {
  private readonly table: RawTable;
  private readonly isBlankText: Uint8Array;
  private readonly hasBlankTexts: boolean;

  constructor(table: RawTable) {
    this.table = table;
    this.isBlankText = Uint8Array.from(table.strings, text => (text.length < 20 && text.trim() === '' ? 1 : 0));
    this.hasBlankTexts = this.isBlankText.includes(1);
  }

  get whole(): SheetRange {
    const { nRows, columns } = this.table;
    return { firstRow: 0, endRow: nRows, firstColumn: 0, endColumn: columns.length };
  }

  isFilled(row: number, position: number): boolean {
    const { kinds, values } = this.table.columns[position];
    return kinds[row] !== CELL_EMPTY && !(kinds[row] === CELL_TEXT && this.isBlankText[values[row]] === 1);
  }

  /** [rows of the range], filled cells in each. */
  perRow({ firstRow, endRow, firstColumn, endColumn }: SheetRange): Uint16Array {
    const counts = new Uint16Array(endRow - firstRow);
    for (let position = firstColumn; position < endColumn; position++) {
      const kinds = this.table.columns[position].kinds.subarray(firstRow, endRow);
      countFilled(kinds, counts);
      if (!this.hasBlankTexts) continue;
      for (let i = 0; i < kinds.length; i++)
        if (kinds[i] === CELL_TEXT && !this.isFilled(firstRow + i, position)) counts[i]--;
    }
    return counts;
  }

  /** [columns of the range], 1 where a column has any filled cell. */
  columns({ firstRow, endRow, firstColumn, endColumn }: SheetRange): Uint8Array {
    const found = new Uint8Array(endColumn - firstColumn);
    for (let position = firstColumn; position < endColumn; position++) {
      for (let row = firstRow; row < endRow; row++) {
        if (!this.isFilled(row, position)) continue;
        found[position - firstColumn] = 1;
        break;
      }
    }
    return found;
  }

  /** The smallest rectangle that holds every filled cell of the range; null where there is none. */
  shrink(range: SheetRange): SheetRange | null {
    const columns = this.columns(range);
    const left = columns.indexOf(1);
    if (left < 0) return null;
    const isFilledRow = (row: number) => columns.some((on, i) => on === 1 && this.isFilled(row, range.firstColumn + i));
    let { firstRow, endRow } = range;
    while (!isFilledRow(firstRow)) firstRow++;
    while (!isFilledRow(endRow - 1)) endRow--;
    return {
      firstRow,
      endRow,
      firstColumn: range.firstColumn + left,
      endColumn: range.firstColumn + columns.lastIndexOf(1) + 1,
    };
  }
}

/** A function of its own, so that it is compiled once and not again for every column. */
function countFilled(kinds: Uint8Array, counts: Uint16Array): void {
  for (let i = 0; i < kinds.length; i++) if (kinds[i] !== CELL_EMPTY) counts[i]++;
}
