import type { ClassifierId } from '#shared/scoring/choices';

/** What a feature was when a model was fitted: its kind, and the levels that its codes count. */
export interface ModelFeature {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** Empty for a number. */
  readonly levels: readonly string[];
}

/** What every classifier leaves behind. Immutable and plain: saving is writing it. */
export interface ClassifierModel {
  readonly algorithm: ClassifierId;
  readonly version: 1;
  readonly features: readonly ModelFeature[];
}
