import { formatCount, formatThings, joinWords } from '#shared/format';
import { text } from '#shared/option';
import { countMissing } from '../../import/roles/distinctValues.ts';
import { findColumn } from '../../table/Column.ts';
import { needColumn, withColumn } from '../cleanTable.ts';
import { defineCleanStep } from '../defineCleanStep.ts';
import { columnsIn } from '../formula/compile.ts';
import { LONGEST_FORMULA } from '../formula/parse.ts';
import { readFormula, runFormula } from '../formula/runFormula.ts';

interface FormulaState {
  readonly name: string;
  /** Empty when there is nothing to compute yet. */
  readonly formula: string;
  readonly from: readonly string[];
}

/** A new column computed from others, row by row. */
export const formula = defineCleanStep({
  id: 'formula',
  title: 'Formula column',
  help: 'Computes a new column from others, such as [ActualVolume] / [ExpectedVolume] or yearsBetween(DateofBirth, referenceDate()).',
  sources: ['pratt1973'],
  options: {
    name: text({
      title: 'Name',
      help: 'Name of the column; that of a column that is there replaces its values.',
      maxLength: 200,
      names: 'column',
      default: '',
    }),
    formula: text({
      title: 'Formula',
      help: 'Columns by name, in [brackets] where the name has spaces. Signs: + - * / ^ %, = <> < <= > >=, and or not, in ("a", "b"). Functions: if, min, max, abs, round, floor, ceil, sqrt, log, exp, year, month, day, daysBetween, monthsBetween, yearsBetween, date, referenceDate, isMissing, coalesce, concat, contains, lower, upper, trim, length, number.',
      maxLength: LONGEST_FORMULA,
      names: 'formula',
      default: '',
    }),
  },
  async fit(table, options, context) {
    const name = options.name.trim();
    const nothing = { state: { name, formula: '', from: [] } satisfies FormulaState, notes: [] };
    if (options.formula.trim() === '')
      return { ...nothing, effect: 'No formula is given yet, so no column was computed.' };
    const typed = readFormula(options.formula, table, context.step);
    if (name === '') return { ...nothing, effect: 'The column has no name yet, so it was not computed.' };
    const { column, notes } = await runFormula(typed, options.formula, name, table, context);
    const from = columnsIn(typed);
    const missing = countMissing(column);
    const verb = findColumn(table, name) ? 'was replaced' : 'was computed';
    const effect = `${name} ${verb} for ${formatThings(table.nRows - missing, 'row')}${from.length === 0 ? '' : ` from ${joinWords(from)}`}${missing === 0 ? '' : `; it is missing in ${formatCount(missing)}`}.`;
    return {
      state: { name, formula: options.formula, from } satisfies FormulaState,
      effect,
      notes,
      made: [{ name, from }],
    };
  },
  async apply(table, state: FormulaState, context) {
    if (state.formula === '') return table;
    for (const name of state.from) needColumn(table, name, context);
    const typed = readFormula(state.formula, table, context.step);
    const { column } = await runFormula(typed, state.formula, state.name, table, context);
    return withColumn(table, column, context.roleOf(column));
  },
});
