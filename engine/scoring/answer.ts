import { classifierOfModel } from '../algorithms/registry.ts';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { applyCalibration, correctPrior } from './calibrate/calibrate.ts';
import type { Scorer } from './Scored.ts';

/**
 * Probability of the event for each row: the model's answer, moved back to the real share of events where it learned from resampled customers, then
 * calibrated.
 * @returns [nRows], finite, within [0, 1]
 */
export async function answer(scorer: Scorer, x: FeatureTable, run: Run): Promise<Float64Array> {
  const { model, prior, calibration } = scorer;
  const raw = await classifierOfModel(model).predict(model, x, run);
  const real = prior ? correctPrior(raw, prior.trained, prior.real) : raw;
  return calibration ? applyCalibration(calibration, real) : real;
}
