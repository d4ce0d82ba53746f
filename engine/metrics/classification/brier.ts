import type { Measure } from '#shared/scoring/evaluation';
import { meanLoss } from './meanLoss.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/**
 * Brier score: the mean squared distance of probability and outcome. The interval is that of a mean.
 * Source: Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
 */
export function brier(groups: ScoreGroups): Measure {
  return meanLoss(
    groups,
    score => (1 - score) * (1 - score),
    score => score * score,
  );
}
