import type { Purpose } from '#shared/scoring/choices';
import type { AtThreshold, Measure, MoneyCurve, MoneyPoint } from '#shared/scoring/evaluation';

/** What follows from a threshold. Shares have an interval where the engine counted them at exactly this threshold. */
export interface Consequences {
  readonly threshold: number;
  readonly contacted: number;
  readonly precision: Measure | number;
  readonly recall: Measure | number;
  readonly cost: number;
  readonly saved: Measure;
  readonly net: Measure;
  readonly matrix: Matrix;
}
export interface Matrix {
  /** Acted on with the event, and without it. */
  readonly reached: number;
  readonly inVain: number;
  /** Left alone with the event, and without it. */
  readonly missed: number;
  readonly leftAlone: number;
}

/** The point of the curve that lies nearest to a threshold; of equally near ones that with fewer customers. */
export function nearestPoint({ points }: MoneyCurve, threshold: number): MoneyPoint {
  return points.reduce((best, point) =>
    Math.abs(point.threshold - threshold) < Math.abs(best.threshold - threshold) ? point : best,
  );
}

/** What would follow at a point of the curve, looked up while a threshold is dragged. */
export function atPoint(curve: MoneyCurve, point: MoneyPoint): Consequences {
  const everybody = curve.points[curve.points.length - 1];
  const { threshold, contacted, events, cost, saved, net } = point;
  const missed = everybody.events - events;
  return {
    threshold,
    contacted,
    precision: events / contacted,
    recall: events / everybody.events,
    cost,
    saved,
    net,
    matrix: {
      reached: events,
      inVain: contacted - events,
      missed,
      leftAlone: everybody.contacted - contacted - missed,
    },
  };
}

/** What follows at the threshold in use. */
export function exactly(at: AtThreshold): Consequences {
  const { threshold, precision, recall, money } = at;
  return {
    threshold,
    precision,
    recall,
    ...money,
    matrix: {
      reached: at.truePositives,
      inVain: at.falsePositives,
      missed: at.falseNegatives,
      leftAlone: at.trueNegatives,
    },
  };
}

/** Place on the curve of the next threshold up (-1) or down (+1) the list, by so many points; curves begin with nobody. */
export function stepAlong({ points }: MoneyCurve, threshold: number, steps: number): number {
  const at = points.indexOf(nearestPoint({ points, best: 0 }, threshold));
  const next = Math.min(points.length - 1, Math.max(0, at - steps));
  return points[next].threshold;
}

/** What is done about a customer above the threshold, by the question asked. */
export function actedWords(purpose: Purpose): string {
  return purpose === 'churn' || purpose === 'response' ? 'contacted' : 'acted on';
}
