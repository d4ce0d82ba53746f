import type { AtThreshold, CrossFitted } from '#shared/scoring/evaluation';
import type { Threshold } from '#shared/scoring/choices';
import {
  accuracy,
  balancedAccuracy,
  confusionAt,
  f1,
  precision,
  recall,
  specificity,
} from '../../metrics/classification/confusion.ts';
import type { ScoreGroups } from '../../metrics/classification/scoreGroups.ts';
import type { ChosenThreshold } from './chooseThreshold.ts';
import { moneyAt } from './money.ts';

/**
 * What follows when customers at or above the threshold are taken for events and acted on.
 * @param crossFitted the same without the flattery of choosing it on these customers, where there are folds
 */
export function atThreshold(
  groups: ScoreGroups,
  { threshold, reason }: ChosenThreshold,
  choice: Threshold,
  crossFitted: CrossFitted | null = null,
): AtThreshold {
  const confusion = confusionAt(groups, threshold);
  const contacted = confusion.truePositives + confusion.falsePositives;
  const { cost, saved, net } = moneyAt(threshold, contacted, confusion.truePositives, choice);
  return {
    threshold,
    reason,
    ...confusion,
    accuracy: accuracy(confusion),
    precision: precision(confusion),
    recall: recall(confusion),
    specificity: specificity(confusion),
    f1: f1(confusion),
    balancedAccuracy: balancedAccuracy(confusion),
    crossFitted,
    money: { contacted, cost, saved, net },
  };
}
