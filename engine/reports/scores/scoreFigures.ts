import { figureWords, type Figure } from '#shared/text/scoringWords';
import type { Evaluation, Measure } from '#shared/scoring/evaluation';
import type { ModelResult, ScoringResult } from '#shared/scoring/result';
import { asFigure, asShare, type ValueFormat } from './measureWords.ts';

/** One figure of an evaluation and how it is written. */
export interface ScoreFigure {
  readonly figure: Figure;
  readonly format: ValueFormat;
  /** Parts of the Brier score have no interval of their own. */
  readonly of: (evaluation: Evaluation) => Measure;
}

/** Every figure that reports and exports give of a model, in their order. */
export const SCORE_FIGURES: readonly ScoreFigure[] = [
  { figure: 'prevalence', format: asShare, of: e => e.prevalence },
  { figure: 'rocAuc', format: asFigure, of: e => e.rocAuc },
  { figure: 'gini', format: asFigure, of: e => e.gini },
  { figure: 'ks', format: asFigure, of: e => e.ks },
  { figure: 'prAuc', format: asFigure, of: e => e.prAuc },
  { figure: 'logLoss', format: asFigure, of: e => e.logLoss },
  { figure: 'brier', format: asFigure, of: e => e.brier },
  { figure: 'reliability', format: asPart, of: e => bare(e.brierParts.reliability, e) },
  { figure: 'resolution', format: asPart, of: e => bare(e.brierParts.resolution, e) },
  { figure: 'uncertainty', format: asPart, of: e => bare(e.brierParts.uncertainty, e) },
  { figure: 'skill', format: asFigure, of: e => bare(e.brierParts.skill, e) },
  { figure: 'calibrationSlope', format: asFigure, of: e => e.calibration.slope },
  { figure: 'calibrationIntercept', format: asFigure, of: e => e.calibration.intercept },
  { figure: 'calibrationRatio', format: asFigure, of: e => e.calibration.ratio },
  { figure: 'accuracy', format: asShare, of: e => e.at.accuracy },
  { figure: 'balancedAccuracy', format: asShare, of: e => e.at.balancedAccuracy },
  { figure: 'precision', format: asShare, of: e => e.at.precision },
  { figure: 'recall', format: asShare, of: e => e.at.recall },
  { figure: 'specificity', format: asShare, of: e => e.at.specificity },
  { figure: 'f1', format: asFigure, of: e => e.at.f1 },
];

export function titleOf({ figure }: ScoreFigure): string {
  return figureWords[figure].title;
}

/** The model whose scores are in use. */
export function modelInUse({ models, chosen }: ScoringResult): ModelResult {
  return models.find(({ id }) => id === chosen) ?? models[0];
}

function asPart(value: number): string {
  return Number.isFinite(value) ? value.toFixed(5) : '–';
}

function bare(value: number, { n }: Evaluation): Measure {
  return { value, low: Number.NaN, high: Number.NaN, n };
}
