import { formatFixed, formatPercent } from '#shared/format';
import type { Evaluation, Measure } from '#shared/scoring/evaluation';
import type { ModelResult } from '#shared/scoring/result';
import { figureWords, type Figure } from '#shared/text/scoringWords';
import { asPercent, asThree } from './measureText.ts';

export interface ModelColumn {
  readonly figure: Figure;
  readonly better: 'higher' | 'lower' | null;
  of(evaluation: Evaluation): Measure;
  text(value: number): string;
}

const asTwo = (value: number) => formatFixed(value, 2);
const asFour = (value: number) => formatFixed(value, 4);

/** The figures of merit of the comparison, in their order. */
export const MODEL_COLUMNS: readonly ModelColumn[] = [
  { figure: 'rocAuc', better: 'higher', of: e => e.rocAuc, text: asThree },
  { figure: 'gini', better: 'higher', of: e => e.gini, text: asThree },
  { figure: 'ks', better: 'higher', of: e => e.ks, text: asThree },
  { figure: 'prAuc', better: 'higher', of: e => e.prAuc, text: asThree },
  { figure: 'logLoss', better: 'lower', of: e => e.logLoss, text: asFour },
  { figure: 'brier', better: 'lower', of: e => e.brier, text: asFour },
  { figure: 'calibrationSlope', better: null, of: e => e.calibration.slope, text: asTwo },
];

/** The same customers, each model at its own threshold. */
export const THRESHOLD_COLUMNS: readonly ModelColumn[] = [
  { figure: 'accuracy', better: null, of: e => e.at.accuracy, text: asPercent },
  { figure: 'precision', better: 'higher', of: e => e.at.precision, text: asPercent },
  { figure: 'recall', better: 'higher', of: e => e.at.recall, text: asPercent },
  { figure: 'f1', better: 'higher', of: e => e.at.f1, text: asThree },
  { figure: 'balancedAccuracy', better: 'higher', of: e => e.at.balancedAccuracy, text: asPercent },
];

export function columnTitle({ figure }: ModelColumn): string {
  return figureWords[figure].title;
}

/** Whether this model has the best value of the column, among several. */
export function isBest({ better, of }: ModelColumn, model: ModelResult, models: readonly ModelResult[]): boolean {
  if (better === null || models.length < 2) return false;
  const values = models.map(({ evaluation }) => of(evaluation).value).filter(value => Number.isFinite(value));
  return of(model.evaluation).value === (better === 'higher' ? Math.max(...values) : Math.min(...values));
}

/** "31.2 %". */
export function thresholdText({ at }: Evaluation): string {
  return formatPercent(at.threshold);
}
