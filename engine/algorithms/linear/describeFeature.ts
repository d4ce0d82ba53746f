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

function describeNumbers(values: Float64Array, context: TaskContext): Described {
  const { gaps, sum, low, high } = totals(values, context);
  const known = values.length - gaps;
  if (known === 0 || !(high > low))
    return { kind: 'number', gaps, fill: known > 0 ? low : 0, mean: known > 0 ? low : 0, sd: 0 };
  const fill = gaps > 0 ? medianOf(values, context) : 0;
  // Around a value amid the others, so that no digits are lost to a large offset.
  const about = sum / known;
  let shift = 0;
  let squares = 0;
  for (let from = 0; from < values.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    const to = Math.min(values.length, from + CHUNK_ROWS);
    for (let row = from; row < to; row++) {
      const value = values[row];
      const off = (value === value ? value : fill) - about;
      shift += off;
      squares += off * off;
    }
  }
  const offset = shift / values.length;
  const variance = squares / values.length - offset * offset;
  return { kind: 'number', gaps, fill, mean: about + offset, sd: variance > 0 ? Math.sqrt(variance) : 0 };
}

function totals(values: Float64Array, context: TaskContext) {
  let gaps = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let from = 0; from < values.length; from += CHUNK_ROWS) {
    context.throwIfCancelled();
    const to = Math.min(values.length, from + CHUNK_ROWS);
    for (let row = from; row < to; row++) {
      const value = values[row];
      if (value !== value) {
        gaps++;
        continue;
      }
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { gaps, sum, low, high };
}

function medianOf(values: Float64Array, context: TaskContext): number {
  const sorted = sortedPresent(values);
  context.throwIfCancelled();
  const upper = sorted[sorted.length >> 1];
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[(sorted.length >> 1) - 1];
  return lower + (upper - lower) / 2;
}
