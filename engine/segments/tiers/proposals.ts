import type { TierDriver } from '#shared/recipe';

type Measure = TierDriver['measure'];
export interface Proposal {
  readonly concept: string;
  readonly title: string;
  readonly weight: number;
  /** How yes/no columns and words are measured, and how numbers are; null when such a column is not used. */
  readonly words: Measure | null;
  readonly numbers: Measure | null;
  /** For `count`: the value that gives all points, or which of the values above 0 does: one that is high among them, or the middle one. */
  readonly full: number | 'high' | 'middle';
  /** It is a sign of risk only beside another. */
  readonly isSupport?: boolean;
  /** What the numbers have to be like to mean this; others are left alone. */
  readonly suits?: (values: Float64Array) => boolean;
}

/** Months that somebody may be behind, 0 and less for those who are not; anything else are amounts or codes of another kind. */
function areMonthsBehind(values: Float64Array): boolean {
  let isAnyoneOnTime = false;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || value < -9 || value > 60) return false;
    if (value <= 0) isAnyoneOnTime = true;
  }
  return isAnyoneOnTime;
}

/**
 * The risk drivers a bank's book may carry, heaviest first. Weights are a starting point to be edited, not a finding: two months, or sixty
 * days, past due make a customer High whatever else the file holds, one month Medium.
 */
export const PROPOSALS: readonly Proposal[] = [
  {
    concept: 'repaymentStatus',
    title: 'Months behind on payments',
    weight: 48,
    words: null,
    numbers: 'count',
    full: 2,
    suits: areMonthsBehind,
  },
  { concept: 'daysPastDue', title: 'Days past due', weight: 48, words: null, numbers: 'count', full: 60 },
  { concept: 'isPep', title: 'PEP status', weight: 30, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'accountsInArrears', title: 'Accounts in arrears', weight: 24, words: 'flag', numbers: 'count', full: 1 },
  { concept: 'previouslyReported', title: 'Previously reported', weight: 20, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'numAlerts', title: 'Alerts', weight: 15, words: 'flag', numbers: 'count', full: 3 },
  { concept: 'delinquencies', title: 'Earlier delinquencies', weight: 15, words: 'flag', numbers: 'count', full: 2 },
  { concept: 'ctrMatch', title: 'CTR match', weight: 10, words: 'flag', numbers: 'flag', full: 1 },
  { concept: 'highIncomeHW', title: 'High-income housewife', weight: 10, words: 'flag', numbers: 'flag', full: 1 },
  {
    concept: 'actualVolume',
    title: 'Actual volume',
    weight: 10,
    words: null,
    numbers: 'rank',
    full: 1,
    isSupport: true,
  },
  { concept: 'adverseMedia', title: 'Adverse media', weight: 10, words: 'flag', numbers: 'count', full: 'high' },
  { concept: 'amountOverdue', title: 'Amount overdue', weight: 10, words: null, numbers: 'count', full: 'middle' },
  {
    concept: 'utilisation',
    title: 'Credit utilisation',
    weight: 10,
    words: null,
    numbers: 'rank',
    full: 1,
    isSupport: true,
  },
  { concept: 'cashUsage', title: 'Cash use', weight: 5, words: 'flag', numbers: 'count', full: 'high' },
  { concept: 'nonFaceToFace', title: 'Non-face-to-face use', weight: 5, words: 'flag', numbers: 'count', full: 'high' },
  { concept: 'fundRemit', title: 'Fund remittance', weight: 5, words: 'flag', numbers: 'count', full: 'high' },
  {
    concept: 'creditInquiries',
    title: 'Credit inquiries',
    weight: 5,
    words: null,
    numbers: 'count',
    full: 'high',
    isSupport: true,
  },
];
