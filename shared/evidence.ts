/** What speaks for a number of segments and for a way to find them, as plain data. */
import type { Note } from './notes.ts';
import type { ClusteringId } from './recipe.ts';

/** Mean silhouette with its 95 % interval. */
export interface SilhouetteSummary {
  value: number;
  sampled: boolean;
  /** Customers it was computed on. */
  n: number;
  seed: number;
  low: number;
  high: number;
}
/** Mean Jaccard similarity to the segment most like it, over segmentations of bootstrap samples; from 0.75 stable, below 0.6 it dissolves. */
export interface SegmentStability {
  value: number;
  word: 'stable' | 'doubtful' | 'dissolves';
}
/** A number of segments that was tried. What could not be computed, or was not yet when the result was saved, is null. */
export interface ClusterCandidate {
  nClusters: number;
  inertia: number;
  silhouette: number;
  /** 95 % interval of the mean silhouette. */
  silhouetteInterval: { low: number; high: number } | null;
  daviesBouldin: number;
  calinskiHarabasz: number;
  smallest: number;
  /** Gap statistic and its error. */
  gap: number | null;
  gapError: number | null;
  /** Mean adjusted Rand index with segmentations of bootstrap samples; between low and high lie 95 % of them. */
  stability: { value: number; low: number; high: number } | null;
  /** Bayesian and Akaike information criterion of a mixture model. */
  bic: number | null;
  aic: number | null;
}
/** How the gap statistic was found. */
export interface GapSummary {
  /** The smallest number within one standard error of the next; 1 speaks against any groups. */
  prefers: number;
  /** Gap and error of one segment: all customers together. */
  one: { gap: number; error: number };
  /** Sets of evenly spread customers that were compared with. */
  references: number;
  n: number;
  sampled: boolean;
  seed: number;
}
/** How the stability was found, and that of the segments on show. */
export interface StabilitySummary {
  value: number;
  low: number;
  high: number;
  /** Bootstrap samples that were segmented. */
  refits: number;
  /** Customers of each sample. */
  n: number;
  sampled: boolean;
  seed: number;
}
/** Silhouettes by segment, of all customers or of a sample; customers like no group are in none. */
export interface SegmentSilhouettes {
  /** Customers measured, against each other. */
  n: number;
  of: number;
  sampled: boolean;
  seed: number;
  mean: number;
  segments: {
    id: number;
    n: number;
    mean: number;
    /** Share of its customers that lie nearer to another segment than to their own. */
    shareBelowZero: number;
    /** Highest first, evenly thinned: over all segments at most 2,000. */
    values: number[];
  }[];
}
/** One way to group the customers beside the others. */
export interface ComparedClustering {
  algorithm: ClusteringId;
  title: string;
  /** Why it cannot group these customers; then nothing else is known. */
  error: string | null;
  nClusters: number;
  leftOut: number;
  /** Largest first. */
  sizes: number[];
  silhouette: SilhouetteSummary;
  daviesBouldin: number;
  calinskiHarabasz: number;
  stability: StabilitySummary | null;
  /** Adjusted Rand index with the segments on show; null where they are of other customers. */
  agreement: number | null;
  notes: Note[];
}
export interface Comparison {
  /** The number of segments asked for; null: each method by its own evidence. */
  nClusters: number | null;
  nCustomers: number;
  entries: ComparedClustering[];
  recommended: ClusteringId | null;
  /** Which one, why, and what speaks against it. */
  recommendation: string;
}
