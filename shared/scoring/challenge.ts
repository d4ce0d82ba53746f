import type { Measure } from './evaluation.ts';

/** The same task by others, on the same customers: what a score must be better than, and who else ranks them so. */
export const CHALLENGERS = ['model', 'prevalence', 'bestColumn', 'logistic', 'mlRandomForest'] as const;
export type ChallengerId = (typeof CHALLENGERS)[number];

export interface Agreement {
  /** Rank correlation of the two scores. */
  spearman: number;
  /** Share of customers who are treated alike when each takes as many as the model does at its threshold. */
  sameDecisions: Measure;
  /** Cohen's kappa of these decisions: 1 always alike, 0 no more than by chance. */
  kappa: number;
}
export interface Challenger {
  id: ChallengerId;
  title: string;
  auc: Measure;
  /** Mean squared distance of the probability from what happened; null for the forest by another program, whose votes are no probabilities. */
  brier: number | null;
  /** AUC of the model less the challenger's on the same customers, with the two-sided p-value; null for the model itself. */
  difference: (Measure & { pValue: number }) | null;
  /** null for the model itself and for one score for all. */
  agreement: Agreement | null;
  sentence: string;
}
export interface ChallengeReport {
  challengers: Challenger[];
  /** Customers that the challengers learned from (the forest from fewer), and those that all were tried on. */
  nLearned: number;
  nForestLearned: number;
  nTested: number;
  seed: number;
  /** How it was done, in words. */
  method: string;
  /** What follows, in words. */
  conclusion: string;
}

/** The segments found again by another program's k-means on a sample. */
export interface SegmentChallenge {
  nClusters: number;
  n: number;
  seed: number;
  /** Adjusted Rand index of the two groupings: 1 the same, 0 no more alike than by chance. */
  adjustedRand: number;
  sentence: string;
}
