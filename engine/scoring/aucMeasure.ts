import type { Measure } from '#shared/scoring/evaluation';
import { rankCodes } from './leaks/Seen.ts';
import { twoSidedP } from './rates.ts';

/** 97.5 % point of the standard normal. */
const Z = 1.959963984540054;

/** For each customer the share of those with the other outcome that are ranked on the right side, ties counting half. */
interface Placements {
  readonly auc: number;
  /** [n] */
  readonly of: Float64Array;
  readonly nYes: number;
  readonly nNo: number;
}

function placementsOf(scores: Float64Array, y: ArrayLike<number>): Placements {
  const { codes, nCodes } = rankCodes(scores);
  const yes = new Float64Array(nCodes);
  const no = new Float64Array(nCodes);
  for (let i = 0; i < codes.length; i++) (y[i] === 1 ? yes : no)[codes[i]]++;
  const nYes = yes.reduce((sum, count) => sum + count, 0);
  const nNo = codes.length - nYes;
  const ofYes = new Float64Array(nCodes);
  const ofNo = new Float64Array(nCodes);
  let [noBelow, yesBelow, auc] = [0, 0, 0];
  for (let code = 0; code < nCodes; code++) {
    ofYes[code] = (noBelow + no[code] / 2) / nNo;
    ofNo[code] = (nYes - yesBelow - yes[code] / 2) / nYes;
    auc += (yes[code] * ofYes[code]) / nYes;
    noBelow += no[code];
    yesBelow += yes[code];
  }
  return { auc, of: Float64Array.from(codes, (code, i) => (y[i] === 1 ? ofYes : ofNo)[code]), nYes, nNo };
}

/**
 * Area under the ROC curve with its 95 % interval by placements, kept within [0, 1].
 * @param scores [n] finite
 * @param y [n] 1 event, 0 none
 * @returns NaN where there is no event or no other
 * Source: DeLong, DeLong, Clarke-Pearson (1988), doi:10.2307/2531595. Cost: O(n) after sorting.
 */
export function aucMeasure(scores: Float64Array, y: ArrayLike<number>): Measure {
  const { auc, of, nYes, nNo } = placementsOf(scores, y);
  if (nYes === 0 || nNo === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, n: scores.length };
  const half = Z * Math.sqrt(varianceOf(of, y, auc, nYes, nNo));
  return { value: auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half), n: scores.length };
}

/**
 * AUC of the first less the second's on the same customers, with its 95 % interval and the two-sided p-value (1 where the two rank alike).
 * Source and cost as `aucMeasure`.
 */
export function aucDifference(a: Float64Array, b: Float64Array, y: ArrayLike<number>): Measure & { pValue: number } {
  const [first, second] = [placementsOf(a, y), placementsOf(b, y)];
  const value = first.auc - second.auc;
  const apart = first.of.map((own, i) => own - second.of[i]);
  const sd = Math.sqrt(varianceOf(apart, y, value, first.nYes, first.nNo));
  return { value, low: value - Z * sd, high: value + Z * sd, n: a.length, pValue: sd > 0 ? twoSidedP(value / sd) : 1 };
}

function varianceOf(placements: Float64Array, y: ArrayLike<number>, mean: number, nYes: number, nNo: number): number {
  let [ofYes, ofNo] = [0, 0];
  for (let i = 0; i < placements.length; i++) {
    const square = (placements[i] - mean) ** 2;
    if (y[i] === 1) ofYes += square;
    else ofNo += square;
  }
  return (nYes > 1 ? ofYes / (nYes - 1) / nYes : 0) + (nNo > 1 ? ofNo / (nNo - 1) / nNo : 0);
}
