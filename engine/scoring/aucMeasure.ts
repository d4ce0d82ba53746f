import type { Measure } from '#shared/scoring/evaluation';
import { rankCodes } from './leaks/Seen.ts';

/** 97.5 % point of the standard normal. */
const Z = 1.959963984540054;

/**
 * Area under the ROC curve with its 95 % interval by placements, kept within [0, 1].
 * @param scores [n] finite
 * @param y [n] 1 event, 0 none
 * @returns NaN where there is no event or no other
 * Source: DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595. Cost: O(n) after sorting.
 */
export function aucMeasure(scores: Float64Array, y: ArrayLike<number>): Measure {
  const { codes, nCodes } = rankCodes(scores);
  const yes = new Float64Array(nCodes);
  const no = new Float64Array(nCodes);
  for (let i = 0; i < codes.length; i++) (y[i] === 1 ? yes : no)[codes[i]]++;
  const nYes = yes.reduce((sum, count) => sum + count, 0);
  const nNo = codes.length - nYes;
  if (nYes === 0 || nNo === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, n: codes.length };
  let [noBelow, yesBelow, auc] = [0, 0, 0];
  const ofYes = new Float64Array(nCodes);
  const ofNo = new Float64Array(nCodes);
  for (let code = 0; code < nCodes; code++) {
    ofYes[code] = (noBelow + no[code] / 2) / nNo;
    ofNo[code] = (nYes - yesBelow - yes[code] / 2) / nYes;
    auc += (yes[code] * ofYes[code]) / nYes;
    noBelow += no[code];
    yesBelow += yes[code];
  }
  const variance = spread(ofYes, yes, nYes, auc) / nYes + spread(ofNo, no, nNo, auc) / nNo;
  const half = Z * Math.sqrt(variance);
  return { value: auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half), n: codes.length };
}

function spread(placements: Float64Array, counts: Float64Array, n: number, mean: number): number {
  let squares = 0;
  for (let code = 0; code < counts.length; code++) squares += counts[code] * (placements[code] - mean) ** 2;
  return n > 1 ? squares / (n - 1) : 0;
}
