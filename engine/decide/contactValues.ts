import type { ColumnRole } from '#shared/columns';
import type { ContactAction, ContactChoices } from '#shared/decisions/contact';
import type { CalibrationBin } from '#shared/scoring/evaluation';
import { AppError } from '#shared/errors';
import { requireColumn } from '../table/selectRows.ts';
import { chosenScores } from '../scoring/Scored.ts';
import type { Book } from './Book.ts';

/** What a contact with each customer costs and may bring. */
export interface ContactValues {
  /** [nRows], what is saved where it works; NaN where it is not known. */
  readonly value: Float64Array;
  /** [nRows], position in `actions`. */
  readonly action: Int32Array;
  readonly actions: readonly Omit<ContactAction, 'n'>[];
  /** [nRows], probability × success × value − cost, at the middle, careful and hopeful assumptions. */
  readonly expected: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** @param plays by position of the segment, the last for customers in none */
export function contactValues(
  { imported, scored, segmented }: Book,
  choices: ContactChoices,
  plays: readonly Omit<ContactAction, 'n'>[],
): ContactValues {
  const p = chosenScores(scored);
  const n = p.length;
  const value = valuesOf(imported, choices, n);
  const action = Int32Array.from({ length: n }, (_row, row) => segmented?.labels[row] ?? plays.length - 1);
  const { bins } = scored.result.models.find(({ id }) => id === scored.result.chosen)!.evaluation.calibration;
  const expected = new Float64Array(n);
  const [low, high] = [new Float64Array(n), new Float64Array(n)];
  for (let row = 0; row < n; row++) {
    const { cost, success } = plays[action[row]];
    const around = boundsOf(p[row], bins);
    expected[row] = p[row] * ((success.low + success.high) / 2) * value[row] - cost;
    low[row] = around.low * success.low * value[row] - cost;
    high[row] = around.high * success.high * value[row] - cost;
  }
  return { value, action, actions: plays, expected, low, high };
}

/** Roles of columns that cannot say what a customer is worth. */
export const NO_VALUES: readonly ColumnRole[] = ['identifier', 'protected', 'target'];

function valuesOf({ table, roles }: Book['imported'], { value }: ContactChoices, n: number): Float64Array {
  if ('amount' in value) return new Float64Array(n).fill(value.amount);
  const column = requireColumn(table, value.column);
  const role = roles[table.columns.indexOf(column)];
  if (NO_VALUES.includes(role)) throw new AppError('decide.protected', { column: value.column, role });
  if (column.kind !== 'number')
    throw new AppError('option.invalid', { option: 'value', allowed: 'a column of numbers', got: value.column });
  return Float64Array.from(column.values, held => (held > 0 ? held * value.share : held === held ? 0 : NaN));
}

/**
 * How far a probability can be trusted: it is moved as the observed share of its calibration bin, at both ends of that share's interval, lies to
 * what the bin foretold.
 */
export function boundsOf(p: number, bins: readonly CalibrationBin[]): { low: number; high: number } {
  if (bins.length === 0) return { low: p, high: p };
  let nearest = bins[0];
  for (const bin of bins) if (Math.abs(bin.meanScore - p) < Math.abs(nearest.meanScore - p)) nearest = bin;
  const { meanScore, rate } = nearest;
  if (!(meanScore > 0)) return { low: Math.min(p, rate.low), high: Math.max(p, rate.high) };
  const bounded = (bound: number) => Math.min(1, Math.max(0, (p * bound) / meanScore));
  return { low: Math.min(p, bounded(rate.low)), high: Math.max(p, bounded(rate.high)) };
}
