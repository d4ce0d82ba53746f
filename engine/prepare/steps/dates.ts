import { listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { conceptOf } from '../../import/dictionary/conceptOf.ts';
import { isoDate } from '../../table/cellValue.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineStep } from '../defineStep.ts';
import { byName, changed, replaceColumns } from '../workColumns.ts';

export interface DatesState {
  readonly columns: readonly { readonly name: string; readonly measure: 'age' | 'years' }[];
  /** Days since 1970-01-01. */
  readonly referenceDay: number;
}

const DAYS_PER_YEAR = 365.25;

/** Dates become years before the reference date: ages for births, tenures for the rest; a later date gives a negative number. */
export const dates = defineStep({
  id: 'dates',
  title: 'Dates to years',
  help: 'Turns every date into the years between it and the reference date: an age for a date of birth, a tenure for others.',
  sources: [],
  options: {},
  async fit(table, _options, context) {
    const found = table.columns.filter(column => column.kind === 'date').map(column => column.name);
    const isMeasured = Number.isFinite(context.referenceDay);
    const notes: Note[] = isMeasured ? [] : found.map(column => note('dates.noReference', { column }));
    const columns = isMeasured ? found.map(name => ({ name, measure: measureOf(name) })) : [];
    const state: DatesState = { columns, referenceDay: isMeasured ? context.referenceDay : 0 };
    return {
      state,
      effect: effectOf(
        columns.map(column => column.name),
        state.referenceDay,
      ),
      notes,
    };
  },
  async apply(table, state: DatesState) {
    const known = byName(state.columns);
    return replaceColumns(table, part => {
      const { column } = part;
      if (column.kind !== 'date') return part;
      const measured = known.get(column.name);
      if (!measured) return [];
      const values = sharedFloat64(table.nRows);
      for (let row = 0; row < values.length; row++)
        values[row] = (state.referenceDay - column.values[row]) / DAYS_PER_YEAR;
      const words = `${measured.measure === 'age' ? 'age in years' : 'years'} at ${isoDate(state.referenceDay)}`;
      return changed(part, { kind: 'number', name: column.name, values }, words);
    });
  },
});

function measureOf(name: string): 'age' | 'years' {
  return conceptOf(name)?.id === 'birthDate' || /birth|\bdob\b/i.test(name) ? 'age' : 'years';
}

function effectOf(columns: readonly string[], referenceDay: number): string {
  if (columns.length === 0) return 'No date is compared.';
  return `${listSome(columns, 6)} measured in years before ${isoDate(referenceDay)}.`;
}
