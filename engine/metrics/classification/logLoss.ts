import type { Measure } from '#shared/scoring/evaluation';
import { meanLoss } from './meanLoss.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/** As scikit-learn: a probability of 0 or 1 that was wrong costs 36, not everything. */
const LEAST = Number.EPSILON;

/**
 * Log loss: the mean of −ln of the probability given to what happened, probabilities kept within 2⁻⁵² of 0 and 1. The interval is that of a mean.
 * Source: Good (1952), doi:10.1111/j.2517-6161.1952.tb00104.x.
 */
export function logLoss(groups: ScoreGroups): Measure {
  const within = (score: number) => Math.min(1 - LEAST, Math.max(LEAST, score));
  return meanLoss(
    groups,
    score => -Math.log(within(score)),
    score => -Math.log(1 - within(score)),
  );
}
