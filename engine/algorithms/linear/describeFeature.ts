import { sortedPresent } from '../../table/sortNumbers.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues } from './LinearDesign.ts';

export interface DescribeInput {
  readonly values: FeatureValues;
  /** 0 for numbers. */
  readonly nLevels: number;
}
/** Of the training rows. */
export type Described =
  | {
      readonly kind: 'number';
      readonly gaps: number;
      readonly fill: number;
      readonly mean: number;
      readonly sd: number;
    }
  | {
      readonly kind: 'category';
      /** [nLevels + 1] rows of each level, then gaps */
      readonly counts: Float64Array;
    };

/** Gaps, median, and mean and standard deviation with the gaps filled by it; or how often each level occurs. */
export function describeFeature({ values, nLevels }: DescribeInput, context: TaskContext): Described {
  if (values instanceof Float64Array) return describeNumbers(values, context);
  const counts = new Float64Array(nLevels + 1);
  for (const code of values) counts[code >= 0 && code < nLevels ? code : nLevels]++;
  return { kind: 'category', counts };
}

/** Values looked at to find where the others lie. */
const LOOK_ROWS = 1024;
/** Share of the squares about a point that may be due to the point; beyond it digits are lost. */
const MOST_OFFSET = 0.5;

/** Sums of the known values about a point. Source: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115, on shifted data. */
function describeNumbers(values: Float64Array, context: TaskContext): Described {
  const about = pointAmid(values);
  const first = momentsAbout(values, about, context);
  const known = values.length - first.gaps;
  if (known === 0) return { kind: 'number', gaps: first.gaps, fill: 0, mean: 0, sd: 0 };
  const fill = first.gaps > 0 ? medianOf(values, context) : 0;
  const found = meanAndVariance(first, about, fill, values.length);
  if (found.isExact) return { kind: 'number', gaps: first.gaps, fill, mean: found.mean, sd: Math.sqrt(found.variance) };
  const { mean, variance } = meanAndVariance(
    momentsAbout(values, found.mean, context),
    found.mean,
    fill,
    values.length,
  );
  return { kind: 'number', gaps: first.gaps, fill, mean, sd: Math.sqrt(variance) };
}

interface MomentsAbout {
  readonly gaps: number;
  readonly sum: number;
  readonly squares: number;
}

/** With the gaps filled. */
function meanAndVariance({ gaps, sum, squares }: MomentsAbout, about: number, fill: number, nRows: number) {
  const off = fill - about;
  const offset = (sum + (gaps > 0 ? gaps * off : 0)) / nRows;
  const square = (squares + (gaps > 0 ? gaps * off * off : 0)) / nRows;
  const variance = Math.max(0, square - offset * offset);
  return { mean: about + offset, variance, isExact: offset * offset <= MOST_OFFSET * square };
}

function pointAmid(values: Float64Array): number {
  const n = Math.min(values.length, LOOK_ROWS);
  let first = NaN;
  let sum = 0;
  let known = 0;
  for (let i = 0; i < n; i++) {
    const value = values[Math.floor((i * values.length) / n)];
    if (value !== value) continue;
    if (known++ === 0) first = value;
    sum += value - first;
  }
  if (known > 0) return first + sum / known;
  return values.find(value => value === value) ?? 0;
}

function momentsAbout(values: Float64Array, about: number, context: TaskContext): MomentsAbout {
  let gaps = 0;
  let sum = 0;
  let squares = 0;
  for (let from = 0; from < values.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    const to = Math.min(values.length, from + CHUNK_ROWS);
    let part = 0;
    let partSquares = 0;
    for (let row = from; row < to; row++) {
      const off = values[row] - about;
      if (off !== off) {
        gaps++;
        continue;
      }
      part += off;
      partSquares += off * off;
    }
    sum += part;
    squares += partSquares;
  }
  return { gaps, sum, squares };
}

function medianOf(values: Float64Array, context: TaskContext): number {
  const sorted = sortedPresent(values);
  context.throwIfCancelled();
  const upper = sorted[sorted.length >> 1];
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[(sorted.length >> 1) - 1];
  return lower + (upper - lower) / 2;
}
