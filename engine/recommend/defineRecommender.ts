import type { Note } from '#shared/notes';
import type { RecommenderId } from '#shared/offers/choices';
import type { OptionTable, OptionValues } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import type { Interactions } from './Interactions.ts';
import type { RecommenderModel } from './RecommenderModel.ts';

/** What methods learn from, with what several of them need and is made once. */
export interface Learning {
  readonly known: Interactions;
  /** See `gramOf`: by weights, and by counting each pair once. */
  gram(): Promise<Float64Array>;
  counts(): Promise<Float64Array>;
}

/** A way to tell what a customer may want next from what he and others have. */
export interface Recommender<T extends OptionTable = OptionTable> {
  readonly id: RecommenderId;
  readonly title: string;
  /** What it is good for and what it costs, in a sentence or two for people who choose. */
  readonly help: string;
  /** Keys into `engine/sources.ts`. */
  readonly sources: readonly string[];
  readonly options: T;
  /** @throws Cancelled, and AppErrors of its own about what it cannot handle */
  fit(learning: Learning, options: OptionValues<T>, run: Run): Promise<{ model: RecommenderModel; notes: Note[] }>;
}

export function defineRecommender<T extends OptionTable>(recommender: Recommender<T>): Recommender<T> {
  return recommender;
}
