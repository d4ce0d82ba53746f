import type { Filter } from '../contract/dataset.ts';
import type { Measure } from './evaluation.ts';

/** A condition on one column that a grid can filter by. */
export type StatementCondition = Extract<Filter, { op: 'is' | 'missing' }> | RangeCondition;
type RangeCondition = Extract<Filter, { op: 'between' }> & { low: number; high: number };

/** "Customers with one product and no app login leave 3.1 times as often." */
export interface Statement {
  /** One or two. */
  conditions: StatementCondition[];
  /** The conditions in words: "products 1 and app login no". */
  words: string;
  direction: 'more' | 'less';
  /** Share of events of those that meet the conditions over that of all others; n is those that meet them. */
  ratio: Measure;
  /** Share of events among those that meet the conditions, and among the others. */
  rate: Measure;
  otherRate: Measure;
  /** Customers that meet the conditions in the whole file, and those with the event among them. */
  inAll: { n: number; nEvents: number };
  /** Chance of so large a difference if there were none, times the statements that were tried again. */
  pValue: number;
  sentence: string;
}
export interface StatementsReport {
  /** Strongest first, those that have the event more often before those that have it less often. */
  statements: Statement[];
  /** Groups of customers that were compared in the first half, and those that were tried again in the other. */
  nTried: number;
  nTriedAgain: number;
  /** Customers that statements were looked for in, and those that they were confirmed on. */
  nSearched: number;
  nConfirmed: number;
  /** Smallest group that may be spoken of, in each half. */
  minCustomers: number;
  /** How it was done, in words. */
  method: string;
}
