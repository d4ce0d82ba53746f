import type { Evaluation } from '#shared/scoring/evaluation';
import type { ScoreGroups } from './scoreGroups.ts';
import { thinCurve } from './thinCurve.ts';

export const MOST_POINTS = 200;
/** A threshold that no probability reaches: nobody is taken for an event. */
export const ABOVE_ALL = 1 + Number.EPSILON;

/** Where a curve stands after each distinct score, from nobody to everybody. */
function along({ scores, events, others }: ScoreGroups) {
  const hits = new Float64Array(scores.length + 1);
  const alarms = new Float64Array(scores.length + 1);
  for (let g = 0; g < scores.length; g++) {
    hits[g + 1] = hits[g] + events[g];
    alarms[g + 1] = alarms[g] + others[g];
  }
  const threshold = (point: number) => (point === 0 ? ABOVE_ALL : scores[point - 1]);
  return { hits, alarms, threshold };
}

/**
 * ROC curve from (0, 0) to (1, 1), thinned to at most 200 points with its corners kept; customers with equal scores make one straight piece.
 * @returns no points where a class has no customers
 * Source: Fawcett (2006), doi:10.1016/j.patrec.2005.10.010.
 */
export function rocCurve(groups: ScoreGroups): Evaluation['roc'] {
  const nOthers = groups.n - groups.nEvents;
  if (groups.nEvents === 0 || nOthers === 0) return { falsePositiveRate: [], truePositiveRate: [], threshold: [] };
  const { hits, alarms, threshold } = along(groups);
  const x = alarms.map(count => count / nOthers);
  const y = hits.map(count => count / groups.nEvents);
  const points = thinCurve(x, y, MOST_POINTS);
  return {
    falsePositiveRate: points.map(i => x[i]),
    truePositiveRate: points.map(i => y[i]),
    threshold: points.map(threshold),
  };
}

/**
 * Precision by recall, from nobody (where precision counts as 1) to everybody, thinned to at most 200 points with its corners kept.
 * @returns no points where nobody had the event
 * Source: Davis & Goadrich (2006), doi:10.1145/1143844.1143874.
 */
export function precisionRecallCurve(groups: ScoreGroups): Evaluation['precisionRecall'] {
  if (groups.nEvents === 0) return { recall: [], precision: [], threshold: [] };
  const { hits, alarms, threshold } = along(groups);
  const x = hits.map(count => count / groups.nEvents);
  const y = hits.map((count, i) => (i === 0 ? 1 : count / (count + alarms[i])));
  const points = thinCurve(x, y, MOST_POINTS);
  return { recall: points.map(i => x[i]), precision: points.map(i => y[i]), threshold: points.map(threshold) };
}
