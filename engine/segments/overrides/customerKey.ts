import type { Imported } from '../../import/Imported.ts';
import { rowFinder } from '../../import/edits/rowFinder.ts';
import { cellValue } from '../../table/cellValue.ts';
import type { Column } from '../../table/Column.ts';
import { findCustomer, identifierColumns } from '../../import/findCustomer.ts';

const ROW_KEY = /^row (\d{1,10})$/;

/** What a customer is known by from file to file: the identifier as text, or "row 17" of the sheet where there is none. */
export function customerKey(imported: Imported, row: number): string {
  const [identifier] = identifierColumns(imported);
  const id = identifier ? cellValue(identifier, row) : null;
  return id === null ? `row ${imported.sourceRows[row]}` : String(id);
}

/** Row of the first customer with this identifier or key; -1 when there is none. */
export function findByKey(imported: Imported, asked: string): number {
  const row = findCustomer(imported, asked);
  const key = asked.trim().toLowerCase();
  return row >= 0 ? row : (rowsOfKeys(imported, new Set([key])).get(key)?.[0] ?? -1);
}

/** The rows of customers by their keys, ascending; keys that no customer has are not in it. Cost: one pass over the identifiers. */
export function rowsOfKeys(imported: Imported, keys: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  if (keys.size === 0) return found;
  const [identifier] = identifierColumns(imported);
  if (identifier) {
    const keyAt = keyReader(identifier, keys);
    for (let row = 0; row < imported.table.nRows; row++) {
      const key = keyAt(row);
      if (key !== null) found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  const rowOf = rowFinder(imported.sourceRows);
  for (const key of keys) {
    const row = ROW_KEY.test(key) ? rowOf(Number(key.slice(4))) : -1;
    if (row >= 0 && !found.has(key) && (!identifier || cellValue(identifier, row) === null)) found.set(key, [row]);
  }
  return found;
}

/** The key of a row where it is one of those looked for, else null. */
function keyReader(column: Column, keys: ReadonlySet<string>): (row: number) => string | null {
  if (column.kind === 'category' || column.kind === 'text') {
    const wanted = column.levels.map(level => (keys.has(level) ? level : null));
    return row => (column.codes[row] < 0 ? null : wanted[column.codes[row]]);
  }
  if (column.kind === 'number') {
    const wanted = new Map([...keys].map(key => [Number(key), key]));
    return row => {
      const key = wanted.get(column.values[row]);
      return key !== undefined && String(column.values[row]) === key ? key : null;
    };
  }
  return row => {
    const value = cellValue(column, row);
    return value !== null && keys.has(String(value)) ? String(value) : null;
  };
}
