import type { CalibrationTest } from '#shared/scoring/evaluation';
import { upperGamma } from '../../explain/chiSquare.ts';
import type { BinSums } from '../../metrics/classification/calibrationCurve.ts';

/**
 * Hosmer and Lemeshow's test over the bins of the calibration curve, with as many degrees of freedom as bins, as for customers that the model had not
 * seen. A bin whose scores are all 0 or all 1 counts only when it was wrong, and then without bound.
 * Source: Hosmer & Lemeshow (1980), doi:10.1080/03610928008827941.
 */
export function hosmerLemeshow(bins: readonly BinSums[]): CalibrationTest {
  let [statistic, degrees] = [0, 0];
  for (const { n, events, expected } of bins) {
    const off = events - expected;
    const variance = expected * (1 - expected / n);
    if (!(variance > 0) && off === 0) continue;
    statistic += off ** 2 / Math.max(0, variance);
    degrees++;
  }
  if (degrees === 0) return { statistic: NaN, degrees, pValue: NaN };
  return { statistic, degrees, pValue: statistic === Infinity ? 0 : upperGamma(degrees / 2, statistic / 2) };
}
