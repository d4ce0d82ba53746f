import type { MonitorReference } from '#shared/monitor/reference';
import type { Recipe } from '#shared/recipe';
import type { GaussianNaiveBayesModel } from '../algorithms/gaussianNaiveBayes.ts';
import type { Imported } from '../import/Imported.ts';
import type { InUse } from '../recommend/layOffers.ts';
import type { Offered } from '../recommend/Offered.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Scored, Scorer } from '../scoring/Scored.ts';
import type { Segmented } from '../segments/Segmented.ts';

/** What a model file is made from: customers with the segments, the scores, or both. */
export interface ModelSource {
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly segments: {
    readonly prepared: Prepared;
    readonly segmented: Segmented;
    readonly classifier: GaussianNaiveBayesModel;
  } | null;
  /** The model in use, as it learned from all customers with a known outcome. */
  readonly scores: { readonly scored: Scored; readonly scorer: Scorer } | null;
  /** The customers as counts that later files are held against. */
  readonly reference: MonitorReference;
  /** What customers were offered, and the method in use; absent where no offers were made. */
  readonly offers?: { readonly offered: Offered; readonly inUse: InUse } | null;
  readonly data: { readonly name: string; readonly sha256: string; readonly resultSha256: string | null };
}
/** What the file says beside what was computed. */
export interface ModelNaming {
  readonly name: string;
  readonly owner: string | null;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
  readonly appVersion: string;
}
