import { choice, int, type OptionTable } from '#shared/option';
import type { Calibration, Resampling, ValidationKind } from '#shared/scoring/choices';

/** What is chosen about learning and testing, as tables of options like those of the models. */
export const RESAMPLING = {
  resampling: choice<Resampling>({
    title: 'Where the event is rare',
    help: 'Done inside the training folds only: customers that a model is tested on stay as they are, and probabilities are moved back to the real share of events.',
    values: ['none', 'classWeight', 'under', 'over', 'smote'],
    labels: {
      none: 'Leave customers as they are',
      classWeight: 'Weigh both outcomes alike',
      under: 'Draw fewer without the event',
      over: 'Repeat those with the event',
      smote: 'Make up customers between them (SMOTE)',
    },
    default: 'none',
  }),
};

export const CALIBRATION = {
  calibration: choice<Calibration>({
    title: 'Probabilities',
    help: 'Corrected on customers that the model had not seen, so that of those foretold 20 % about 20 % have the event.',
    values: ['none', 'platt', 'isotonic'],
    labels: { none: 'As the model gives them', platt: 'By a smooth curve (Platt)', isotonic: 'By steps (isotonic)' },
    default: 'none',
  }),
};

export const VALIDATION_KIND = {
  kind: choice<ValidationKind>({
    title: 'Tested on',
    help: 'Every figure is of customers that the model had not seen: models learn from the other parts, or from the earlier customers.',
    values: ['stratified', 'grouped', 'outOfTime'],
    labels: {
      stratified: 'Each part in turn',
      grouped: 'Each part, groups kept together',
      outOfTime: 'The later customers',
    },
    default: 'stratified',
  }),
};

export const FOLDS = {
  nFolds: int({ title: 'Parts', help: 'Folds of the cross-validation.', min: 2, max: 20, default: 5 }),
  repeats: int({
    title: 'Times over',
    help: 'Cut anew each time. More takes longer and makes figures steadier.',
    min: 1,
    max: 20,
    default: 1,
  }),
};

export const EFFORT = {
  searchTrials: int({
    title: 'Settings to try',
    help: 'For each model, drawn by the seed besides its own and compared inside the training folds. 0 tries none.',
    min: 0,
    max: 50,
    default: 0,
  }),
  mostRows: int({
    title: 'Learn from at most',
    help: 'Drawn by the seed where there are more; every customer gets a score.',
    unit: 'customers',
    min: 1_000,
    max: 10_000_000,
    default: 200_000,
  }),
};

/** A choice among columns that are known only once the data is. */
export function columnTable(kind: ValidationKind, columns: readonly string[]): OptionTable {
  const isTime = kind === 'outOfTime';
  return {
    column: choice({
      title: isTime ? 'By the date' : 'Belonging together by',
      help: isTime
        ? 'Models learn from customers with an earlier date and are tested on those with a later one.'
        : 'Rows with the same value are never split between learning and testing.',
      values: ['', ...columns],
      labels: { '': 'Choose a column', ...Object.fromEntries(columns.map(name => [name, name])) },
      default: '',
    }),
  };
}
