import type { Column, Table } from '../table/Column.ts';
import type { ModelColumn } from './ModelDocument.ts';

/** A table of no customers with the columns of the book; levels are those of whoever comes. */
export function emptyTable(columns: readonly ModelColumn[]): Table {
  return {
    nRows: 0,
    columns: columns.map(({ name, header, kind, isPercent }) => {
      const column = emptyColumn(header === null ? { name, kind } : { name, header, kind }, 0);
      return isPercent && column.kind === 'number' ? { ...column, isPercent } : column;
    }),
  };
}

/** A column without a single value. */
export function emptyColumn({ name, header, kind }: Pick<Column, 'name' | 'header' | 'kind'>, nRows: number): Column {
  const named = header === undefined ? { name } : { name, header };
  switch (kind) {
    case 'number':
    case 'date':
      return { ...named, kind, values: new Float64Array(nRows).fill(NaN) };
    case 'boolean':
      return { ...named, kind, values: new Uint8Array(nRows).fill(2) };
    case 'set':
      return { ...named, kind, members: [], offsets: new Int32Array(nRows + 1), codes: new Int32Array(0) };
    default:
      return { ...named, kind, codes: new Int32Array(nRows).fill(-1), levels: [] };
  }
}
