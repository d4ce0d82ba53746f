import { AppError } from '#shared/errors';
import { formatThings } from '#shared/format';
import type { OfferSource } from '#shared/offers/choices';
import type { ColumnRole } from '#shared/columns';
import type { Column, Table } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { buildInteractions } from './Interactions.ts';
import type { Owned } from './Owned.ts';
import { requireUsable } from './requireUsable.ts';

/**
 * What customers have by a table of products: one row each, a number above zero or a yes is owned.
 * @throws AppError `data.unknownColumn`, `offers.notAProduct`, and as `requireUsable`
 */
export function ownedByColumns(
  source: Extract<OfferSource, { from: 'ownership' }>,
  table: Table,
  roles: readonly ColumnRole[],
): Owned {
  const columns = source.products.map(name => requireColumn(table, name));
  const values = columns.map(column => {
    if (roles[table.columns.indexOf(column)] === 'protected' || !isCountable(column))
      throw new AppError('offers.notAProduct', { column: column.name });
    return column.values;
  });
  const rows = { customers: [] as number[], products: [] as number[], weights: [] as number[] };
  for (let customer = 0; customer < table.nRows; customer++) {
    columns.forEach((column, product) => {
      const value = values[product][customer];
      if (!(value > 0) || (column.kind === 'boolean' && value === 2)) return;
      rows.customers.push(customer);
      rows.products.push(product);
      rows.weights.push(value);
    });
  }
  const parts = {
    customers: Int32Array.from(rows.customers),
    products: Int32Array.from(rows.products),
    weights: Float64Array.from(rows.weights),
    times: null,
  };
  const interactions = buildInteractions(parts, table.nRows, columns.length);
  const { offsets } = interactions;
  const customersWithProducts = offsets.slice(1).filter((end, c) => end > offsets[c]).length;
  const n = parts.customers.length;
  const owned: Owned = {
    source,
    sourceText: `${formatThings(columns.length, 'column')} of the customer table, each a product`,
    interactions,
    products: columns.map(({ name }) => name),
    customerNames: null,
    keyColumn: null,
    account: {
      rows: n,
      used: n,
      repeated: 0,
      unknownKey: 0,
      unknownCustomers: 0,
      unknownKeys: [],
      missing: 0,
      rareProduct: 0,
      rareProducts: 0,
      customers: table.nRows,
      customersWithProducts,
      products: columns.length,
      firstDay: null,
      lastDay: null,
    },
    notes: [],
  };
  requireUsable(owned);
  return owned;
}

export type CountableColumn = Extract<Column, { kind: 'number' | 'boolean' }>;

export function isCountable(column: Column): column is CountableColumn {
  return column.kind === 'number' || column.kind === 'boolean';
}
