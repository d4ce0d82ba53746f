import type { Performance, ScoreReference } from '#shared/monitor/reference';
import type { Evaluation, Measure } from '#shared/scoring/evaluation';
import type { Run } from '../jobs/Run.ts';
import { chosenScores, type Scored } from '../scoring/Scored.ts';
import { numberDistribution } from './numberDistribution.ts';

const POINTS = 200;

/** The score in use at development: how it is spread, how good it was, and how well its probabilities fitted. @throws Cancelled */
export async function scoreReference(scored: Scored, run: Run): Promise<ScoreReference> {
  const { id, title } = scored.models[scored.chosen];
  const { evaluation } = scored.result.models[scored.chosen];
  const { calibration } = evaluation;
  return {
    target: scored.target,
    model: { id, title },
    distribution: await numberDistribution(chosenScores(scored), POINTS, run),
    threshold: scored.result.at.threshold,
    performance: performanceOf(evaluation),
    calibration: calibration.bins,
    calibrationP: known(calibration.test.pValue),
  };
}

/** The figures of merit that are followed over time. */
export function performanceOf(evaluation: Evaluation): Performance {
  const { n, nEvents, prevalence, rocAuc, gini, ks, brier, at, calibration } = evaluation;
  return {
    n,
    nEvents,
    prevalence: told(prevalence),
    rocAuc: told(rocAuc),
    gini: told(gini),
    ks: told(ks),
    brier: told(brier),
    accuracy: told(at.accuracy),
    precision: told(at.precision),
    recall: told(at.recall),
    calibrationSlope: told(calibration.slope),
    calibrationIntercept: told(calibration.intercept),
    calibrationRatio: told(calibration.ratio),
  };
}

function told({ value, low, high, n }: Measure): Measure | null {
  return [value, low, high].every(Number.isFinite) ? { value, low, high, n } : null;
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
