import type { Feature, FeatureTable } from '../../table/FeatureTable.ts';
import { rankCodes } from '../leaks/Seen.ts';

/** Features as few bins each, gaps in a bin of their own. */
export interface BinnedFeature {
  readonly name: string;
  /** [nRows] */
  readonly codes: Uint8Array;
  readonly nBins: number;
}

const NUMBER_BINS = 16;
const MOST_LEVELS = 40;

/** Numbers in up to 16 groups of about equal size, categories by their 40 most frequent levels and the rest. @param rows looked at */
export function binFeatures({ features }: FeatureTable, rows: Int32Array): BinnedFeature[] {
  return features.map(feature => binFeature(feature, rows));
}

function binFeature(feature: Feature, rows: Int32Array): BinnedFeature {
  if (feature.kind === 'category') {
    const nBins = Math.min(feature.levels.length, MOST_LEVELS) + 2;
    const codes = Uint8Array.from(rows, row => {
      const code = feature.codes[row];
      return code < 0 ? nBins - 1 : Math.min(code, MOST_LEVELS);
    });
    return { name: feature.name, codes, nBins };
  }
  const { codes, nCodes } = rankCodes(Float64Array.from(rows, row => feature.values[row]));
  const counts = new Float64Array(nCodes);
  let known = 0;
  for (const code of codes)
    if (code >= 0) {
      counts[code]++;
      known++;
    }
  const binOf = new Uint8Array(nCodes);
  let before = 0;
  for (let code = 0; code < nCodes; code++) {
    binOf[code] = nCodes <= NUMBER_BINS ? code : Math.floor((before / known) * NUMBER_BINS);
    before += counts[code];
  }
  return {
    name: feature.name,
    codes: Uint8Array.from(codes, code => (code < 0 ? NUMBER_BINS : binOf[code])),
    nBins: NUMBER_BINS + 1,
  };
}

/** Naive Bayes over bins, as scikit-learn's CategoricalNB with alpha 1; plain. */
export interface BinnedBayesModel {
  readonly nClasses: number;
  /** [nClasses] */
  readonly logPrior: Float64Array;
  /** Per feature [nBins × nClasses]: logarithm of the share of the class that is in the bin, with one customer added to each bin. */
  readonly logShares: readonly Float64Array[];
}

/**
 * @param labels [nRows] class of each row
 * @param isLearned [nRows] 1 where the row is learned from
 * Cost: O(rows · features). Source: Domingos & Pazzani (1997), doi:10.1023/A:1007413511361.
 */
export function fitBinnedBayes(
  features: readonly BinnedFeature[],
  labels: Int32Array,
  nClasses: number,
  isLearned: Uint8Array,
): BinnedBayesModel {
  const ofClass = new Float64Array(nClasses);
  let n = 0;
  for (let i = 0; i < labels.length; i++)
    if (isLearned[i] === 1) {
      ofClass[labels[i]]++;
      n++;
    }
  const logShares = features.map(({ codes, nBins }) => {
    const counts = new Float64Array(nBins * nClasses);
    for (let i = 0; i < labels.length; i++) if (isLearned[i] === 1) counts[codes[i] * nClasses + labels[i]]++;
    return counts.map((count, at) => Math.log((count + 1) / (ofClass[at % nClasses] + nBins)));
  });
  return { nClasses, logPrior: ofClass.map(count => Math.log(Math.max(count, 1e-9) / n)), logShares };
}

/**
 * Log-odds of each class against all others together.
 * @param logs [nClasses], working space
 * @param into [nClasses]
 */
export function binnedLogOdds(
  { nClasses, logPrior, logShares }: BinnedBayesModel,
  features: readonly BinnedFeature[],
  row: number,
  logs: Float64Array,
  into: Float64Array,
): Float64Array {
  logs.set(logPrior);
  for (let f = 0; f < features.length; f++) {
    const at = features[f].codes[row] * nClasses;
    for (let k = 0; k < nClasses; k++) logs[k] += logShares[f][at + k];
  }
  for (let k = 0; k < nClasses; k++) {
    let most = -Infinity;
    for (let other = 0; other < nClasses; other++) if (other !== k && logs[other] > most) most = logs[other];
    let sum = 0;
    for (let other = 0; other < nClasses; other++) if (other !== k) sum += Math.exp(logs[other] - most);
    into[k] = logs[k] - most - Math.log(sum);
  }
  return into;
}
