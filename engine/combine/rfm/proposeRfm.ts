import { formatCount, formatFixed, formatPercent } from '#shared/format';
import { defaults } from '#shared/option';
import type { Recipe } from '#shared/recipe';
import { RFM_OPTIONS, type RfmOptions, type RfmProposal } from '#shared/rfm';
import type { RawRead } from '../../formats/defineFormat.ts';
import { readColumns } from '../../import/readColumns.ts';
import type { SheetParts } from '../../import/readSheet.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Column } from '../../table/Column.ts';
import { isTransactional, isOtherDate, nameRank, RFM_NAMES } from './columnNames.ts';
import { missingParts } from './missingParts.ts';
import { customerKeys, steadyColumns } from './steadyColumns.ts';

/** Rows that are looked at: the first ones, as a person would. */
const LOOKED_AT = 50_000;
/** A list of transactions without telling names has at least so many rows per customer. */
const SEVERAL = 1.5;

type Found = RfmProposal['evidence'][number];
type Need = keyof typeof RFM_NAMES;

const FITTING: Readonly<Record<Need, readonly Column['kind'][]>> = {
  customer: ['text', 'category', 'number'],
  date: ['date'],
  amount: ['number'],
  quantity: ['number'],
  price: ['number'],
  invoice: ['text', 'category', 'number'],
};

/** Looks whether a sheet is a list of transactions, by the names of its columns and by what is in them, and proposes how to use it. */
export async function proposeRfm(raw: RawRead, sheet: SheetParts, recipe: Recipe, run: Run): Promise<RfmProposal> {
  const rows = sheet.rows.data.subarray(0, LOOKED_AT);
  const read = await readColumns({ ...sheet, raw, rows, recipe: { ...recipe, columns: {} } }, run);
  const columns = [...read.columns];
  const found: Found[] = [];
  const options: { -readonly [K in keyof RfmOptions]: RfmOptions[K] } = { ...defaults(RFM_OPTIONS) };
  for (const need of ['customer', 'date', 'amount', 'quantity', 'price', 'invoice'] as const) {
    const choice = byName(columns, need, found) ?? (need === 'date' ? onlyDate(columns) : null);
    if (!choice) continue;
    found.push({ option: need, ...choice });
    options[need] = choice.column;
  }
  if (options.amount !== '') options.price = '';
  const keys = customerKeys(columns.find(column => column.name === options.customer));
  const used = new Set(found.map(({ column }) => column));
  const steady = steadyColumns(
    columns.filter(column => !used.has(column.name)),
    keys,
  );
  options.carryMostFrequent = steady.map(({ name }) => name).slice(0, RFM_OPTIONS.carryMostFrequent.maxItems);
  for (const { name, share } of steady)
    found.push({
      option: 'carryMostFrequent',
      column: name,
      why: `the same in all rows of ${formatPercent(share)} of the customers with several rows`,
    });
  return {
    ...verdict(options, keys, rows.length, sheet.rows.data.length),
    options,
    evidence: found.filter(({ option, column }) => option === 'carryMostFrequent' || options[option] === column),
    columns: columns.map(({ name, kind }) => ({ name, kind })),
  };
}

function byName(columns: readonly Column[], need: Need, found: readonly Found[]): Omit<Found, 'option'> | null {
  const taken = new Set(found.map(({ column }) => column));
  const fitting = columns
    .filter(({ name, kind }) => !taken.has(name) && FITTING[need].includes(kind))
    .map(column => ({ column, rank: nameRank(column.name, RFM_NAMES[need]) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  const best = fitting[0]?.column;
  return best ? { column: best.name, why: `the name says so, and it holds ${KIND_WORDS[best.kind]}` } : null;
}

const KIND_WORDS: Readonly<Record<Column['kind'], string>> = {
  number: 'numbers',
  date: 'dates',
  text: 'texts',
  category: 'texts',
  boolean: 'yes or no',
  set: 'several values',
};

/** A table with one date that is no birth or expiry can mean no other. */
function onlyDate(columns: readonly Column[]): Omit<Found, 'option'> | null {
  const dates = columns.filter(({ name, kind }) => kind === 'date' && !isOtherDate(name));
  return dates.length === 1 ? { column: dates[0].name, why: 'the only column that holds such dates' } : null;
}

function verdict(
  options: RfmOptions,
  keys: ReturnType<typeof customerKeys>,
  nLookedAt: number,
  nRows: number,
): Pick<RfmProposal, 'looksLikeTransactions' | 'sentence'> {
  const lacking = missingParts(options);
  if (lacking.length > 0)
    return { looksLikeTransactions: false, sentence: `Not a list of transactions: it lacks ${lacking.join(' and ')}.` };
  const perCustomer = keys.nRows / Math.max(1, keys.n);
  const isNamed = isTransactional(options.date) || (options.invoice !== '' && isTransactional(options.invoice));
  const several = `${formatFixed(perCustomer, perCustomer < 1.1 ? 2 : 1)} rows per customer`;
  const among = nLookedAt < nRows ? ` among the first ${formatCount(nLookedAt)}` : '';
  const looksLikeTransactions = perCustomer > 1 && (isNamed || perCustomer >= SEVERAL);
  const sentence = looksLikeTransactions
    ? `This looks like a list of transactions: ${formatCount(nRows)} rows, ${several}${among}, each with a date and an amount.`
    : `Not clearly a list of transactions: ${several}${among}.`;
  return { looksLikeTransactions, sentence };
}
