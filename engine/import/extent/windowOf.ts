import { CELL_EMPTY, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import type { SheetRange } from './SheetRange.ts';

/** The same table with nothing but the cells of the range; rows and columns keep their numbers. */
export function windowOf(table: RawTable, range: SheetRange): RawTable {
  const nRows = Math.min(table.nRows, range.endRow);
  let empty: RawColumn | null = null;
  const columns = table.columns.slice(0, range.endColumn).map((column, position): RawColumn => {
    if (position < range.firstColumn)
      return (empty ??= { kinds: new Uint8Array(nRows).fill(CELL_EMPTY), values: new Float64Array(nRows) });
    if (range.firstRow === 0)
      return { kinds: column.kinds.subarray(0, nRows), values: column.values.subarray(0, nRows) };
    const kinds = column.kinds.slice(0, nRows).fill(CELL_EMPTY, 0, Math.min(range.firstRow, nRows));
    return { kinds, values: column.values.subarray(0, nRows) };
  });
  return { nRows, columns, strings: table.strings };
}
