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
  /** What raises and what lowers it, for a sentence; null where there is nothing to say. */
  readonly raising: string | null;
  readonly lowering: string | null;
}

/** Parts of the values that are compared: the lowest and the highest third, or nearest to them. */
const THIRD = 1 / 3;
/** A level is named when at least so many of the customers looked at have it. */
const LEAST_LEVEL = 10;
/** Means closer to 0 than this share of the mean size of contributions say nothing. */
const NOTABLE = 0.2;
const NONE: Direction = { text: 'makes no difference', raising: null, lowering: null };

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
  const [lowWords, highWords] = [
    `low values (up to ${formatNumber(low)})`,
    `high values (above ${formatNumber(high)})`,
  ];
  if (atHigh >= least && atLow <= -least)
    return { text: 'high values raise the score, low ones lower it', raising: highWords, lowering: lowWords };
  if (atHigh <= -least && atLow >= least)
    return { text: 'low values raise the score, high ones lower it', raising: lowWords, lowering: highWords };
  const missing = meanWhere(own, row => Number.isNaN(values[row]));
  if (Math.abs(missing) >= least && Math.abs(missing) > Math.max(Math.abs(atLow), Math.abs(atHigh)))
    return missing > 0
      ? { text: 'a missing value raises the score', raising: 'no value given', lowering: null }
      : { text: 'a missing value lowers the score', raising: null, lowering: 'no value given' };
  return oneSided(atLow, atHigh, least, lowWords, highWords);
}

function oneSided(atLow: number, atHigh: number, least: number, lowWords: string, highWords: string): Direction {
  const [isLowNotable, isHighNotable] = [Math.abs(atLow) >= least, Math.abs(atHigh) >= least];
  if (isLowNotable && isHighNotable)
    return atHigh > 0
      ? { text: 'low and high values raise the score', raising: 'low and high values', lowering: null }
      : { text: 'low and high values lower the score', raising: null, lowering: 'low and high values' };
  if (!isLowNotable && !isHighNotable)
    return { text: 'in no single direction; see the curve', raising: null, lowering: null };
  const [value, words] = isHighNotable ? [atHigh, highWords] : [atLow, lowWords];
  const name = isHighNotable ? 'high' : 'low';
  return value > 0
    ? { text: `${name} values raise the score`, raising: words, lowering: null }
    : { text: `${name} values lower the score`, raising: null, lowering: words };
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
  const known = means.filter(([, mean]) => Number.isFinite(mean));
  if (known.length === 0) return { text: 'in no single direction; see the curve', raising: null, lowering: null };
  const top = known.reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  const bottom = known.reduce((best, entry) => (entry[1] < best[1] ? entry : best));
  const raising = top[1] >= least ? top[0] : null;
  const lowering = bottom[1] <= -least ? bottom[0] : null;
  const parts = [raising && `${raising} raises the score`, lowering && `${lowering} lowers it`];
  if (!raising && lowering) parts[1] = `${lowering} lowers the score`;
  const text = parts.filter(part => part !== null).join(', ');
  return { text: text || 'in no single direction; see the curve', raising, lowering };
}

/** NaN-free: 0 where there is no such row. */
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
