import type { CrossFitted } from '#shared/scoring/evaluation';
import type { Threshold } from '#shared/scoring/choices';
import { confusionAt, f1, precision, recall, type Confusion } from '../../metrics/classification/confusion.ts';
import { chooseThreshold } from './chooseThreshold.ts';
import type { FoldParts } from './eachFold.ts';
import { moneyAt } from './money.ts';

/** What a threshold that was chosen on the other folds makes of this one. */
export interface FoldOutcome extends Confusion {
  readonly threshold: number;
}

/** @returns null where the threshold was given and nothing was chosen */
export function foldOutcome({ inside, outside }: FoldParts, choice: Threshold): FoldOutcome | null {
  if (choice.by === 'given') return null;
  const share = outside.n / (inside.n + outside.n);
  const capacity = choice.capacity === null ? null : Math.round(choice.capacity * share);
  const { threshold } = chooseThreshold(outside, { ...choice, capacity });
  return { threshold, ...confusionAt(inside, threshold) };
}

/**
 * Figures at a threshold without the flattery of choosing it on the customers that it is measured on: each fold is judged by the threshold that the same
 * rule finds in the others, a capacity being shared out by their number, and the counts are added.
 * @returns null with less than two folds
 */
export function crossFitted(outcomes: readonly (FoldOutcome | null)[], choice: Threshold): CrossFitted | null {
  const found = outcomes.filter(outcome => outcome !== null);
  if (found.length < 2) return null;
  const sum = (key: keyof Confusion) => found.reduce((total, outcome) => total + outcome[key], 0);
  const counts: Confusion = {
    truePositives: sum('truePositives'),
    falsePositives: sum('falsePositives'),
    trueNegatives: sum('trueNegatives'),
    falseNegatives: sum('falseNegatives'),
  };
  const contacted = counts.truePositives + counts.falsePositives;
  return {
    thresholds: found.map(({ threshold }) => threshold),
    precision: precision(counts),
    recall: recall(counts),
    f1: f1(counts),
    net: moneyAt(NaN, contacted, counts.truePositives, choice).net,
  };
}
