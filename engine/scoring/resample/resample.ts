import type { Resampling } from '#shared/scoring/choices';
import type { Training } from '../../algorithms/defineAlgorithm.ts';
import type { Run } from '../../jobs/Run.ts';
import { outcomesOf, overSample, underSample, type Outcomes } from './drawRows.ts';
import { smote } from './smote.ts';

/**
 * What a model learns from when events are rare, made from the rows of one training alone: those it is judged by must not be among them.
 *
 * - `classWeight`: the same rows, each weighted by rows / (2 × rows of its outcome), times the weight it had; scikit-learn's "balanced".
 * - `under`: all rows of the rarer outcome and as many of the other, drawn by seed.
 * - `over`: all rows, and rows of the rarer outcome drawn again until both are as frequent.
 * - `smote`: all rows, and rows made up between neighbours of the rarer outcome (`smote`); where there is a single such row it is drawn again.
 *
 * With one outcome only, or as many of both, the rows stay as they are. Probabilities of a model fitted on the result are those of its share of events:
 * `correctPrior` or a calibration puts them right.
 * @returns fresh arrays where anything changed; the training is left alone. @throws Cancelled
 */
export async function resample(training: Training, kind: Resampling, run: Run): Promise<Training> {
  const outcomes = outcomesOf(training.y);
  const { rare, frequent } = outcomes;
  if (kind === 'none' || rare.length === 0 || rare.length === frequent.length) return training;
  run.throwIfCancelled();
  if (kind === 'classWeight') return weighted(training, outcomes);
  if (kind === 'under') return underSample(training, outcomes, run.stream('resample.under'));
  if (kind === 'over' || rare.length === 1) return overSample(training, outcomes, run.stream('resample.over'));
  return smote(training, outcomes, run);
}

function weighted(training: Training, { rare, frequent }: Outcomes): Training {
  const { y, weights } = training;
  const rareOutcome = y[rare[0]];
  const heavy = y.length / (2 * rare.length);
  const light = y.length / (2 * frequent.length);
  const balanced = Float64Array.from(
    y,
    (event, row) => (event === rareOutcome ? heavy : light) * (weights?.[row] ?? 1),
  );
  return { ...training, weights: balanced };
}
