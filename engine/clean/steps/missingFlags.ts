import { formatCount, listSome } from '#shared/format';
import { columns } from '#shared/option';
import { COLUMN_KINDS } from '#shared/columns';
import { isMissing, type Column } from '../../table/Column.ts';
import { chosenColumns, freeName, withColumn } from '../cleanTable.ts';
import { defineCleanStep } from '../defineCleanStep.ts';

interface FlagState {
  readonly flags: readonly { readonly name: string; readonly of: string }[];
}

/** Whether a value was missing, kept as a column of its own before gaps are filled. */
export const missingFlags = defineCleanStep({
  id: 'missingFlags',
  title: 'Missing flags',
  help: 'Keeps a yes/no column for each column chosen that says whether its value was missing.',
  sources: [],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Columns whose gaps may say something of their own.',
      columnKinds: COLUMN_KINDS,
      maxItems: 200,
      emptyMeans: 'none',
      default: [],
    }),
  },
  async fit(table, options, context) {
    if (options.columns.length === 0)
      return { state: { flags: [] }, effect: 'No column is chosen, so no flag was made.', notes: [] };
    const chosen = chosenColumns(table, options.columns, COLUMN_KINDS, context);
    const flags = chosen.map(column => ({ name: freeName(table, `${column.name} was missing`), of: column.name }));
    const counts = chosen.map(column => `${column.name} (missing in ${formatCount(countGaps(column, table.nRows))})`);
    const effect = `A yes/no column says where a value was missing in ${listSome(counts, 6)}.`;
    const made = flags.map(({ name, of }) => ({ name, from: [of] }));
    return { state: { flags } satisfies FlagState, effect, notes: [], made };
  },
  async apply(table, state: FlagState, context) {
    return state.flags.reduce((work, { name, of }) => {
      const [column] = chosenColumns(table, [of], COLUMN_KINDS, context);
      const values = new Uint8Array(table.nRows);
      for (let row = 0; row < table.nRows; row++) values[row] = Number(isMissing(column, row));
      return withColumn(work, { kind: 'boolean', name, values }, context.chosenRole(name, 'flag'));
    }, table);
  },
});

function countGaps(column: Column, nRows: number): number {
  let gaps = 0;
  for (let row = 0; row < nRows; row++) if (isMissing(column, row)) gaps++;
  return gaps;
}
