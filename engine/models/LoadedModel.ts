import type { CellValue } from '#shared/columns';
import type { Confidence } from '#shared/explanation';
import type { ModelIdentity } from '#shared/models/identity';
import type { FormField, Tier } from '#shared/results';
import type { Band } from '#shared/scoring/bands';
import type { Purpose } from '#shared/scoring/choices';
import type { Run } from '../jobs/Run.ts';
import type { Table } from '../table/Column.ts';
import type { AnswerOffers } from './offers/OffersSection.ts';
import type { ModelDocument } from './ModelDocument.ts';

/** One customer by column, as the columns are called in the file or in the model; what is not given is missing. */
export type CustomerValues = Readonly<Record<string, CellValue>>;

export interface AnswerOptions {
  /** Whether reasons are found for each scored event; they cost more than all the rest. */
  readonly reasons: boolean;
}
export interface SegmentAnswer {
  readonly id: number;
  readonly name: string;
  /** By the classifier of the segments. */
  readonly probability: number;
  readonly confidence: Confidence;
  /** Distance to the second nearest centre over that to the own. */
  readonly margin: number;
  /** Farther from its centre than 99 % of the customers of that segment. */
  readonly unlikeAnySeen: boolean;
}
export interface EventAnswer {
  /** Column that is predicted. */
  readonly target: string;
  /** "Exited is Yes". */
  readonly eventWords: string;
  readonly purpose: Purpose;
  readonly probability: number;
  readonly band: Band;
  readonly threshold: number;
  /** Whether the probability is at or above the threshold. */
  readonly isEvent: boolean;
  /** Points, where the model is a scorecard. */
  readonly points: number | null;
  /** At most four, the strongest first, in words; empty where none were asked for. */
  readonly reasons: readonly string[];
  readonly creditLine: number | null;
}
export interface CustomerAnswer {
  /** Null where the model has no segments. */
  readonly segment: SegmentAnswer | null;
  readonly tier: Tier | null;
  /** 0–100. */
  readonly riskScore: number | null;
  readonly events: readonly EventAnswer[];
}
/** Scores of a whole table by one event. */
export interface TableScores {
  readonly eventWords: string;
  /** [nRows] */
  readonly probability: Float64Array;
  /** [nRows], position in BANDS. */
  readonly bands: Uint8Array;
  readonly threshold: number;
  /** [nRows], 1 at or above the threshold. */
  readonly decisions: Uint8Array;
  /** [nRows], the reasons in words; null for customers that none were found for. */
  readonly reasons: readonly (string | null)[];
  /** [nRows], suggested credit line, NaN where there is none; null where the purpose is another. */
  readonly creditLine: Float64Array | null;
}

/**
 * A model file that was opened and checked, ready to answer. Immutable: any number of questions may be asked at once, and none leaves anything behind.
 * Answers are those of the model that learned from all customers; in the run itself a customer with a known outcome is answered by the model of a fold
 * that had not seen it, so that the two differ for such customers and are the same to the bit for all others.
 */
export interface LoadedModel {
  readonly identity: ModelIdentity;
  readonly document: ModelDocument;
  /** What is asked of a customer. */
  readonly inputs: readonly FormField[];
  /**
   * One customer, in this thread.
   * @throws AppError `data.unknownColumn` for a column the model does not know, `option.invalid` for a value that does not fit its column
   */
  answer(values: CustomerValues, options: AnswerOptions): Promise<CustomerAnswer>;
  /** What a customer may be offered; null where the model makes no offers. */
  readonly answerOffers: AnswerOffers | null;
  /**
   * Many customers, in this thread and in their order; lets others come through between them.
   * @throws AppError `model.row` naming the customer whose values do not fit; Cancelled
   */
  answerMany(customers: readonly CustomerValues[], options: AnswerOptions, run: Run): Promise<CustomerAnswer[]>;
  /**
   * Scores of a table that was read and cleaned as the model's recipe says, one per event, over all threads.
   * @param mostReasons customers that reasons are written for, those with the highest scores
   * @throws AppError `data.unknownColumn`; Cancelled
   */
  scoreTable(table: Table, mostReasons: number, run: Run): Promise<TableScores[]>;
}
