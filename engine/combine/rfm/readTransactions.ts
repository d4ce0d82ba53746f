import type { Recipe } from '#shared/recipe';
import type { RfmOptions } from '#shared/rfm';
import type { RawRead } from '../../formats/defineFormat.ts';
import { readColumns } from '../../import/readColumns.ts';
import type { SheetParts } from '../../import/readSheet.ts';
import { findDuplicates } from '../../import/rows/findDuplicates.ts';
import type { Run } from '../../jobs/Run.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../table/Column.ts';
import { columnAt } from '../columnAt.ts';
import { requireParts } from './missingParts.ts';

/** What RFM needs of a list of transactions, row by row. */
export interface Transactions {
  readonly n: number;
  /** [n]: index into `customerNames`, -1 is missing. */
  readonly customers: Int32Array;
  readonly customerNames: readonly string[];
  /** [n]: whole days since 1970-01-01; NaN where there is none. */
  readonly days: Float64Array;
  /** [n]: the value of the row; NaN where there is none. */
  readonly amounts: Float64Array;
  /** [n]: 1 where quantity or amount is negative, or the invoice is a cancellation. */
  readonly isReturn: Uint8Array;
  /** [n]: 1 where a price or an amount is zero. */
  readonly isZero: Uint8Array;
  /** [n]: the earlier row that is equal in every column, -1 where there is none; null where repeats are kept. */
  readonly repeatOf: Int32Array | null;
  /** [n]: index into the names of invoices, -1 is missing; null where none is chosen. */
  readonly invoices: Int32Array | null;
  readonly nInvoices: number;
  /** Columns to carry over, typed: by name. */
  readonly carried: ReadonlyMap<string, Column>;
}

const CANCELLATION = /^c\d/i;

/** @throws AppError `rfm.noColumn`, `data.unknownColumn`, Cancelled */
export async function readTransactions(
  raw: RawRead,
  sheet: SheetParts,
  options: RfmOptions,
  recipe: Recipe,
  run: Run,
  fileName: string,
): Promise<Transactions> {
  requireParts(options, fileName);
  const typed = await typedColumns(raw, sheet, options, recipe, run, fileName);
  const customer = typed.get(options.customer) as CategoryColumn;
  const date = typed.get(options.date) as NumberColumn;
  const invoice = options.invoice === '' ? null : (typed.get(options.invoice) as CategoryColumn);
  const numbers = (name: string) => (name === '' ? null : (typed.get(name) as NumberColumn).values);
  const [quantity, price] = [numbers(options.quantity), numbers(options.price)];
  const amounts = numbers(options.amount) ?? quantity!.map((pieces, row) => pieces * price![row]);
  return {
    n: sheet.rows.data.length,
    customers: customer.codes,
    customerNames: customer.levels,
    days: date.values.map(Math.floor),
    amounts,
    isReturn: returnsIn(amounts, quantity, invoice),
    isZero: zerosIn(amounts, price),
    repeatOf: options.repeatedRows === 'exclude' ? findDuplicates(raw.table, sheet.rows.data) : null,
    invoices: invoice?.codes ?? null,
    nInvoices: invoice?.levels.length ?? 0,
    carried: typed,
  };
}

/** The columns that are used, each read as what it is chosen for. */
async function typedColumns(
  raw: RawRead,
  sheet: SheetParts,
  options: RfmOptions,
  recipe: Recipe,
  run: Run,
  fileName: string,
): Promise<Map<string, Column>> {
  const columns: Recipe['columns'] = {};
  for (const name of [...options.carryMostFrequent, ...options.carryLast]) columns[name] = {};
  for (const name of [options.amount, options.quantity, options.price])
    if (name !== '') columns[name] = { kind: 'number' };
  for (const name of [options.customer, options.invoice]) if (name !== '') columns[name] = { kind: 'text' };
  columns[options.date] = { kind: 'date' };
  const names = Object.keys(columns);
  const positions = names.map(name => sheet.positions[columnAt(sheet.names, name, fileName)]);
  const { missingWords } = sheet;
  const read = await readColumns(
    { ...sheet, raw, rows: sheet.rows.data, positions, names, missingWords, recipe: { ...recipe, columns } },
    run,
  );
  return new Map(read.columns.map(column => [column.name, column]));
}

function returnsIn(amounts: Float64Array, quantity: Float64Array | null, invoice: CategoryColumn | null): Uint8Array {
  const isReturn = new Uint8Array(amounts.length);
  for (let row = 0; row < isReturn.length; row++)
    if (amounts[row] < 0 || (quantity !== null && quantity[row] < 0)) isReturn[row] = 1;
  if (invoice === null) return isReturn;
  const isCancelled = Uint8Array.from(invoice.levels, level => Number(CANCELLATION.test(level)));
  const { codes } = invoice;
  for (let row = 0; row < isReturn.length; row++) if (codes[row] >= 0) isReturn[row] |= isCancelled[codes[row]];
  return isReturn;
}

function zerosIn(amounts: Float64Array, price: Float64Array | null): Uint8Array {
  const isZero = new Uint8Array(amounts.length);
  for (let row = 0; row < isZero.length; row++)
    if (amounts[row] === 0 || (price !== null && price[row] === 0)) isZero[row] = 1;
  return isZero;
}
