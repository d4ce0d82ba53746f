import { cellValue } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';

/** Rows that agree in every column, missing values included, have one group; groups are numbered by first appearance. */
export function groupEqualRows(columns: readonly Column[], nRows: number): { groupOf: Int32Array; nGroups: number } {
  let groupOf = new Int32Array(nRows);
  let nGroups = nRows === 0 ? 0 : 1;
  for (const column of columns) {
    if (nGroups === nRows) break;
    const { codes, nCodes } = rowCodes(column, nRows);
    const known = new Map<number, number>();
    const finer = new Int32Array(nRows);
    for (let row = 0; row < nRows; row++) {
      const key = groupOf[row] * nCodes + codes[row];
      let group = known.get(key);
      if (group === undefined) known.set(key, (group = known.size));
      finer[row] = group;
    }
    groupOf = finer;
    nGroups = known.size;
  }
  return { groupOf, nGroups };
}

/** A whole number from 0 per row, equal where the values are. */
export function rowCodes(column: Column, nRows: number): { codes: Int32Array; nCodes: number } {
  if ('levels' in column) return { codes: column.codes.map(code => code + 1), nCodes: column.levels.length + 1 };
  if (column.kind === 'boolean') return { codes: Int32Array.from(column.values), nCodes: 3 };
  const codes = new Int32Array(nRows);
  const known = new Map<unknown, number>();
  for (let row = 0; row < nRows; row++) {
    const value = column.kind === 'set' ? cellValue(column, row) : column.values[row];
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    codes[row] = code;
  }
  return { codes, nCodes: known.size };
}
