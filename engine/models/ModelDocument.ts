import type { ColumnKind, ColumnRole } from '#shared/columns';
import type { ModelCard } from '#shared/models/card';
import type { MonitorReference } from '#shared/monitor/reference';
import type { Recipe } from '#shared/recipe';
import type { FeatureInfo, FormField, ProfileTable, Segmentation } from '#shared/results';
import type { Threshold } from '#shared/scoring/choices';
import type { Evaluation } from '#shared/scoring/evaluation';
import type { TargetSummary } from '#shared/scoring/result';
import type { ClusterModel } from '../algorithms/ClusterModel.ts';
import type { GaussianNaiveBayesModel } from '../algorithms/gaussianNaiveBayes.ts';
import type { DecimalMark } from '../import/cells/parseNumber.ts';
import type { FittedCleaning } from '../import/Cleaning.ts';
import type { FittedPipeline } from '../prepare/Prepared.ts';
import type { FeaturePlan } from '../scoring/features.ts';
import type { Scorer } from '../scoring/Scored.ts';
import type { Centroids } from '../segments/Centroids.ts';
import type { OffersSection } from './offers/OffersSection.ts';
import type { EditStep } from '../segments/edits/EditableGrouping.ts';

/** The version of model files that this Tessera writes; a newer one is refused. */
export const MODEL_VERSION = 2;
/** Those that are read: the second knows of percent signs and of a decimal mark that was chosen. */
export const MODEL_VERSIONS = [1, MODEL_VERSION] as const;

/** A column of the customer table that the model was made on. */
export interface ModelColumn {
  readonly name: string;
  /** The name in the file, where a person gave another. */
  readonly header: string | null;
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
  /** As in `NumberColumn`. */
  readonly isPercent?: true;
}
/** What places customers in segments and tiers. */
export interface SegmentsPart {
  readonly pipeline: FittedPipeline;
  readonly features: readonly FeatureInfo[];
  readonly model: ClusterModel;
  readonly position: Int32Array;
  readonly centroids: Centroids;
  /** Centres as found, where segments were merged or split by hand. */
  readonly foundCentroids: Centroids | null;
  readonly steps: readonly EditStep[];
  /** Learned the segments, and says how probable each is. */
  readonly classifier: GaussianNaiveBayesModel;
  readonly farFrom: Float64Array;
  readonly ranks: Readonly<Record<string, Float64Array>>;
  readonly segmentation: Segmentation;
  readonly profile: ProfileTable;
}
/** What scores one event. */
export interface EventPart {
  readonly title: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly target: TargetSummary;
  readonly plan: FeaturePlan;
  /** The model that learned from all customers with a known outcome, with its corrections. */
  readonly scorer: Scorer;
  /** Probability from which a customer is taken for an event. */
  readonly threshold: number;
  readonly thresholdRule: Threshold;
  /** Share of events in the book, by which bands are cut. */
  readonly share: number;
  /** What reasons are told by: values that cut each feature of the book into a thousand equal parts, and the least contribution that is one. */
  readonly reasons: { readonly cuts: readonly (Float64Array | null)[]; readonly least: number };
  /** The column of yearly income and the share of it by band; null where no line is suggested. */
  readonly creditLine: { readonly income: string; readonly shares: readonly number[] } | null;
  /** Figures of customers that the models had not seen. */
  readonly evaluation: Evaluation;
}
/** A made-up customer and what the model answered when it was saved: asked again when it is opened. */
export interface ModelCheck {
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly segment: number | null;
  readonly riskScore: number | null;
  /** One per scored event. */
  readonly probabilities: readonly number[];
}
/**
 * Everything a model file holds: plain data and arrays of numbers, no names and no identifiers. A method or the filling of gaps that places customers by
 * others keeps prepared values of some of them, and the card says so.
 */
export interface ModelDocument {
  readonly kind: 'tessera.model';
  readonly version: (typeof MODEL_VERSIONS)[number];
  readonly appVersion: string;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
  readonly name: string;
  readonly data: {
    readonly name: string;
    readonly sha256: string;
    /** Hash of the result of the run. */
    readonly resultSha256: string | null;
    readonly customers: number;
  };
  /** How files are read and what was done; without corrections and decisions about single customers. */
  readonly recipe: Recipe;
  /** Where a person chose the decimal mark: what the columns of the file showed, null where they showed none or several; absent from earlier Tesseras. */
  readonly markShown?: DecimalMark | null;
  /** Days since 1970-01-01; null when the file has no date. */
  readonly referenceDay: number | null;
  /** Of the customer table, cleaned. */
  readonly columns: readonly ModelColumn[];
  readonly cleaning: { readonly fitted: FittedCleaning; readonly before: readonly ModelColumn[] } | null;
  /** What is asked of a customer, with what is typical of the book. */
  readonly inputs: readonly FormField[];
  readonly segments: SegmentsPart | null;
  readonly events: readonly EventPart[];
  /** What later files are held against: the customers it was made on, as counts; absent or null where it was saved without. */
  readonly reference?: MonitorReference | null;
  /** What makes offers; absent where none were made. */
  readonly offers?: OffersSection;
  readonly card: ModelCard;
  readonly checks: readonly ModelCheck[];
}
