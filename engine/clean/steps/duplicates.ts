import { COLUMN_KINDS } from '#shared/columns';
import { formatThings, listSome } from '#shared/format';
import { choice, columns } from '#shared/option';
import { isMissing } from '../../table/Column.ts';
import { chosenColumns, freeName, removeRows, withColumn } from '../cleanTable.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';
import { groupEqualRows } from '../groupEqualRows.ts';

interface DuplicateState {
  /** Null compares all columns. */
  readonly columns: readonly string[] | null;
  readonly keep: 'first' | 'last';
  /** Not there in what earlier versions learned, for which gaps were equal. */
  readonly missing?: 'equal' | 'apart';
  readonly action: 'remove' | 'flag';
  readonly flagName: string;
}

/** Rows that agree in every column chosen; one of them stays. Where it is asked, rows with a gap in one of these are never repeats. */
export const duplicates = defineCleanStep({
  id: 'duplicates',
  title: 'Exact duplicates',
  help: 'Finds rows that agree in every column chosen and keeps the first or the last of them. Missing values agree with each other unless their rows are to be left alone.',
  sources: [],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Rows that agree in these are duplicates.',
      columnKinds: COLUMN_KINDS,
      maxItems: 1000,
      emptyMeans: 'all',
      default: [],
    }),
    keep: choice<'first' | 'last'>({
      title: 'Keep',
      help: 'Which of the rows stays.',
      values: ['first', 'last'],
      labels: { first: 'The first', last: 'The last' },
      default: 'first',
    }),
    missing: choice<'equal' | 'apart'>({
      title: 'Missing values',
      help: 'Missing values can agree with each other, or a row without a value in any column chosen is left alone, as where an identifier is missing: customers without one are not one customer.',
      values: ['equal', 'apart'],
      labels: { equal: 'Agree with each other', apart: 'Leave these rows alone' },
      default: 'equal',
    }),
    action: choice<'remove' | 'flag'>({
      title: 'What to do',
      help: 'Removed rows are counted in the row account; a flag keeps them with a yes/no column.',
      values: ['remove', 'flag'],
      labels: { remove: 'Remove the others', flag: 'Flag the others' },
      default: 'remove',
    }),
  },
  async fit(table, options, context) {
    const state: DuplicateState = {
      columns: options.columns.length === 0 ? null : [...options.columns],
      keep: options.keep,
      missing: options.missing,
      action: options.action,
      flagName: freeName(table, 'Duplicate'),
    };
    const n = repeats(table, state, context).reduce((sum, is) => sum + is, 0);
    const where = state.columns === null ? 'every column' : listSome(state.columns, 6);
    const done = state.action === 'remove' ? 'removed' : `flagged in ${state.flagName}`;
    const effect =
      n === 0
        ? `No two rows agree in ${where}.`
        : `${formatThings(n, 'row that agrees', 'rows that agree')} with another in ${where} ${n === 1 ? 'was' : 'were'} ${done}; the ${state.keep} of each stays.`;
    return { state, effect, notes: [], made: [{ name: state.flagName, from: [] }] };
  },
  async apply(table, state: DuplicateState, context) {
    const isRepeat = repeats(table, state, context);
    if (state.action === 'remove') return removeRows(table, isRepeat, state.flagName, context);
    const role = context.chosenRole(state.flagName, 'ignore');
    return withColumn(table, { kind: 'boolean', name: state.flagName, values: isRepeat }, role);
  },
});

/** [nRows], 1 for rows that equal one that stays. */
function repeats(table: CleanTable, state: DuplicateState, context: CleanContext): Uint8Array {
  const compared = chosenColumns(table, state.columns ?? [], COLUMN_KINDS, context);
  const { groupOf, nGroups } = groupEqualRows(compared, table.nRows);
  const isRepeat = new Uint8Array(table.nRows);
  if (nGroups === table.nRows) return isRepeat;
  const seen = new Uint8Array(nGroups);
  const isLeftAlone = (row: number) => state.missing === 'apart' && compared.some(column => isMissing(column, row));
  for (let i = 0; i < table.nRows; i++) {
    const row = state.keep === 'first' ? i : table.nRows - 1 - i;
    if (isLeftAlone(row)) continue;
    isRepeat[row] = seen[groupOf[row]];
    seen[groupOf[row]] = 1;
  }
  return isRepeat;
}
