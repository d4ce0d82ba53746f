import { quantileOfSorted } from './summarise.ts';
import { firstAtLeast } from './numberDetail.ts';

/** Two heaps of values, one of which looks like the other in another unit. */
export interface MixedUnits {
  readonly factor: number;
  /** Values in the lower and the upper heap. */
  readonly nLow: number;
  readonly nHigh: number;
  readonly medianLow: number;
  readonly medianHigh: number;
}

/** Pence for pounds, grams for kilograms, months for years, amounts in thousands. */
const FACTORS = [10, 12, 100, 1000] as const;
const BINS_PER_DECADE = 20;
const FEWEST_VALUES = 200;
const FEWEST_DISTINCT = 50;
/** The smaller heap holds at least this share. */
const LEAST_SHARE = 0.05;
/** Nothing lies in between: the emptiest stretch holds at most this share of what the peaks beside it hold. */
const VALLEY = 0.1;
/** How far medians and spreads may be off, as factors. */
const MEDIAN_OFF = 1.15;
const SPREAD_OFF = 1.5;

/**
 * Suspects two units where the positive values form two heaps with a near-empty stretch between them, and the upper heap, divided by 10, 12,
 * 100 or 1,000, has the median and the spread of the lower one.
 * @param sorted ascending, without NaN
 */
export function mixedUnits(sorted: Float64Array): MixedUnits | null {
  const positive = sorted.subarray(firstAtLeast(sorted, Number.MIN_VALUE));
  if (positive.length < FEWEST_VALUES || positive.length < 0.8 * sorted.length) return null;
  const cut = valley(positive);
  if (cut === null) return null;
  const low = positive.subarray(0, cut);
  const high = positive.subarray(cut);
  if (Math.min(low.length, high.length) < LEAST_SHARE * positive.length) return null;
  if (distinctOf(low) < FEWEST_DISTINCT || distinctOf(high) < FEWEST_DISTINCT) return null;
  const [medianLow, medianHigh] = [quantileOfSorted(low, 0.5), quantileOfSorted(high, 0.5)];
  const off = (candidate: number) => Math.abs(Math.log(medianHigh / medianLow / candidate));
  const factor = FACTORS.reduce((best, candidate) => (off(candidate) < off(best) ? candidate : best));
  if (off(factor) > Math.log(MEDIAN_OFF) || !isNear(spread(high), spread(low), SPREAD_OFF)) return null;
  return { factor, nLow: low.length, nHigh: high.length, medianLow, medianHigh };
}

/** Where the values part: the middle of the longest stretch, on a log scale, that is nearly empty between two peaks; null without one. */
function valley(positive: Float64Array): number | null {
  const bin = (value: number) => Math.floor(Math.log10(value) * BINS_PER_DECADE);
  const first = bin(positive[0]);
  const counts = new Float64Array(bin(positive[positive.length - 1]) - first + 1);
  for (let i = 0, from = 0; i < counts.length; i++) {
    const to = firstWhere(positive, from, value => bin(value) > first + i);
    counts[i] = to - from;
    from = to;
  }
  const left = runningMax(counts);
  const right = runningMax(counts.slice().reverse()).reverse();
  let best = { start: 0, length: 0 };
  let start = -1;
  for (let i = 0; i <= counts.length; i++) {
    const isLow = i < counts.length && counts[i] <= VALLEY * Math.min(left[i], right[i]);
    if (isLow && start < 0) start = i;
    if (isLow || start < 0) continue;
    if (i - start > best.length) best = { start, length: i - start };
    start = -1;
  }
  if (best.length === 0) return null;
  return firstAtLeast(positive, 10 ** ((first + best.start + best.length / 2) / BINS_PER_DECADE));
}

/** Position from `from` on of the first value for which it holds, as it does for all above. */
function firstWhere(sorted: Float64Array, from: number, holds: (value: number) => boolean): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

function runningMax(counts: Float64Array): Float64Array {
  let most = 0;
  return counts.map(count => (most = Math.max(most, count)));
}

/** Quartiles as a factor: 4 means that the upper is four times the lower. */
function spread(sorted: Float64Array): number {
  return quantileOfSorted(sorted, 0.75) / quantileOfSorted(sorted, 0.25);
}

function isNear(value: number, wanted: number, off: number): boolean {
  return value <= wanted * off && value >= wanted / off;
}

function distinctOf(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}
