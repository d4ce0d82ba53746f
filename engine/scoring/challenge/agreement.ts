import type { Agreement } from '#shared/scoring/challenge';
import { spearman } from '../../profile/associations/measures.ts';
import { rankCodes } from '../leaks/Seen.ts';
import { shareMeasure } from '../rates.ts';

/** The customers with the highest scores, as many as asked for; the earlier of equals. @returns [n] 1 taken */
export function takeHighest(scores: Float64Array, count: number): Uint8Array {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const taken = new Uint8Array(scores.length);
  for (const row of order.subarray(0, count)) taken[row] = 1;
  return taken;
}

/**
 * How far two scores agree on the order of customers, and on whom to take when each takes as many.
 * @param count how many the first takes at its threshold
 */
export function agreementOf(a: Float64Array, b: Float64Array, count: number): Agreement {
  const [inA, inB] = [takeHighest(a, count), takeHighest(b, count)];
  const n = a.length;
  const same = inA.reduce((sum, taken, i) => sum + Number(taken === inB[i]), 0);
  return {
    spearman: spearman(rankCodes(a), rankCodes(b)).value ?? 0,
    sameDecisions: shareMeasure({ n, hits: same }),
    kappa: kappaOf(same / n, count / n),
  };
}

/** Both take the same share. Source: Cohen (1960), doi:10.1177/001316446002000104. */
function kappaOf(observed: number, share: number): number {
  const byChance = share * share + (1 - share) * (1 - share);
  return byChance < 1 ? (observed - byChance) / (1 - byChance) : 1;
}
