import type { FairnessFigures } from '#shared/scoring/fairness';
import { meanInterval, standardisedDifference, type Part } from '../../explain/intervals.ts';
import { shareDifference, shareMeasure, shareRatio, type Share } from '../rates.ts';

/** Scores and outcomes of the customers of one group, summed. */
export interface GroupCounts {
  readonly n: number;
  readonly events: Share;
  readonly favourable: Share;
  /** Of those with the event, and of those without: how many are at or above the threshold. */
  readonly hits: Share;
  readonly falseAlarms: Share;
  readonly score: Part;
  /** Score less outcome. */
  readonly off: Part;
}

export interface Scored {
  readonly p: Float64Array;
  readonly y: Uint8Array;
  readonly threshold: number;
  readonly isAboveFavourable: boolean;
}

/**
 * One pass over the customers, a second for the spread.
 * @param codes [n] group of each customer
 */
export function countGroups(codes: Int32Array, nGroups: number, scored: Scored): GroupCounts[] {
  const { p, y, threshold, isAboveFavourable } = scored;
  const zeros = () => new Float64Array(nGroups);
  const [n, events, hits, falseAlarms, scores, scoreSquares, offSquares] = Array.from({ length: 7 }, zeros);
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i];
    n[group]++;
    events[group] += y[i];
    scores[group] += p[i];
    if (p[i] >= threshold) (y[i] === 1 ? hits : falseAlarms)[group]++;
  }
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i];
    const mean = scores[group] / n[group];
    scoreSquares[group] += (p[i] - mean) ** 2;
    offSquares[group] += (p[i] - y[i] - (mean - events[group] / n[group])) ** 2;
  }
  return Array.from({ length: nGroups }, (_none, group) => {
    const own = n[group];
    const nAbove = hits[group] + falseAlarms[group];
    const sd = (squares: number) => (own > 1 ? Math.sqrt(squares / (own - 1)) : 0);
    const mean = scores[group] / own;
    return {
      n: own,
      events: { n: own, hits: events[group] },
      favourable: { n: own, hits: isAboveFavourable ? nAbove : own - nAbove },
      hits: { n: events[group], hits: hits[group] },
      falseAlarms: { n: own - events[group], hits: falseAlarms[group] },
      score: { n: own, mean, sd: sd(scoreSquares[group]) },
      off: { n: own, mean: mean - events[group] / own, sd: sd(offSquares[group]) },
    };
  });
}

/** @param reference null for the reference group itself */
export function figuresOf(own: GroupCounts, reference: GroupCounts | null): FairnessFigures {
  const gap = (of: (counts: GroupCounts) => Share) => (reference ? shareDifference(of(own), of(reference)) : null);
  return {
    nEvents: own.events.hits,
    favourableRate: shareMeasure(own.favourable),
    impactRatio: reference && shareRatio(own.favourable, reference.favourable),
    meanDifference: reference && meanDifference(own.score, reference.score),
    truePositiveRate: shareMeasure(own.hits),
    falsePositiveRate: shareMeasure(own.falseAlarms),
    truePositiveGap: gap(({ hits }) => hits),
    falsePositiveGap: gap(({ falseAlarms }) => falseAlarms),
    meanScore: own.score.mean,
    eventRate: shareMeasure(own.events),
    calibrationGap: { value: own.off.mean, ...meanInterval(own.off.mean, own.off.sd, own.n, own.off.sd), n: own.n },
  };
}

/** 0 where all scores are equal, which have no spread to be measured in. */
function meanDifference(own: Part, reference: Part) {
  const n = own.n + reference.n;
  if (own.sd === 0 && reference.sd === 0 && own.mean === reference.mean) return { value: 0, low: 0, high: 0, n };
  const { effect, low, high } = standardisedDifference(own, reference);
  return { value: effect, low, high, n };
}
