import { formatNumber } from '#shared/format';
import { quantile, sortedKnown } from '../../explain/quantile.ts';
import type { CategoryFeature, Feature, FeatureTable, NumberFeature } from '../../table/FeatureTable.ts';
import type { PlannedFeature } from '../features.ts';
import type { ScoreContributions } from './Contributions.ts';
import { isYesNo } from './featureWords.ts';

/** Which values of a feature raise a score and which lower it. */
export interface Direction {
  /** "high values raise the score, low ones lower it". */
  readonly text: string;
  /** The same with what counts as high or low. */
  readonly detailed: string;
}

/** Parts of the values that are compared: the lowest and the highest third, or nearest to them. */
const THIRD = 1 / 3;
/** A level is named when at least so many of the customers looked at have it. */
const LEAST_LEVEL = 10;
/** Means closer to 0 than this share of the mean size of contributions say nothing. */
const NOTABLE = 0.2;
const NONE = same('makes no difference');
const MIXED = same('moves the score both ways, in no single direction');

function same(text: string): Direction {
  return { text, detailed: text };
}

/** @param x the rows that were explained, in their order; `meanSize` of the feature's contributions */
export function directionOf(
  planned: PlannedFeature,
  x: FeatureTable,
  contributions: ScoreContributions,
  j: number,
  meanSize: number,
): Direction {
  const feature = x.features[j];
  if (!(meanSize > 0)) return NONE;
  const { values, nFeatures, eventSign } = contributions;
  const own = Float64Array.from({ length: x.nRows }, (_none, row) => eventSign * values[row * nFeatures + j]);
  const least = NOTABLE * meanSize;
  if (feature.kind === 'category') return ofLevels(feature, own, least);
  if (isYesNo(planned)) return ofYesNo(feature, own, least);
  return ofNumber(feature, own, least);
}

function ofNumber(feature: NumberFeature, own: Float64Array, least: number): Direction {
  const { values } = feature;
  const sorted = sortedKnown(values);
  const low = quantile(sorted, THIRD);
  const high = quantile(sorted, 1 - THIRD);
  // Where most values are equal the thirds may meet; then what lies above or below them is compared.
  const isLow = (value: number) => (low < high ? value <= low : value < low || (value === low && sorted[0] === low));
  const isHigh = (value: number) => (low < high ? value > high || value === sorted[sorted.length - 1] : value > high);
  const atLow = meanWhere(own, row => isLow(values[row]));
  const atHigh = meanWhere(own, row => isHigh(values[row]));
  const missing = meanWhere(own, row => Number.isNaN(values[row]));
  const means = { low: Math.abs(atLow) >= least ? atLow : 0, high: Math.abs(atHigh) >= least ? atHigh : 0 };
  const gap = `a value that is not given ${missing > 0 ? 'raises' : 'lowers'} the score`;
  const isGapNotable = Math.abs(missing) >= least;
  if (isGapNotable && means.low === 0 && means.high === 0) return same(gap);
  const words = (lowWords: string, highWords: string) => sidesWords(means, lowWords, highWords);
  const lowBound = `low values (up to ${formatNumber(low)})`;
  const highBound = `high values (above ${formatNumber(high)})`;
  const detailed = words(lowBound, highBound);
  return { text: words('low values', 'high values'), detailed: isGapNotable ? `${detailed}; ${gap}` : detailed };
}

/** @param means of the contributions of low and of high values; 0 for too little */
function sidesWords({ low, high }: { low: number; high: number }, lowWords: string, highWords: string): string {
  if (low === 0 && high === 0) return MIXED.text;
  if (high > 0 && low < 0) return `${highWords} raise the score, ${lowWords} lower it`;
  if (high < 0 && low > 0) return `${lowWords} raise the score, ${highWords} lower it`;
  const verb = high + low > 0 ? 'raise' : 'lower';
  if (high !== 0 && low !== 0) return `${lowWords} and ${highWords} ${verb} the score`;
  return `${high === 0 ? lowWords : highWords} ${verb} the score`;
}

function ofYesNo({ values }: NumberFeature, own: Float64Array, least: number): Direction {
  const yes = meanWhere(own, row => values[row] > 0);
  const no = meanWhere(own, row => values[row] <= 0);
  return ofTwo(
    [
      ['yes', yes],
      ['no', no],
    ],
    least,
  );
}

function ofLevels({ codes, levels }: CategoryFeature, own: Float64Array, least: number): Direction {
  const counts = new Float64Array(levels.length);
  const sums = new Float64Array(levels.length);
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    counts[codes[row]]++;
    sums[codes[row]] += own[row];
  }
  const named = levels.flatMap((level, code): [string, number][] =>
    counts[code] >= Math.min(LEAST_LEVEL, codes.length / 10) && counts[code] > 0
      ? [[`"${level}"`, sums[code] / counts[code]]]
      : [],
  );
  return ofTwo(named, least);
}

/** The value that raises most and the one that lowers most. */
function ofTwo(means: readonly (readonly [string, number])[], least: number): Direction {
  if (means.length === 0) return MIXED;
  const top = means.reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  const bottom = means.reduce((best, entry) => (entry[1] < best[1] ? entry : best));
  if (top[1] >= least && bottom[1] <= -least) return same(`${top[0]} raises the score, ${bottom[0]} lowers it`);
  if (top[1] >= least) return same(`${top[0]} raises the score`);
  return bottom[1] <= -least ? same(`${bottom[0]} lowers the score`) : MIXED;
}

/** 0 where there is no such row. */
function meanWhere(own: Float64Array, isIn: (row: number) => boolean): number {
  let [sum, n] = [0, 0];
  for (let row = 0; row < own.length; row++) {
    if (!isIn(row)) continue;
    sum += own[row];
    n++;
  }
  return n > 0 ? sum / n : 0;
}

/** Place of every row's value among all, from 0 (lowest) to 1; null for gaps and levels. */
export function positionsOf(feature: Feature): (number | null)[] {
  if (feature.kind === 'category') return Array.from(feature.codes, () => null);
  const sorted = sortedKnown(feature.values);
  const place = new Map<number, number>();
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    place.set(sorted[from], sorted.length > 1 ? (from + to - 1) / 2 / (sorted.length - 1) : 0.5);
    from = to;
  }
  return Array.from(feature.values, value => place.get(value) ?? null);
}
