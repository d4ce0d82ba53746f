import { AppError } from '#shared/errors';
import { formatThings } from '#shared/format';
import type { OfferSource } from '#shared/offers/choices';
import type { Recipe } from '#shared/recipe';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Imported } from '../import/Imported.ts';
import { readColumns } from '../import/readColumns.ts';
import type { SheetParts } from '../import/readSheet.ts';
import type { Run } from '../jobs/Run.ts';
import { isoDate } from '../table/cellValue.ts';
import type { CategoryColumn, Column } from '../table/Column.ts';
import { buildInteractions, type InteractionRows } from './Interactions.ts';
import { customersByKey } from './customersByKey.ts';
import type { Owned } from './Owned.ts';
import { requireUsable } from './requireUsable.ts';

/** A table of a project whose header and rows are settled. */
export interface ListTable {
  readonly id: string;
  readonly name: string;
  readonly raw: RawRead;
  readonly sheet: SheetParts;
  /** With the reading of this table. */
  readonly recipe: Recipe;
}
type ListSource = Extract<OfferSource, { from: 'list' }>;

/** Products that methods can handle; of more, the most frequent ones. */
export const MOST_PRODUCTS = 4_000;
const MOST_SHOWN = 5;

/**
 * What customers have by a list with a row for each. Customers are the rows of the customer table where its identifiers name them, else those of the
 * list.
 * @throws AppError `data.unknownColumn`, `offers.sameColumn`, `offers.noKey`, `offers.noMatch`, and as `requireUsable`; Cancelled
 */
export async function ownedByList(source: ListSource, list: ListTable, imported: Imported, run: Run): Promise<Owned> {
  const typed = await typedColumns(source, list, run);
  const keys = customersByKey(typed.customer.levels, imported, source, list);
  const ranks = frequentProducts(typed.product);
  const account = { missing: 0, unknownKey: 0, rareProduct: 0, rows: list.sheet.rows.data.length };
  const unknown = new Set<number>();
  const rare = new Set<number>();
  const kept: number[] = [];
  for (let row = 0; row < account.rows; row++) {
    const customer = typed.customer.codes[row];
    const product = typed.product.codes[row];
    const weight = typed.weights ? typed.weights[row] : 1;
    if (customer < 0 || product < 0 || !(weight > 0)) account.missing++;
    else if (keys.rowOf[customer] < 0) {
      account.unknownKey++;
      unknown.add(customer);
    } else if (ranks[product] < 0) {
      account.rareProduct++;
      rare.add(product);
    } else kept.push(row);
  }
  const rows: InteractionRows = {
    customers: Int32Array.from(kept, row => keys.rowOf[typed.customer.codes[row]]),
    products: Int32Array.from(kept, row => ranks[typed.product.codes[row]]),
    weights: Float64Array.from(kept, row => (typed.weights ? typed.weights[row] : 1)),
    times: typed.times && Float64Array.from(kept, row => typed.times![row]),
  };
  const nProducts = ranks.reduce((n, rank) => Math.max(n, rank + 1), 0);
  const interactions = buildInteractions(rows, keys.nCustomers, nProducts);
  const { levels } = typed.product;
  const names: string[] = Array.from({ length: nProducts });
  ranks.forEach((rank, level) => rank >= 0 && (names[rank] = levels[level]));
  const owned: Owned = {
    source,
    sourceText: sourceText(source, list),
    interactions,
    products: names,
    customerNames: keys.keyColumn === null ? typed.customer.levels : null,
    keyColumn: keys.keyColumn,
    account: {
      ...account,
      used: interactions.products.length,
      repeated: kept.length - interactions.products.length,
      unknownCustomers: unknown.size,
      unknownKeys: [...unknown].slice(0, MOST_SHOWN).map(level => typed.customer.levels[level].slice(0, 60)),
      rareProducts: rare.size,
      customers: keys.nCustomers,
      customersWithProducts: interactions.offsets.slice(1).filter((end, c) => end > interactions.offsets[c]).length,
      products: nProducts,
      ...days(rows.times),
    },
    notes: [],
  };
  requireUsable(owned);
  return owned;
}

function sourceText({ customer, product, weight, time }: ListSource, { name, sheet }: ListTable): string {
  const also = [weight && `weight ${weight}`, time && `time ${time}`].filter(Boolean).join(', ');
  return `${formatThings(sheet.rows.data.length, 'row')} of ${name}: customer ${customer}, product ${product}${also ? `, ${also}` : ''}`;
}

async function typedColumns(source: ListSource, { raw, sheet, recipe }: ListTable, run: Run) {
  const { customer, product, weight, time } = source;
  if (customer === product) throw new AppError('offers.sameColumn', { column: customer });
  const columns: Recipe['columns'] = { [customer]: { kind: 'text' }, [product]: { kind: 'text' } };
  if (weight !== null) columns[weight] = { kind: 'number' };
  if (time !== null && !(time in columns)) columns[time] = {};
  const names = Object.keys(columns);
  const positions = names.map(name => sheet.positions[placeOf(sheet.names, name)]);
  const parts = { ...sheet, raw, rows: sheet.rows.data, positions, names, recipe: { ...recipe, columns } };
  const read = await readColumns(parts, run);
  const column = (name: string) => read.columns[names.indexOf(name)];
  return {
    customer: column(customer) as CategoryColumn,
    product: column(product) as CategoryColumn,
    weights: weight === null ? null : (column(weight) as Extract<Column, { kind: 'number' }>).values,
    times: time === null ? null : timesOf(column(time)),
  };
}

function placeOf(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
  throw new AppError('data.unknownColumn', { column: name, columns: shown });
}

const SECONDS_PER_DAY = 86_400;
/** From here numbers are seconds since 1970, and from here milliseconds. */
const FROM_SECONDS = 1e8;
const FROM_MILLISECONDS = 1e11;

/** Days since 1970-01-01; numbers may be seconds or milliseconds since then. @throws AppError `offers.notATime` */
function timesOf(column: Column): Float64Array {
  if (column.kind === 'date') return column.values;
  if (column.kind !== 'number') throw new AppError('offers.notATime', { column: column.name });
  const largest = column.values.reduce((most, value) => (value > most ? value : most), 0);
  const divisor = largest >= FROM_MILLISECONDS ? SECONDS_PER_DAY * 1000 : largest >= FROM_SECONDS ? SECONDS_PER_DAY : 1;
  return column.values.map(value => value / divisor);
}

/** [levels]: place of each product among those that are used, -1 beyond the most frequent. Levels come most frequent first. */
function frequentProducts({ levels }: CategoryColumn): Int32Array {
  return Int32Array.from(levels, (_level, i) => (i < MOST_PRODUCTS ? i : -1));
}

function days(times: Float64Array | null): { firstDay: string | null; lastDay: string | null } {
  const known = times?.filter(Number.isFinite) ?? new Float64Array(0);
  if (known.length === 0) return { firstDay: null, lastDay: null };
  const [first, last] = known.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
  return { firstDay: isoDate(Math.floor(first)), lastDay: isoDate(Math.floor(last)) };
}
