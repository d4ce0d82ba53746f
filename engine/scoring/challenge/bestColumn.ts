import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { aucOfCodes } from '../../profile/associations/measures.ts';
import { binFeatures, type BinnedFeature } from '../fairness/binnedBayes.ts';
import { rankCodes } from '../leaks/Seen.ts';
import { pause } from '../../jobs/pause.ts';

/** What one column alone says: the share of events among those in the same bin, as learned. */
export interface ColumnRule {
  readonly feature: string;
  /** [rows tested] */
  readonly scores: Float64Array;
}

/**
 * The column that ranks best alone, chosen and learned on the customers that are learned from only: its rates by bin are learned on one half of them
 * and the choice is made on the other, so that a column of many levels has no advantage.
 * @param rows learned from first, then tested
 * @param y [rows] outcomes; those of the tested are not looked at
 * @returns null without features. Cost: O(features · rows). @throws Cancelled
 */
export async function bestColumn(
  x: FeatureTable,
  rows: Int32Array,
  y: Uint8Array,
  nLearned: number,
  run: Run,
): Promise<ColumnRule | null> {
  let best: { feature: BinnedFeature; auc: number } | null = null;
  for (const one of x.features) {
    await pause(run);
    const [feature] = binFeatures({ nRows: x.nRows, features: [one] }, rows);
    const rates = ratesOf(feature, y, nLearned, i => i % 2 === 0);
    const { codes, nCodes } = rankCodes(Float64Array.from({ length: nLearned }, (_none, i) => rates[feature.codes[i]]));
    const labels = Int8Array.from({ length: nLearned }, (_none, i) => (i % 2 === 1 ? y[i] : -1));
    const { auc } = aucOfCodes(codes, nCodes, labels);
    if (!best || auc > best.auc) best = { feature, auc };
  }
  if (!best) return null;
  const { feature } = best;
  const rates = ratesOf(feature, y, nLearned, () => true);
  return { feature: feature.name, scores: Float64Array.from(feature.codes.subarray(nLearned), code => rates[code]) };
}

/** Share of events in each bin, one customer of the average added. */
function ratesOf({ codes, nBins }: BinnedFeature, y: Uint8Array, nLearned: number, isLearned: (i: number) => boolean) {
  const events = new Float64Array(nBins);
  const counts = new Float64Array(nBins);
  let [n, all] = [0, 0];
  for (let i = 0; i < nLearned; i++) {
    if (!isLearned(i)) continue;
    events[codes[i]] += y[i];
    counts[codes[i]]++;
    n++;
    all += y[i];
  }
  return events.map((count, bin) => (count + all / Math.max(1, n)) / (counts[bin] + 1));
}
