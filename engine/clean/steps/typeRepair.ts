import type { ColumnKind } from '#shared/columns';
import { formatCount, listSome } from '#shared/format';
import { note } from '#shared/notes';
import { choice, columns } from '#shared/option';
import { countMissing } from '../../import/roles/distinctValues.ts';
import { chosenColumns, withColumn } from '../cleanTable.ts';
import { defineCleanStep } from '../defineCleanStep.ts';
import { learnReading, readAs, type KindReading, type WantedKind } from '../readAs.ts';

interface RepairState {
  readonly columns: readonly { readonly name: string; readonly reading: KindReading }[];
}

const KINDS: readonly ColumnKind[] = ['number', 'category', 'text', 'boolean', 'date', 'set'];
const KIND_WORDS: Readonly<Record<WantedKind, string>> = {
  number: 'a number',
  date: 'a date',
  boolean: 'yes or no',
  category: 'a category',
  text: 'a text',
};
const MOST_EXAMPLES = 3;

/** Columns that hold another kind of value than they were read as. */
export const typeRepair = defineCleanStep({
  id: 'typeRepair',
  title: 'Change kind',
  help: 'Reads the values of a column as another kind: texts as numbers, dates or yes and no, codes as categories. What does not fit becomes missing and is counted.',
  sources: [],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Columns to read as another kind.',
      columnKinds: KINDS,
      maxItems: 200,
      emptyMeans: 'none',
      default: [],
    }),
    kind: choice<WantedKind>({
      title: 'Kind',
      help: 'What the values are.',
      values: ['number', 'date', 'boolean', 'category', 'text'],
      labels: { number: 'Number', date: 'Date', boolean: 'Yes or no', category: 'Category', text: 'Text' },
      default: 'number',
    }),
    dateOrder: choice<'auto' | 'dmy' | 'mdy'>({
      title: 'Order of dates',
      help: 'How 3/4/2024 is meant. By the values: a number above 12 is a day.',
      values: ['auto', 'dmy', 'mdy'],
      labels: { auto: 'By the values', dmy: 'Day, month, year', mdy: 'Month, day, year' },
      default: 'auto',
    }),
    decimalMark: choice<'auto' | 'point' | 'comma'>({
      title: 'Decimal mark',
      help: 'What stands before the decimals of numbers written as text.',
      values: ['auto', 'point', 'comma'],
      labels: { auto: 'By the values', point: 'Point', comma: 'Comma' },
      default: 'auto',
    }),
  },
  async fit(table, options, context) {
    const chosen = options.columns.length === 0 ? [] : chosenColumns(table, options.columns, KINDS, context);
    const state: RepairState = {
      columns: chosen.map(column => ({ name: column.name, reading: learnReading(column, options) })),
    };
    if (chosen.length === 0) return { state, effect: 'No column is chosen, so no kind was changed.', notes: [] };
    const results = chosen.map((column, i) => {
      const { unfit } = readAs(column, state.columns[i].reading, table.nRows);
      const n = [...unfit.values()].reduce((sum, count) => sum + count, 0);
      return { name: column.name, n, of: table.nRows - countMissing(column), unfit };
    });
    const notes = results
      .filter(({ n }) => n > 0)
      .map(({ name, n, of, unfit }) => {
        const examples = [...unfit].sort((a, b) => b[1] - a[1]).map(([text]) => `"${text.slice(0, 40)}"`);
        return note('clean.unfit', {
          column: name,
          kind: KIND_WORDS[options.kind],
          n,
          of,
          examples: listSome(examples, MOST_EXAMPLES),
        });
      });
    const parts = results.map(({ name, n, of }) => `${name} (${formatCount(of - n)} of ${formatCount(of)} values fit)`);
    return { state, effect: `Read as ${KIND_WORDS[options.kind]}: ${listSome(parts, 6)}.`, notes };
  },
  async apply(table, state: RepairState, context) {
    return state.columns.reduce((work, { name, reading }) => {
      const [column] = chosenColumns(work, [name], KINDS, context);
      const read = readAs(column, reading, table.nRows).column;
      return read === column ? work : withColumn(work, read, context.roleOf(read));
    }, table);
  },
});
