/** How probabilities are corrected, learned from answers for customers that the model had not seen. Plain and immutable. */
export type CalibrationState =
  | { readonly kind: 'none' }
  /** 1 / (1 + e^(a · logit(p) + b)). */
  | { readonly kind: 'platt'; readonly a: number; readonly b: number }
  /** Straight lines between points, [points] each, ascending; level beyond the first and the last. */
  | { readonly kind: 'isotonic'; readonly from: Float64Array; readonly to: Float64Array };

/** Answers with what happened. */
export interface Answered {
  /** [nRows], within [0, 1] */
  readonly p: Float64Array;
  /** [nRows], 1 where the event happened */
  readonly y: Uint8Array;
  /** [nRows], not negative; null counts every row once */
  readonly weights: Float64Array | null;
}
