import type { MonitorPeriod } from '#shared/monitor/result';
import type { FormatReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import type { FittedPipeline } from '../prepare/Prepared.ts';
import type { FittedCleaning } from '../import/Cleaning.ts';
import type { Offered } from '../recommend/Offered.ts';
import type { Scored } from '../scoring/Scored.ts';
import type { Segmented } from '../segments/Segmented.ts';
import type { AuditEntry } from './audit.ts';
import type { RunRecord } from './runRecord.ts';

/** The version of project files that this Tessera writes; it opens every version up to this one. */
export const PROJECT_VERSION = 6;

/** Where the data came from; the cells themselves are in the project. */
export interface SavedSource {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What was asked of the format when it was read. */
  readonly asked: FormatReading;
}
/** A finished segmentation with all that is needed to show it and to place new customers. */
export interface SavedResult {
  /** The recipe it was made with: the current one may have moved on. */
  readonly recipe: Recipe;
  /** Null when the recipe has no cleaning steps. */
  readonly cleaning: FittedCleaning | null;
  readonly pipeline: FittedPipeline;
  readonly segmented: Segmented;
}
/** A finished scoring. Its models are not kept: the same data, recipe and version give them again. */
export interface SavedScores {
  readonly recipe: Recipe;
  readonly cleaning: FittedCleaning | null;
  readonly scored: Scored;
}
/** Finished offers. The method behind them is not kept: the same data, recipe and version give it again. */
export interface SavedOffers {
  readonly recipe: Recipe;
  readonly cleaning: FittedCleaning | null;
  readonly offered: Offered;
}
/** Everything a project file holds. */
export interface ProjectContents {
  readonly version: typeof PROJECT_VERSION;
  /** The Tessera that wrote it. */
  readonly appVersion: string;
  readonly source: SavedSource;
  /** The source table as read, before anything was decided about it. */
  readonly raw: RawRead;
  /** Further tables that are, or were, put together with it. Projects of version 1 have none. */
  readonly tables: readonly { readonly source: SavedSource; readonly raw: RawRead }[];
  readonly history: {
    readonly entries: readonly { readonly label: string; readonly recipe: Recipe }[];
    readonly current: number;
  };
  readonly runs: readonly RunRecord[];
  readonly result: SavedResult | null;
  /** Projects of version 3 and before have none. */
  readonly scores: SavedScores | null;
  /** Later files that were held against the results. */
  readonly periods: readonly MonitorPeriod[];
  /** Projects of version 4 and before have none. */
  readonly offers: SavedOffers | null;
  /** Unused: decisions of people against the result stand in the recipe. */
  readonly overrides: readonly never[];
  readonly audit: readonly AuditEntry[];
}
/** What saving and opening need of a job: a place to report to, and a way to be stopped. */
export type ProjectJob = Pick<Run, 'progress' | 'throwIfCancelled'>;
