import type { FeatureInfo } from '#shared/results';
import type { Note } from '#shared/notes';
import type { Matrix } from '../table/Matrix.ts';

/** The fitted steps: plain values, enough to treat new customers exactly as the old ones were treated. */
export interface FittedPipeline {
  readonly referenceDay: number;
  readonly inputs: readonly string[];
  readonly steps: readonly { readonly step: string; readonly state: unknown }[];
}
export interface Prepared {
  readonly matrix: Matrix;
  /** One per matrix column. */
  readonly features: readonly FeatureInfo[];
  readonly pipeline: FittedPipeline;
  readonly effects: readonly { step: string; title: string; effect: string }[];
  readonly notes: readonly Note[];
}
