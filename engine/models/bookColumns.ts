import type { Column, Table } from '../table/Column.ts';
import type { ModelColumn } from './ModelDocument.ts';

/** A table of no customers with the columns of the book; levels are those of whoever comes. */
export function emptyTable(columns: readonly ModelColumn[]): Table {
  return { nRows: 0, columns: columns.map(emptyColumn) };
}

function emptyColumn({ name, header, kind }: ModelColumn): Column {
  const named = header === null ? { name } : { name, header };
  switch (kind) {
    case 'number':
    case 'date':
      return { ...named, kind, values: new Float64Array(0) };
    case 'boolean':
      return { ...named, kind, values: new Uint8Array(0) };
    case 'set':
      return { ...named, kind, members: [], offsets: new Int32Array(1), codes: new Int32Array(0) };
    default:
      return { ...named, kind, codes: new Int32Array(0), levels: [] };
  }
}
