import { formatFixed } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
import type { NumberDistribution, ScoreReference } from '#shared/monitor/reference';
import type { EstimatedPerformance } from '#shared/monitor/result';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import { sortedPresent } from '../table/sortNumbers.ts';
import { chanceOf } from './chances.ts';
import { expectedPerformance, type ScoreCell } from './expectedPerformance.ts';
import { calibrationMap, recalibrated } from './recalibrated.ts';

const ASSUMPTION =
  'The estimate takes the probabilities as right for these customers: it follows when other kinds of customers come in, and does not see it when customers of the same kind behave otherwise than before.';
/** Below this p-value the probabilities were off at development and are corrected first. */
const OFF = 0.05;

/**
 * Figures of merit to be expected of a score whose outcomes are not known yet, beside the same estimate for the development customers.
 * @param p [n], scores of the later file, no NaN
 * @throws Cancelled
 */
export async function estimatePerformance(
  reference: ScoreReference,
  p: Float64Array,
  rule: Monitoring,
  run: Run,
): Promise<EstimatedPerformance> {
  const isCorrected = reference.calibrationP !== null && reference.calibrationP < OFF;
  const map = calibrationMap(reference.calibration);
  const correct = isCorrected ? (score: number) => recalibrated(map, score) : (score: number) => score;
  await pause(run);
  const now = expectedPerformance(cellsOf(p, correct), reference.threshold);
  const before = expectedPerformance(referenceCells(reference.distribution, correct), reference.threshold);
  const rocAucBefore = before.rocAuc?.value ?? null;
  const fall =
    now.rocAuc && rocAucBefore !== null && chanceOf(now.rocAuc, rocAucBefore) < rule.significance
      ? rocAucBefore - now.rocAuc.value
      : 0;
  return {
    ...now,
    rocAucBefore,
    isCorrected,
    light: fall >= rule.aucDrop.amber ? 'amber' : 'green',
    sentence: estimateSentence(now.rocAuc, rocAucBefore),
    assumption: isCorrected
      ? `Probabilities were corrected by the calibration at development. ${ASSUMPTION}`
      : ASSUMPTION,
  };
}

function estimateSentence(auc: EstimatedPerformance['rocAuc'], before: number | null): string {
  if (!auc || before === null)
    return 'How well the score ranks cannot be estimated: one outcome is not expected at all.';
  const three = (value: number) => formatFixed(value, 3);
  const words = `the ROC-AUC is estimated at ${three(auc.value)} (95 % ${three(auc.low)} to ${three(auc.high)})`;
  return `Without outcomes ${words}; the same estimate for development is ${three(before)}.`;
}

/** Customers by distinct score, highest first. */
function cellsOf(p: Float64Array, correct: (score: number) => number): ScoreCell[] {
  const sorted = sortedPresent(p);
  const cells: ScoreCell[] = [];
  for (let end = sorted.length; end > 0;) {
    const score = sorted[end - 1];
    let start = end - 1;
    while (start > 0 && sorted[start - 1] === score) start--;
    cells.push({ score, n: end - start, p: correct(score) });
    end = start;
  }
  return cells;
}

/** The same from the counts that are kept of development; customers between two points are taken for the middle of them. */
function referenceCells({ points, at, between }: NumberDistribution, correct: (score: number) => number): ScoreCell[] {
  const cells: ScoreCell[] = [];
  const add = (score: number, n: number) => n > 0 && cells.push({ score, n, p: correct(score) });
  for (let i = points.length - 1; i >= 0; i--) {
    add(points[i], at[i]);
    if (i > 0) add((points[i] + points[i - 1]) / 2, between[i]);
  }
  return cells;
}
