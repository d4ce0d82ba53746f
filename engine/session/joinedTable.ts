import type { Imported } from '../import/Imported.ts';
import type { Scored } from '../scoring/Scored.ts';
import type { Segmented } from '../segments/Segmented.ts';
import type { MadeTransitions } from '../segments/tiers/tierTransitions.ts';
import type { Table } from '../table/Column.ts';
import { scoreColumns, tableWithResults, transitionColumns } from './pages.ts';

/** What was found about the customers and stands beside their own columns. */
export interface Results {
  readonly segmented: Segmented | null;
  readonly transitions: MadeTransitions | null;
  readonly scored: Scored | null;
}

const joined = new WeakMap<object, { results: Results; table: Table }>();

/** The joined table is kept with the result it shows, so that a selection made on it stays valid from one question to the next. */
export function joinedTable(imported: Imported, results: Results): Table {
  const { segmented, transitions, scored } = results;
  const key = segmented ?? imported;
  const known = joined.get(key);
  if (known?.results.transitions === transitions && known.results.scored === scored) return known.table;
  const further = [...(transitions ? transitionColumns(transitions) : []), ...(scored ? scoreColumns(scored) : [])];
  const table = tableWithResults(imported, segmented, further);
  joined.set(key, { results, table });
  return table;
}
