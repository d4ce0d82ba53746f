import type { ColumnRole } from '#shared/columns';
import type { Contrast } from './Contrast.ts';
import { effectInterval, meanInterval, medianInterval, type Part } from './intervals.ts';
import { quantile } from './quantile.ts';
import { finitePart, groupsInOrder, sortedByGroup, sortedColumn, type SortedColumn } from '../profile/sortedColumns.ts';

/** Skewness from which an average misleads and the median speaks, if the column has a median worth naming. */
const HEAVY_TAIL = 2;

export interface NumberInput {
  readonly column: string;
  readonly role: ColumnRole;
  readonly unit: 'number' | 'years' | 'percent';
  /** [nRows], NaN is missing. */
  readonly values: Float64Array;
}
interface Moments {
  readonly n: Float64Array;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly bookMean: number;
  readonly bookSd: number;
  readonly skewness: number;
}

/**
 * A column of numbers by segment: averages with effect (segment − book) / book sd; for heavy tails medians, with the effect taken
 * on ranks (mean rank in the segment − mean rank in the book, over the sd of ranks), which one far value cannot carry.
 * @returns null for a column without spread
 */
export function numberContrast(input: NumberInput, labels: Int32Array, nSegments: number): Contrast | null {
  const moments = momentsBySegment(input.values, labels, nSegments);
  if (!(moments.bookSd > 0) || !Number.isFinite(moments.bookSd)) return null;
  if (moments.skewness > HEAVY_TAIL) {
    const contrast = medianContrast(input, labels, nSegments);
    if (contrast) return contrast;
  }
  const intervals = Array.from(moments.mean, (mean, s) =>
    meanInterval(mean, moments.sd[s], moments.n[s], moments.bookSd),
  );
  return {
    ...frame(input),
    measure: 'mean',
    book: moments.bookMean,
    values: Array.from(moments.mean),
    effects: Array.from(moments.mean, mean => (mean - moments.bookMean) / moments.bookSd),
    lows: intervals.map(interval => interval.low),
    highs: intervals.map(interval => interval.high),
    ...onScale(
      Array.from(moments.n, (n, s) => ({ n, mean: moments.mean[s], sd: moments.sd[s] })),
      { n: sum(moments.n), mean: moments.bookMean, sd: moments.bookSd },
    ),
  };
}

/** Intervals of the effects, and what two segments are compared by. */
function onScale(parts: readonly Part[], book: Part) {
  const intervals = parts.map(part => effectInterval(part, book));
  return {
    effectLows: intervals.map(interval => interval.low),
    effectHighs: intervals.map(interval => interval.high),
    ns: parts.map(part => part.n),
    centers: parts.map(part => part.mean),
    sds: parts.map(part => part.sd),
  };
}

function frame(input: NumberInput) {
  const { column, role, unit } = input;
  return { column, role, unit, kind: unit === 'years' ? 'years' : 'number', level: null, nLevels: 1 } as const;
}

function momentsBySegment(values: Float64Array, labels: Int32Array, nSegments: number): Moments {
  const n = new Float64Array(nSegments);
  const mean = new Float64Array(nSegments);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!Number.isFinite(value)) continue;
    n[labels[row]]++;
    mean[labels[row]] += value;
  }
  const total = sum(n);
  const bookMean = sum(mean) / total;
  for (let s = 0; s < nSegments; s++) mean[s] /= n[s];
  const sd = new Float64Array(nSegments);
  let squares = 0;
  let cubes = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!Number.isFinite(value)) continue;
    const own = value - mean[labels[row]];
    const off = value - bookMean;
    sd[labels[row]] += own * own;
    squares += off * off;
    cubes += off * off * off;
  }
  for (let s = 0; s < nSegments; s++) sd[s] = n[s] > 1 ? Math.sqrt(sd[s] / (n[s] - 1)) : 0;
  const bookSd = total > 1 ? Math.sqrt(squares / (total - 1)) : 0;
  return { n, mean, sd, bookMean, bookSd, skewness: cubes / total / (squares / total) ** 1.5 };
}

function medianContrast(input: NumberInput, labels: Int32Array, nSegments: number): Contrast | null {
  const inOrder = finitePart(sortedColumn(input.values));
  const book = inOrder.values;
  const median = quantile(book, 0.5);
  if (quantile(book, 0.25) === median || quantile(book, 0.75) === median) return null;
  const own = groupsInOrder(inOrder, labels, nSegments);
  const bySegment = sortedByGroup(inOrder, own, nSegments);
  const { means, sds, sd } = rankMoments(inOrder, own, bySegment);
  const intervals = bySegment.map(medianInterval);
  return {
    ...frame(input),
    measure: 'median',
    book: median,
    values: bySegment.map(values => quantile(values, 0.5)),
    effects: means.map(mean => (mean - (book.length - 1) / 2) / sd),
    lows: intervals.map(interval => interval.low),
    highs: intervals.map(interval => interval.high),
    ...onScale(
      means.map((mean, s) => ({ n: bySegment[s].length, mean, sd: sds[s] })),
      { n: book.length, mean: (book.length - 1) / 2, sd },
    ),
  };
}

/**
 * Ranks of the book's values by segment.
 * @returns the mean 0-based rank of each segment's values (ties share the mean of their ranks), their sample sd in each segment, the sd of all
 * ranks
 */
function rankMoments(
  { values }: SortedColumn,
  segments: Uint8Array | Int32Array,
  bySegment: readonly Float64Array[],
): { means: number[]; sds: number[]; sd: number } {
  const sums = new Float64Array(bySegment.length);
  const ownSquares = new Float64Array(bySegment.length);
  const tied = new Int32Array(bySegment.length);
  const middle = (values.length - 1) / 2;
  let squares = 0;
  for (let from = 0, to = 0; from < values.length; from = to) {
    for (; to < values.length && values[to] === values[from]; to++) tied[segments[to]]++;
    const rank = (from + to - 1) / 2;
    const square = (rank - middle) ** 2;
    squares += (to - from) * square;
    for (let s = 0; s < tied.length; s++) {
      if (tied[s] === 0) continue;
      sums[s] += tied[s] * rank;
      ownSquares[s] += tied[s] * square;
      tied[s] = 0;
    }
  }
  const means = Array.from(sums, (total, s) => total / bySegment[s].length);
  const sds = bySegment.map(({ length: n }, s) =>
    n > 1 ? Math.sqrt(Math.max(0, ownSquares[s] - n * (means[s] - middle) ** 2) / (n - 1)) : 0,
  );
  return { means, sds, sd: Math.sqrt(squares / values.length) };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
