import { joinKey } from '../combine/joinKeys.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';
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
 * @param keyColumn what a list calls its keys
 * @returns null where the customers have no identifier
 */
export type FindKeys = (keyColumn: string, isWanted: (key: string) => boolean) => CustomerKeys | null;

/**
 * Finds the identifier that the keys of a list are of: the one that the list names, else the one with most of the keys, the first of equals. The keys of each
 * identifier are read once.
 */
export function keyFinder(imported: Imported): FindKeys {
  const columns = identifierColumns(imported);
  const read = new Map<Column, CustomerKeys>();
  const keysOf = (column: Column) => {
    const keys = read.get(column) ?? { column: column.name, keys: keysOfColumn(column, imported.table.nRows) };
    read.set(column, keys);
    return keys;
  };
  return (keyColumn, isWanted) => {
    const named = columns.find(column => isCalled(column, aliasOf(keyColumn)));
    if (named) return keysOf(named);
    let best: CustomerKeys | null = null;
    let most = -1;
    for (const found of columns.map(keysOf)) {
      const n = new Set(found.keys.filter(key => key !== '' && isWanted(key))).size;
      if (n > most) [best, most] = [found, n];
    }
    return best;
  };
}

/** The same for one list. */
export function customerKeys(imported: Imported, ...asked: Parameters<FindKeys>): CustomerKeys | null {
  return keyFinder(imported)(...asked);
}

function isCalled({ name, header = name }: Column, alias: string): boolean {
  return alias !== '' && (aliasOf(name) === alias || aliasOf(header) === alias);
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
