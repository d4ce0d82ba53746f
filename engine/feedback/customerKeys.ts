import { joinKey } from '../combine/joinKeys.ts';
import { identifierColumns } from '../import/findCustomer.ts';
import type { Imported } from '../import/Imported.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';

/** The customers of a book under the keys of one identifier. */
export interface CustomerKeys {
  readonly column: string;
  /** [nRows], as keys of a join are compared; '' where there is none. */
  readonly keys: readonly string[];
}

/**
 * The identifier of which customers have any of these keys, looked for in one identifier column after the other; the first where none has.
 * @returns null where the customers have no identifier
 */
export function customerKeys(imported: Imported, isWanted: (key: string) => boolean): CustomerKeys | null {
  let first: CustomerKeys | null = null;
  for (const column of identifierColumns(imported)) {
    const found = { column: column.name, keys: keysOfColumn(column, imported.table.nRows) };
    if (found.keys.some(key => key !== '' && isWanted(key))) return found;
    first ??= found;
  }
  return first;
}

/** The first row of each key. */
export function rowsByKey({ keys }: CustomerKeys): Map<string, number> {
  const rows = new Map<string, number>();
  keys.forEach((key, row) => key !== '' && !rows.has(key) && rows.set(key, row));
  return rows;
}

function keysOfColumn(column: Column, nRows: number): string[] {
  if (column.kind === 'category' || column.kind === 'text') {
    const levels = column.levels.map(joinKey);
    return Array.from(column.codes, code => (code < 0 ? '' : levels[code]));
  }
  return Array.from({ length: nRows }, (_row, row) => {
    const value = cellValue(column, row);
    return value === null ? '' : joinKey(String(value));
  });
}
