import type { CalibrationBin } from '#shared/scoring/evaluation';
import { wilsonInterval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

export const CALIBRATION_BINS = 10;

/** Sums of the customers of one bin. */
export interface BinSums {
  n: number;
  events: number;
  /** Sum of the scores. */
  expected: number;
}

/**
 * Customers in at most ten bins by rising score. Customers with equal scores stay together, in the tenth in which the middle of them lies, so that
 * the bins do not depend on the order of the rows; bins without customers are left out.
 */
export function calibrationBins({ n, scores, events, others }: ScoreGroups): BinSums[] {
  const bins = Array.from({ length: CALIBRATION_BINS }, (): BinSums => ({ n: 0, events: 0, expected: 0 }));
  let below = 0;
  for (let g = scores.length - 1; g >= 0; g--) {
    const size = events[g] + others[g];
    const bin = bins[Math.floor((CALIBRATION_BINS * (below + size / 2)) / n)];
    bin.n += size;
    bin.events += events[g];
    bin.expected += size * scores[g];
    below += size;
  }
  return bins.filter(bin => bin.n > 0);
}

/** What was foretold and what happened, by tenths of rising score; the interval of each share is Wilson's. */
export function calibrationCurve(bins: readonly BinSums[]): CalibrationBin[] {
  return bins.map(({ n, events, expected }) => ({
    n,
    meanScore: expected / n,
    rate: { value: events / n, ...wilsonInterval(events, n), n },
  }));
}
