import type { NumberColumn } from '../table/Column.ts';
import { medianOf } from './medianOf.ts';

export type FillMethod = 'median' | 'mean' | 'mode' | 'constant';

/** One value for every gap of a column of numbers: NaN where the column has no value. Of equally frequent values the least is taken. */
export function fillValueOf({ values }: Pick<NumberColumn, 'values'>, method: FillMethod, constant: number): number {
  if (method === 'constant') return constant;
  const present = values.filter(value => !Number.isNaN(value));
  if (present.length === 0) return NaN;
  if (method === 'median') return medianOf(present);
  return method === 'mean' ? meanOf(present) : mostFrequent(present.sort());
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  // A second pass takes back what the first one rounded away.
  let rest = 0;
  for (const value of values) rest += value - mean;
  return mean + rest / values.length;
}

function mostFrequent(sorted: Float64Array): number {
  let best = sorted[0];
  let most = 0;
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    count = i > 0 && sorted[i] === sorted[i - 1] ? count + 1 : 1;
    if (count > most) {
      most = count;
      best = sorted[i];
    }
  }
  return best;
}
