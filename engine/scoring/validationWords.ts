import { formatCount, formatThings } from '#shared/format';
import type { Calibration, Resampling, Validation } from '#shared/scoring/choices';

/** How figures come about, in words. @param nTested customers that the figures are of */
export function validationWords({ kind, repeats, column }: Validation, nFolds: number, nTested: number): string {
  const on = `Figures are of ${formatThings(nTested, 'customer')} that the model had not seen`;
  if (kind === 'outOfTime')
    return `${on}: models learned from the earlier part by ${column} and were tested on the later.`;
  const again = repeats > 1 ? `, ${formatCount(repeats)} times over` : '';
  const together = kind === 'grouped' ? `, rows with the same ${column} kept together` : '';
  return `${on}: ${formatCount(nFolds)}-fold cross-validation with as many events in each fold${together}${again}.`;
}

const RESAMPLING_WORDS: Readonly<Record<Resampling, string>> = {
  none: 'Models learned from the customers as they are.',
  classWeight: 'Customers with and without the event weighed the same in total while models learned.',
  under: 'Customers without the event were drawn by lot until there were as many as with it, in training folds only.',
  over: 'Customers with the event were repeated by lot until there were as many as without it, in training folds only.',
  smote:
    'Customers with the event were added between real ones (SMOTE) until there were as many as without it, in training folds only.',
};

export function resamplingWords(kind: Resampling): string {
  if (kind === 'none') return RESAMPLING_WORDS.none;
  return `${RESAMPLING_WORDS[kind]} Probabilities were moved back to the real share of events.`;
}

const CALIBRATION_WORDS: Readonly<Record<Calibration, string>> = {
  none: 'Probabilities are those of the model.',
  platt: 'Probabilities were calibrated by a logistic curve (Platt), learned on customers that the model had not seen.',
  isotonic:
    'Probabilities were calibrated by a rising step function (isotonic), learned on customers that the model had not seen.',
};

export function calibrationWords(kind: Calibration): string {
  return CALIBRATION_WORDS[kind];
}

export function searchWords(trials: number): string {
  if (trials === 0) return '';
  return `For every model ${formatThings(trials, 'setting')} drawn by seed were tried besides its own, by ROC-AUC on a quarter of the training rows.`;
}
