import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975 } from '../shareIntervals.ts';
import { shareOf } from './changes.ts';

/** Customers with equal scores. */
export interface ScoreCell {
  readonly score: number;
  readonly n: number;
  /** How probable the event is for each of them. */
  readonly p: number;
}
export interface ExpectedPerformance {
  readonly n: number;
  readonly prevalence: Measure;
  readonly rocAuc: Measure | null;
  readonly accuracy: Measure;
  readonly precision: Measure | null;
  readonly recall: Measure | null;
  readonly brier: Measure;
}

/**
 * Confidence-based performance estimation: what figures of merit are to be expected where outcomes are not known, if the probabilities are right. Each
 * customer counts as an event with its probability and as another with the rest. Intervals are for outcomes and customers drawn anew, with DeLong's
 * variance of the expected counts; that the probabilities may be wrong is not in them.
 * @param cells one per distinct score, highest first
 * Cost: O(cells). Source: Białek et al. (2024), arXiv:2401.08348; interval: Sun & Xu (2014), doi:10.1109/LSP.2014.2337313.
 */
export function expectedPerformance(cells: readonly ScoreCell[], threshold: number): ExpectedPerformance {
  const sums = { n: 0, events: 0, above: 0, hits: 0, misses: 0, loss: 0, lossSquares: 0 };
  for (const { score, n, p } of cells) {
    sums.n += n;
    sums.events += n * p;
    if (score >= threshold) {
      sums.above += n;
      sums.hits += n * p;
    } else sums.misses += n * p;
    const [ofEvent, ofOther] = [(1 - score) ** 2, score ** 2];
    sums.loss += n * (p * ofEvent + (1 - p) * ofOther);
    sums.lossSquares += n * (p * ofEvent ** 2 + (1 - p) * ofOther ** 2);
  }
  const { n, events, above, hits, misses } = sums;
  const correct = hits + (n - above - misses);
  return {
    n,
    prevalence: shareOf(events, n),
    rocAuc: expectedAuc(cells, events, n - events, n),
    accuracy: shareOf(correct, n),
    precision: above > 0 ? shareOf(hits, above) : null,
    recall: events > 0 ? { ...shareOf(hits, events), n } : null,
    brier: meanMeasure(sums.loss, sums.lossSquares, n),
  };
}

function meanMeasure(sum: number, squares: number, n: number): Measure {
  const value = sum / n;
  const half = n > 1 ? NORMAL_975 * Math.sqrt(Math.max(0, squares / n - value * value) / (n - 1)) : 1;
  return { value, low: Math.max(0, value - half), high: value + half, n };
}

/** @returns null where one outcome is not expected at all */
function expectedAuc(cells: readonly ScoreCell[], events: number, others: number, n: number): Measure | null {
  if (!(events > 0 && others > 0)) return null;
  let below = others;
  let pairs = 0;
  for (const cell of cells) {
    const own = cell.n * (1 - cell.p);
    below -= own;
    pairs += cell.n * cell.p * (below + own / 2);
  }
  const auc = pairs / events / others;
  let [ofEvents, ofOthers, above] = [0, 0, 0];
  below = others;
  for (const cell of cells) {
    const [own, other] = [cell.n * cell.p, cell.n * (1 - cell.p)];
    below -= other;
    ofEvents += own * ((below + other / 2) / others - auc) ** 2;
    ofOthers += other * ((above + own / 2) / events - auc) ** 2;
    above += own;
  }
  const variance = events > 1 && others > 1 ? ofEvents / (events - 1) / events + ofOthers / (others - 1) / others : 1;
  const half = NORMAL_975 * Math.sqrt(variance);
  return { value: auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half), n };
}
