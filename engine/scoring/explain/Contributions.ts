import type { AnswerScale } from '#shared/scoring/explanation';

/** How much each feature moves the raw answer of a model away from its average, customer by customer. */
export interface Contributions {
  /** The average raw answer; with the contributions of a row it adds up to the row's own. */
  readonly baseline: number;
  /** [nRows × nFeatures], row-major. */
  readonly values: Float64Array;
  readonly nRows: number;
  readonly nFeatures: number;
}

/** Contributions of a model that is known: what its answer is counted in, and which way the event lies. */
export interface ScoreContributions extends Contributions {
  readonly scale: AnswerScale;
  /** -1 where higher answers mean that the event is less probable, as points of a scorecard may. */
  readonly eventSign: 1 | -1;
}
