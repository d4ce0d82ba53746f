/** What became of a file of outcomes or corrections, as plain data. */
import type { MeasuredPerformance } from '../monitor/result.ts';
import type { About, CorrectionList } from './choices.ts';

/** Rows of each kind that an account shows. */
export const MOST_SHOWN_ROWS = 20;

/** A row that was left out. */
export interface LeftRow {
  /** In the sheet, from 1. */
  row: number;
  text: string;
  why: string;
}
/** rows = matched + unknownKey + duplicate + unreadable. */
export interface RowCounts {
  rows: number;
  /** Outcomes that count, or corrections that were made. */
  matched: number;
  /** No customer of the book has the key. */
  unknownKey: number;
  /** Another row says the same of a customer at a later date, or further below where the dates are the same. */
  duplicate: number;
  unreadable: number;
  /** At most 20 of each kind, in order. */
  left: LeftRow[];
}
export interface OutcomeAccount extends RowCounts {
  id: string;
  file: { name: string; sha256: string };
  /** What it is about where something else is scored: its outcomes do not count then. */
  otherTarget?: About;
  /** ISO 8601 UTC. */
  at: string;
  key: string;
  outcome: string;
  date: string | null;
  /** The column of the book that the keys were found in; null where none was. */
  keyColumn: string | null;
  /** ISO days of the outcomes that count, where they are dated. */
  firstDay: string | null;
  lastDay: string | null;
  nEvents: number;
  /** Of those matched: the book did not know the outcome, or says otherwise. */
  filled: number;
  changed: number;
}
export interface CorrectionAccount
  extends RowCounts, Pick<CorrectionList, 'file' | 'at' | 'cells' | 'segments' | 'tiers'> {}
/** What is known of the customers of the book through feedback, and how good their scores were by it. */
export interface BookFeedback {
  n: number;
  nEvents: number;
  filled: number;
  changed: number;
  sentence: string;
  measured: MeasuredPerformance | null;
  notMeasured: string | null;
}
