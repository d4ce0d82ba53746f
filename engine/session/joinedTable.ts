import type { Imported } from '../import/Imported.ts';
import type { Segmented } from '../segments/Segmented.ts';
import type { Table } from '../table/Column.ts';
import { tableWithResults } from './pages.ts';

const joined = new WeakMap<object, Table>();

/** The joined table is kept with the result it shows, so that a selection made on it stays valid from one question to the next. */
export function joinedTable(imported: Imported, shown: { readonly segmented: Segmented } | null): Table {
  const key = shown?.segmented ?? imported;
  const known = joined.get(key);
  if (known) return known;
  const table = tableWithResults(imported, shown?.segmented ?? null);
  joined.set(key, table);
  return table;
}
