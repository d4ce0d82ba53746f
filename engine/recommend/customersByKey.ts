import { AppError } from '#shared/errors';
import type { OfferSource } from '#shared/offers/choices';
import { joinKey } from '../combine/joinKeys.ts';
import { identifierColumns } from '../import/findCustomer.ts';
import type { Imported } from '../import/Imported.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';

export interface KeyedCustomers {
  readonly nCustomers: number;
  /** [names]: row of the customer table, or the place of the name itself; -1 where nobody has the key. */
  readonly rowOf: Int32Array;
  /** null where the customers are those of the list. */
  readonly keyColumn: string | null;
}

/** A column names customers when so many of its values are of one row only. */
const NAMES_CUSTOMERS = 0.9;

/**
 * Finds the customers of a list in the customer table by its identifiers, compared as keys of a join are. A list that is the opened file itself, one
 * row per purchase, has no other customer table: its customers are the names in it.
 * @throws AppError `offers.noKey`, `offers.noMatch` for a list in a table of its own
 */
export function customersByKey(
  names: readonly string[],
  imported: Imported,
  source: Extract<OfferSource, { from: 'list' }>,
  { name, id }: { readonly name: string; readonly id: string },
): KeyedCustomers {
  const keys = names.map(joinKey);
  const columns = identifierColumns(imported);
  for (const column of columns) {
    const rows = rowsByKey(column, imported.table.nRows);
    const rowOf = rows && Int32Array.from(keys, key => rows.get(key) ?? -1);
    if (rowOf?.some(row => row >= 0)) return { nCustomers: imported.table.nRows, rowOf, keyColumn: column.name };
  }
  if (id === 'main')
    return { nCustomers: names.length, rowOf: Int32Array.from(names, (_name, i) => i), keyColumn: null };
  if (columns.length === 0) throw new AppError('offers.noKey', { name });
  const example = String(cellValue(columns[0], 0) ?? '').slice(0, 60);
  throw new AppError('offers.noMatch', {
    name,
    column: source.customer,
    key: columns[0].name,
    example: (names[0] ?? '').slice(0, 60),
    keyExample: example,
  });
}

function rowsByKey(column: Column, nRows: number): Map<string, number> | null {
  const rows = new Map<string, number>();
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    const value = cellValue(column, row);
    const key = value === null ? '' : joinKey(String(value));
    if (key === '') continue;
    n++;
    if (!rows.has(key)) rows.set(key, row);
  }
  return n > 0 && rows.size >= NAMES_CUSTOMERS * n ? rows : null;
}
