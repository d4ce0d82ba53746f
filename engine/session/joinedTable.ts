import type { Imported } from '../import/Imported.ts';
import type { Segmented } from '../segments/Segmented.ts';
import type { MadeTransitions } from '../segments/tiers/tierTransitions.ts';
import type { Table } from '../table/Column.ts';
import { tableWithResults, transitionColumns } from './pages.ts';

const joined = new WeakMap<object, { transitions: MadeTransitions | null; table: Table }>();

/** The joined table is kept with the result it shows, so that a selection made on it stays valid from one question to the next. */
export function joinedTable(
  imported: Imported,
  shown: { readonly segmented: Segmented } | null,
  transitions: MadeTransitions | null,
): Table {
  const key = shown?.segmented ?? imported;
  const known = joined.get(key);
  if (known?.transitions === transitions) return known.table;
  const further = transitions ? transitionColumns(transitions) : [];
  const table = tableWithResults(imported, shown?.segmented ?? null, further);
  joined.set(key, { transitions, table });
  return table;
}
