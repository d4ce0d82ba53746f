import { AppError } from '#shared/errors';
import { formatThings } from '#shared/format';
import { checkOptions } from '#shared/option';
import type { Recipe } from '#shared/recipe';
import {
  RFM_COLUMNS,
  RFM_LEFT_OUT,
  RFM_OPTIONS,
  RFM_SEGMENTS,
  rfmSegment,
  type RfmAccount,
  type RfmLeftOut,
  type RfmOptions,
  type RfmSegment,
} from '#shared/rfm';
import type { RawRead } from '../../formats/defineFormat.ts';
import { breathe } from '../../import/breathe.ts';
import type { SheetParts } from '../../import/readSheet.ts';
import type { Run } from '../../jobs/Run.ts';
import { dayNumber, isoDate } from '../../table/cellValue.ts';
import { CELL_DATE, CELL_EMPTY, CELL_NUMBER, CELL_TEXT, type RawColumn } from '../../table/RawTable.ts';
import { pickCells, type PlainTable } from '../PlainTable.ts';
import { carriedRows } from './carry.ts';
import { readTransactions, type Transactions } from './readTransactions.ts';
import { rollUp, type RolledUp } from './rollUp.ts';
import { NETTED, rowStates, stateOf, USED } from './rowStates.ts';
import { underOwnNames } from './underOwnNames.ts';
import { layWindows, windowsOf, type Windows } from './windows.ts';
import { rankScores, recencyScores } from './scores.ts';

export interface RfmResult {
  readonly table: PlainTable;
  readonly account: RfmAccount;
  /** [data rows]: what became of each; see `rowStates`. */
  readonly states: Uint8Array;
}

/**
 * Turns a list of transactions into one row per customer: recency, frequency, monetary value, tenure, average ticket, gaps between
 * purchases, returns, scores from 1 to 5 and the named segment of the rule, and with an outcome window whether the customer stayed away in it.
 * @param given options as in `RFM_OPTIONS`
 * @throws AppError `option.invalid`, `rfm.noColumn`, `rfm.noRows`, `rfm.windowOpen`, `data.unknownColumn`; Cancelled
 *
 * Source: Hughes, A. M. (1994), Strategic Database Marketing, chapter on recency, frequency and monetary quintiles.
 */
export async function rfmTable(
  raw: RawRead,
  sheet: SheetParts,
  given: Readonly<Record<string, unknown>>,
  recipe: Recipe,
  run: Run,
  fileName: string,
): Promise<RfmResult> {
  const options = underOwnNames(checkedOptions(given), sheet.names);
  const transactions = await readTransactions(raw, sheet, options, recipe, run, fileName);
  await breathe(run, transactions.n);
  const states = rowStates(transactions, options);
  const windows = windowsOf(transactions, states, options);
  const bought = layWindows(transactions, states, windows);
  const rolled = rollUp(transactions, states, () => noRows(fileName, states));
  await breathe(run, transactions.n);
  const churned = windows.outcomeEnd === null ? null : rolled.customers.map(customer => 1 - bought[customer]);
  const made = { ...measures(rolled, windows.referenceDay), churned };
  const account = accountOf(transactions, states, rolled, made, { options, windows });
  return { table: tableOf(raw, sheet, transactions, rolled, made, options), account, states };
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws AppError `option.invalid` */
export function checkedOptions(given: Readonly<Record<string, unknown>>): RfmOptions {
  const options = checkOptions(RFM_OPTIONS, given);
  const { referenceDay } = options;
  const isDay = ISO_DAY.test(referenceDay) && !Number.isNaN(dayNumber(referenceDay));
  if (referenceDay !== '' && !isDay)
    throw new AppError('option.invalid', {
      option: 'referenceDay',
      allowed: 'a day such as 2024-12-31, or empty',
      got: referenceDay,
    });
  return options;
}

interface Measures {
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly scores: { readonly recency: Uint8Array; readonly frequency: Uint8Array; readonly monetary: Uint8Array };
  readonly segments: readonly RfmSegment[];
}
/** [customers]: 1 where nothing was bought in the outcome window; null without one. */
interface Made extends Measures {
  readonly churned: Int32Array | null;
}

function measures(rolled: RolledUp, referenceDay: number): Measures {
  const { frequency, monetary, firstDays, lastDays } = rolled;
  const recency = lastDays.map(day => referenceDay - day);
  const scores = {
    recency: recencyScores(recency),
    frequency: rankScores(frequency),
    monetary: rankScores(monetary),
  };
  const segments = Array.from(rolled.customers, (_customer, c) =>
    rfmSegment(scores.recency[c], scores.frequency[c], scores.monetary[c]),
  );
  const numbers = new Map<string, Float64Array>([
    [RFM_COLUMNS.recency, recency],
    [RFM_COLUMNS.frequency, frequency],
    [RFM_COLUMNS.monetary, monetary],
    [RFM_COLUMNS.tenure, firstDays.map(day => referenceDay - day)],
    [RFM_COLUMNS.ticket, monetary.map((sum, c) => sum / frequency[c])],
    [RFM_COLUMNS.gap, rolled.meanGaps],
    [RFM_COLUMNS.gapSd, rolled.sdGaps],
    [RFM_COLUMNS.returns, rolled.returns],
  ]);
  return { numbers, scores, segments };
}

function tableOf(
  raw: RawRead,
  sheet: SheetParts,
  t: Transactions,
  rolled: RolledUp,
  { numbers, scores, segments, churned }: Made,
  options: RfmOptions,
): PlainTable {
  const { data } = sheet.rows;
  const strings = [...raw.table.strings];
  const cellsOf = (name: string) => raw.table.columns[sheet.positions[sheet.names.indexOf(name)]];
  const named: [string, RawColumn][] = [
    [
      options.customer,
      pickCells(
        cellsOf(options.customer),
        rolled.firstRows.map(row => data[row]),
      ),
    ],
  ];
  for (const [name, values] of numbers) named.push([name, numberCells(values, CELL_NUMBER)]);
  named.push([RFM_COLUMNS.first, numberCells(rolled.firstDays, CELL_DATE)]);
  named.push([RFM_COLUMNS.last, numberCells(rolled.lastDays, CELL_DATE)]);
  const carried = new Set([options.customer]);
  for (const [take, names] of [
    ['mostFrequent', options.carryMostFrequent],
    ['last', options.carryLast],
  ] as const) {
    for (const name of names) {
      if (carried.has(name)) continue;
      carried.add(name);
      const rows = carriedRows(t.carried.get(name)!, rolled, take, t.days);
      named.push([name, carriedCells(cellsOf(name), rows, data)]);
    }
  }
  named.push([RFM_COLUMNS.recencyScore, numberCells(scores.recency, CELL_NUMBER)]);
  named.push([RFM_COLUMNS.frequencyScore, numberCells(scores.frequency, CELL_NUMBER)]);
  named.push([RFM_COLUMNS.monetaryScore, numberCells(scores.monetary, CELL_NUMBER)]);
  const numberOfSegment = new Map(RFM_SEGMENTS.map(segment => [segment, strings.push(segment) - 1]));
  const segmentCells = Float64Array.from(segments, segment => numberOfSegment.get(segment)!);
  named.push([RFM_COLUMNS.segment, numberCells(segmentCells, CELL_TEXT)]);
  if (churned) {
    const [no, yes] = ['No', 'Yes'].map(word => strings.push(word) - 1);
    named.push([
      RFM_COLUMNS.churned,
      numberCells(
        churned.map(is => (is ? yes : no)),
        CELL_TEXT,
      ),
    ]);
  }
  return {
    nRows: rolled.customers.length,
    names: named.map(([name]) => name),
    columns: named.map(([, column]) => column),
    strings,
    origins: rolled.firstRows.map(row => data[row] + 1),
  };
}

function numberCells(values: ArrayLike<number>, kind: number): RawColumn {
  const own = Float64Array.from(values);
  return {
    kinds: Uint8Array.from(own, value => (Number.isNaN(value) ? CELL_EMPTY : kind)),
    values: own.map(value => (Number.isNaN(value) ? 0 : value)),
  };
}

function carriedCells(column: RawColumn, rows: Int32Array, data: Int32Array): RawColumn {
  const cells = pickCells(
    column,
    rows.map(row => (row < 0 ? 0 : data[row])),
  );
  return { kinds: cells.kinds.map((kind, c) => (rows[c] < 0 ? CELL_EMPTY : kind)), values: cells.values };
}

function accountOf(
  t: Transactions,
  states: Uint8Array,
  rolled: RolledUp,
  { segments, churned }: Made,
  { options, windows }: { options: RfmOptions; windows: Windows },
): RfmAccount {
  const { used, netted, leftOut } = countStates(states);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const bySegment = new Map<RfmSegment, { customers: number; monetary: number }>(
    RFM_SEGMENTS.map(segment => [segment, { customers: 0, monetary: 0 }]),
  );
  segments.forEach((segment, c) => {
    const entry = bySegment.get(segment)!;
    entry.customers++;
    entry.monetary += rolled.monetary[c];
  });
  return {
    rows: t.n,
    used,
    netted,
    leftOut,
    customers: rolled.customers.length,
    customersWithoutPurchase: rolled.customersWithoutPurchase,
    purchases: sum(rolled.frequency),
    monetary: sum(rolled.monetary),
    firstDay: isoDate(rolled.firstDays.reduce((a, b) => Math.min(a, b), Infinity)),
    lastDay: isoDate(rolled.lastDays.reduce((a, b) => Math.max(a, b), -Infinity)),
    referenceDay: isoDate(windows.referenceDay),
    isReferenceGiven: options.referenceDay !== '',
    outcome:
      churned && windows.outcomeEnd !== null
        ? { lastDay: isoDate(windows.outcomeEnd), churned: churned.reduce((sum, is) => sum + is, 0) }
        : null,
    segments: [...bySegment].map(([segment, entry]) => ({ segment, ...entry })),
    options,
  };
}

function countStates(states: Uint8Array): Pick<RfmAccount, 'used' | 'netted' | 'leftOut'> {
  const counts = new Float64Array(256);
  for (let row = 0; row < states.length; row++) counts[states[row]]++;
  const leftOut = RFM_LEFT_OUT.map(reason => [reason, counts[stateOf(reason)]] as const);
  return { used: counts[USED], netted: counts[NETTED], leftOut: Object.fromEntries(leftOut) as RfmAccount['leftOut'] };
}

const REASON_WORDS: Readonly<Record<RfmLeftOut, string>> = {
  missingCustomer: 'without a customer',
  unreadableDate: 'without a readable date',
  unreadableAmount: 'without a readable amount',
  afterReference: 'after the reference day',
  beforeWindow: 'before the observation window',
  return: 'returned or cancelled',
  zeroPrice: 'worth nothing',
  repeated: 'repeated',
};

function noRows(name: string, states: Uint8Array): AppError {
  const { leftOut, netted } = countStates(states);
  const reasons = RFM_LEFT_OUT.filter(reason => leftOut[reason] > 0).map(
    reason => `${formatThings(leftOut[reason], 'row')} ${REASON_WORDS[reason]}`,
  );
  if (netted > 0) reasons.push(`${formatThings(netted, 'row')} ${REASON_WORDS.return}`);
  return new AppError('rfm.noRows', { name, reasons: reasons.join(', ') || 'it has no rows' });
}
