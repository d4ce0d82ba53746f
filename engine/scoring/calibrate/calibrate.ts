import type { Calibration } from '#shared/scoring/choices';
import type { Run } from '../../jobs/Run.ts';
import type { Answered, CalibrationState } from './Calibrated.ts';
import { applyStaircase, fitStaircase } from './isotonic.ts';
import { applySigmoid, fitSigmoid } from './platt.ts';

/**
 * Learns how a model's probabilities are to be corrected, from answers for customers that it had not seen. Of no rows, or of rows with one outcome only,
 * nothing is learned and the probabilities stay as they are.
 * @throws Cancelled
 */
export async function fitCalibration(answered: Answered, kind: Calibration, run: Run): Promise<CalibrationState> {
  if (kind === 'none' || !hasBothOutcomes(answered)) return { kind: 'none' };
  return kind === 'platt' ? { kind, ...(await fitSigmoid(answered, run)) } : { kind, ...fitStaircase(answered) };
}

function hasBothOutcomes({ y, weights }: Answered): boolean {
  const seen = [false, false];
  for (let row = 0; row < y.length; row++) if (weights === null || weights[row] > 0) seen[y[row]] = true;
  return seen[0] && seen[1];
}

/** [nRows] corrected probabilities, within [0, 1]. @param p [nRows], within [0, 1] */
export function applyCalibration(state: CalibrationState, p: Float64Array): Float64Array {
  if (state.kind === 'none') return Float64Array.from(p);
  if (state.kind === 'platt') return Float64Array.from(p, value => applySigmoid(state, value));
  return Float64Array.from(p, value => applyStaircase(state, value));
}

/**
 * Probabilities as they would be at another share of events: odds × (true odds of the event / odds it had in training). For models that learned where
 * events were drawn more often, or counted for more, than they happen; their order is not changed.
 * @param p [nRows], within [0, 1]
 * @param trainPrevalence share of events by weight in what the model learned from, above 0 and below 1
 * @param truePrevalence  share of events where it is used, from 0 to 1
 * Sources: Elkan (2001), theorem 2; King & Zeng (2001), doi:10.1093/oxfordjournals.pan.a004868, prior correction.
 */
export function correctPrior(p: Float64Array, trainPrevalence: number, truePrevalence: number): Float64Array {
  const event = truePrevalence / trainPrevalence;
  const other = (1 - truePrevalence) / (1 - trainPrevalence);
  return Float64Array.from(p, value => {
    const whole = value * event + (1 - value) * other;
    return whole > 0 ? Math.min(1, (value * event) / whole) : value;
  });
}
