import type { ColumnRole } from '#shared/columns';
import type { NumberDetail } from '#shared/profile';
import type { ColumnProfile } from '#shared/results';
import type { DateColumn, NumberColumn } from '../table/Column.ts';
import type { TaskContext } from '../workers/Task.ts';
import { describeSorted } from './describe.ts';
import { mixedUnits, type MixedUnits } from './mixedUnits.ts';
import { numberDetail } from './numberDetail.ts';
import { specialCodes, type SpecialCode } from './specialCodes.ts';
import { sortedPresent } from './summarise.ts';

export interface NumericColumnInput {
  readonly column: NumberColumn | DateColumn;
  readonly role: ColumnRole;
  readonly nRows: number;
  /** Its values that are there, ascending, where they are at hand. */
  readonly sorted: Float64Array | null;
}
export interface NumericColumnOutput {
  readonly profile: ColumnProfile;
  readonly number: NumberDetail | null;
  readonly codes: readonly SpecialCode[];
  readonly units: MixedUnits | null;
}

/** Everything about a column that is easy to see once its values are sorted. */
export function describeNumeric(
  { column, role, nRows, sorted: given }: NumericColumnInput,
  context: TaskContext,
): NumericColumnOutput {
  const sorted = given ?? sortedPresent(column.values);
  context.throwIfCancelled();
  const profile = describeSorted(column, role, nRows, sorted);
  const { summary } = profile;
  if (!summary || summary.n === 0) return { profile, number: null, codes: [], units: null };
  const number = numberDetail(sorted, summary.mean, summary.sd);
  const isNumber = column.kind === 'number';
  return {
    profile,
    number,
    codes: isNumber ? specialCodes(sorted) : [],
    units: isNumber ? mixedUnits(sorted) : null,
  };
}

export const COLUMN_TASKS = { 'profile.column': describeNumeric };
