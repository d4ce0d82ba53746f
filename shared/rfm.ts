/**
 * RFM: a list of transactions becomes one row per customer. The options are declared once here; the segments are a rule that anyone can read,
 * not a model.
 */
import type { ColumnKind } from './columns.ts';
import { choice, column, columns, int, text, type OptionValues } from './option.ts';

const KEY_KINDS = ['text', 'category', 'number'] as const;

export const RFM_OPTIONS = {
  customer: column({
    title: 'Customer',
    help: 'Names the customer of each transaction. Rows without it are left out and counted.',
    columnKinds: KEY_KINDS,
    default: '',
  }),
  date: column({
    title: 'Date',
    help: 'The day of each transaction; the time of day is left aside.',
    columnKinds: ['date'],
    default: '',
  }),
  amount: column({
    title: 'Amount',
    help: 'The value of each row. Choose none to compute it as quantity times unit price.',
    columnKinds: ['number'],
    default: '',
  }),
  quantity: column({
    title: 'Quantity',
    help: 'Pieces in each row. A negative quantity is a return. Used with the unit price where no amount is chosen.',
    columnKinds: ['number'],
    default: '',
  }),
  price: column({
    title: 'Unit price',
    help: 'Price of one piece. Used with the quantity where no amount is chosen.',
    columnKinds: ['number'],
    default: '',
  }),
  invoice: column({
    title: 'Invoice',
    help: 'Names the purchase a row belongs to: frequency then counts different invoices. An invoice that starts with C is a return. Without it every row is a purchase.',
    columnKinds: KEY_KINDS,
    default: '',
  }),
  referenceDay: text({
    title: 'Reference day',
    help: 'Recency and tenure are measured at this day, such as 2011-12-10, and later rows are left out. Empty takes the day after the last transaction, or the day that leaves room for the outcome window.',
    maxLength: 10,
    default: '',
  }),
  observationMonths: int({
    title: 'Observation window',
    help: 'Only transactions of so many months up to the reference day are looked at. 0 looks at all of them.',
    unit: 'months',
    min: 0,
    max: 240,
    default: 0,
  }),
  outcomeMonths: int({
    title: 'Outcome window',
    help: 'Adds the column Churned: Yes for customers who buy nothing in so many months after the reference day. It is what scores can learn from. 0 adds none.',
    unit: 'months',
    min: 0,
    max: 60,
    default: 0,
  }),
  returns: choice({
    title: 'Returns and cancellations',
    help: 'Rows with a negative quantity or amount, or an invoice that starts with C.',
    values: ['exclude', 'net', 'keep'],
    labels: {
      exclude: 'Leave them out',
      net: 'Take them off the amount only',
      keep: 'Count them like any other row',
    },
    default: 'exclude',
  }),
  zeroPrices: choice({
    title: 'Rows worth nothing',
    help: 'Rows with a price or an amount of zero, such as gifts and corrections.',
    values: ['exclude', 'keep'],
    labels: { exclude: 'Leave them out', keep: 'Count them as purchases' },
    default: 'exclude',
  }),
  repeatedRows: choice({
    title: 'Rows equal in every column',
    help: 'The same article bought twice on one invoice and a row that was exported twice look alike.',
    values: ['keep', 'exclude'],
    labels: { keep: 'Keep them', exclude: 'Leave repeats out' },
    default: 'keep',
  }),
  carryMostFrequent: columns({
    title: 'Carry over the most frequent value',
    help: 'Attributes of the customer that stand in every row, such as the country.',
    columnKinds: ['text', 'category', 'boolean', 'number', 'date'],
    maxItems: 40,
    emptyMeans: 'none',
    default: [],
  }),
  carryLast: columns({
    title: 'Carry over the latest value',
    help: 'Values that change over time, such as a balance: the one of the last transaction is taken.',
    columnKinds: ['text', 'category', 'boolean', 'number', 'date'],
    maxItems: 40,
    emptyMeans: 'none',
    default: [],
  }),
} as const;
export type RfmOptions = OptionValues<typeof RFM_OPTIONS>;

/** Names of the columns that RFM makes, besides the customer's own and what is carried over. */
export const RFM_COLUMNS = {
  recency: 'Recency (days)',
  frequency: 'Frequency',
  monetary: 'Monetary',
  tenure: 'Tenure (days)',
  ticket: 'Average ticket',
  gap: 'Mean gap (days)',
  gapSd: 'Gap deviation (days)',
  returns: 'Returns',
  first: 'First purchase',
  last: 'Last purchase',
  recencyScore: 'Recency score',
  frequencyScore: 'Frequency score',
  monetaryScore: 'Monetary score',
  segment: 'RFM segment',
  churned: 'Churned',
} as const;

/** From the best to those who are gone. */
export const RFM_SEGMENTS = [
  'Champions',
  'Loyal',
  'Potential loyalists',
  'New',
  'Promising',
  'Need attention',
  'About to sleep',
  'At risk',
  'Cannot lose',
  'Hibernating',
  'Lost',
] as const;
export type RfmSegment = (typeof RFM_SEGMENTS)[number];

/**
 * The rule: [recency score − 1][FM − 1], where FM is the mean of the frequency and the monetary score, halves rounded up. Every pair of
 * scores has exactly one name.
 */
export const RFM_RULE: readonly (readonly RfmSegment[])[] = [
  ['Lost', 'Hibernating', 'At risk', 'Cannot lose', 'Cannot lose'],
  ['About to sleep', 'About to sleep', 'At risk', 'At risk', 'Cannot lose'],
  ['Promising', 'Need attention', 'Need attention', 'Loyal', 'Loyal'],
  ['New', 'Potential loyalists', 'Loyal', 'Loyal', 'Champions'],
  ['New', 'Potential loyalists', 'Potential loyalists', 'Champions', 'Champions'],
];

/** The mean of the frequency and the monetary score, halves rounded up. */
export function fmScore(frequency: number, monetary: number): number {
  return Math.floor((frequency + monetary + 1) / 2);
}

export function rfmSegment(recency: number, frequency: number, monetary: number): RfmSegment {
  return RFM_RULE[recency - 1][fmScore(frequency, monetary) - 1];
}

export const RFM_SCORE_RULE =
  'Scores from 1 to 5 are quintiles, 5 is best. Recency: the edges are quantiles of the days, so equal days have equal scores. Frequency and monetary: customers are ranked, ties in the order of their identifiers, and the ranks are cut in fifths.';

/** Why rows of a transaction list were not used, in the order in which it is decided. */
export const RFM_LEFT_OUT = [
  'missingCustomer',
  'unreadableDate',
  'unreadableAmount',
  'afterReference',
  'beforeWindow',
  'return',
  'zeroPrice',
  'repeated',
] as const;
export type RfmLeftOut = (typeof RFM_LEFT_OUT)[number];

/** rows = used + netted + the sum of leftOut. */
export interface RfmAccount {
  /** Data rows of the transaction list. */
  rows: number;
  /** Rows that count as purchases. */
  used: number;
  /** Returns that were only taken off the amount. */
  netted: number;
  leftOut: Record<RfmLeftOut, number>;
  customers: number;
  /** Customers all of whose rows were left out or netted; they have no row in the result. */
  customersWithoutPurchase: number;
  /** Different invoices, or rows where no invoice column is chosen. */
  purchases: number;
  monetary: number;
  /** ISO days. */
  firstDay: string;
  lastDay: string;
  referenceDay: string;
  isReferenceGiven: boolean;
  /** Null without an outcome window; otherwise its last day (ISO) and how many customers bought nothing in it. */
  outcome: { lastDay: string; churned: number } | null;
  segments: { segment: RfmSegment; customers: number; monetary: number }[];
  options: RfmOptions;
}

/** What a table looks like to someone who wants to make customers of its transactions. */
export interface RfmProposal {
  looksLikeTransactions: boolean;
  /** The finding in one sentence. */
  sentence: string;
  options: RfmOptions;
  evidence: { option: keyof RfmOptions; column: string; why: string }[];
  columns: { name: string; kind: ColumnKind }[];
}
