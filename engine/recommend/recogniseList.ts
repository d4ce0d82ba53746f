import type { OfferSource } from '#shared/offers/choices';
import type { ColumnKind } from '#shared/columns';
import { nameRank, RFM_NAMES } from '../combine/rfm/columnNames.ts';
import { readColumns } from '../import/readColumns.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import type { ListTable } from './readList.ts';

/** What a table looks like to someone who looks for who has what. */
export interface RecognisedList {
  readonly columns: readonly { name: string; kind: ColumnKind }[];
  /** The columns by which it could be a list; null where no two can name customer and product. */
  readonly source: Extract<OfferSource, { from: 'list' }> | null;
  readonly looksLikeList: boolean;
  /** The finding in one sentence. */
  readonly why: string;
}

const PRODUCT_NAMES = [
  'product',
  'productid',
  'productname',
  'productcode',
  'item',
  'itemid',
  'itemname',
  'sku',
  'stockcode',
  'article',
  'articleid',
  'movie',
  'movieid',
  'film',
  'title',
  'policy',
  'policytype',
  'producttype',
  'service',
  'plan',
  'instrument',
  'fund',
  'isin',
  'description',
  'category',
  'merchant',
  'merchantcategory',
];
const WEIGHT_NAMES = ['rating', 'weight', 'score', 'stars', 'count', 'quantity', 'qty', 'units', 'times', 'preference'];
const TIME_NAMES = [...RFM_NAMES.date, 'time', 'datetime', 'openedon', 'opendate', 'startdate', 'since', 'purchasedon'];

/** Rows that are looked at: the first ones, as a person would. */
const LOOKED_AT = 50_000;
/** A list without telling names has so few columns, and at least so many rows per customer. */
const FEW_COLUMNS = 5;
const SEVERAL = 1.5;
/** A rating has no more different values. */
const MOST_RATINGS = 20;
/** Seconds since 1970 from 1976 to 2096. */
const SECONDS = [2e8, 4e9] as const;

/** Looks whether a table is a list of who has what, by the names of its columns, and where these say nothing by what is in them. */
export async function recogniseList({ id, raw, sheet, recipe }: ListTable, run: Run): Promise<RecognisedList> {
  const rows = sheet.rows.data.subarray(0, LOOKED_AT);
  const read = await readColumns({ ...sheet, raw, rows, recipe: { ...recipe, columns: {} } }, run);
  const kinds = read.columns.map(({ name, kind }) => ({ name, kind }));
  const distinct = new Map(read.columns.map(column => [column.name, distinctOf(column)]));
  const found = byNames(read.columns) ?? byContent(read.columns, distinct);
  if (!found)
    return {
      columns: kinds,
      source: null,
      looksLikeList: false,
      why: 'No two of its columns can name customer and product.',
    };
  const { isNamed, ...columns } = found;
  const perCustomer = rows.length / Math.max(1, distinct.get(columns.customer)!);
  const looksLikeList = perCustomer >= (isNamed ? 1.05 : SEVERAL);
  const how = isNamed ? 'The names of its columns say so' : 'What is in its columns says so';
  return {
    columns: kinds,
    source: { from: 'list', table: id, ...columns },
    looksLikeList,
    why: looksLikeList
      ? `${how}: ${columns.customer} names customers, with ${perCustomer.toFixed(1)} rows each, and ${columns.product} products.`
      : `It has about one row per ${columns.customer}, so that it is no list of who has what.`,
  };
}

interface Found {
  readonly customer: string;
  readonly product: string;
  readonly weight: string | null;
  readonly time: string | null;
  readonly isNamed: boolean;
}

function byNames(columns: readonly Column[]): Found | null {
  const taken = new Set<string>();
  const best = (names: readonly string[], kinds: readonly ColumnKind[]) => {
    const [first] = columns
      .filter(({ name, kind }) => !taken.has(name) && kinds.includes(kind))
      .map(({ name }) => ({ name, rank: nameRank(name, names) }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank);
    if (first) taken.add(first.name);
    return first?.name ?? null;
  };
  const keyKinds: readonly ColumnKind[] = ['text', 'category', 'number'];
  const customer = best(RFM_NAMES.customer, keyKinds);
  const product = best(PRODUCT_NAMES, keyKinds);
  if (customer === null || product === null) return null;
  const weight = best(WEIGHT_NAMES, ['number']);
  return { customer, product, weight, time: best(TIME_NAMES, ['date', 'number']), isNamed: true };
}

/** Without telling names: the first two columns that can be keys, a few-valued number as weight, a date or seconds as time. */
function byContent(columns: readonly Column[], distinct: ReadonlyMap<string, number>): Found | null {
  if (columns.length > FEW_COLUMNS) return null;
  const time = columns.find(isTime)?.name ?? null;
  const weight = columns.find(c => c.kind === 'number' && c.name !== time && distinct.get(c.name)! <= MOST_RATINGS);
  const keys = columns.filter(c => c !== weight && c.name !== time && isKey(c));
  if (keys.length < 2) return null;
  return { customer: keys[0].name, product: keys[1].name, weight: weight?.name ?? null, time, isNamed: false };
}

function isTime(column: Column): boolean {
  if (column.kind === 'date') return true;
  return column.kind === 'number' && column.values.every(value => value >= SECONDS[0] && value <= SECONDS[1]);
}

function isKey(column: Column): boolean {
  if (column.kind === 'number') return column.values.every(value => Number.isSafeInteger(value) && value >= 0);
  return column.kind === 'category' || column.kind === 'text';
}

function distinctOf(column: Column): number {
  if (column.kind === 'set') return column.members.length;
  if ('codes' in column) return column.levels.length;
  return new Set(column.values).size;
}
