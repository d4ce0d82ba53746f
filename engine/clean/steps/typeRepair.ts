import type { ColumnKind } from '#shared/columns';
import { formatCount, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { choice, columns } from '#shared/option';
import { parseNumber } from '../../import/cells/parseNumber.ts';
import { countMissing } from '../../import/roles/distinctValues.ts';
import type { Column } from '../../table/Column.ts';
import { isTextColumn } from '../changeTexts.ts';
import { chosenColumns, withColumn } from '../cleanTable.ts';
import { defineCleanStep, type CleanContext } from '../defineCleanStep.ts';
import type { BesideColumn, ColumnMark } from '../markOfColumn.ts';
import { learnReading, readAs, readingFor, type KindReading, type WantedKind } from '../readAs.ts';

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
      help: 'What stands before the decimals of numbers written as text. By the values: 12,5 and 1.234,50 show a comma, 12.5 and 1,234.50 a point; where they leave it open, as in 1.234, the other columns of the file decide.',
      values: ['auto', 'point', 'comma'],
      labels: { auto: 'By the values and the file', point: 'Point', comma: 'Comma' },
      default: 'auto',
    }),
  },
  async fit(table, options, context) {
    const chosen = options.columns.length === 0 ? [] : chosenColumns(table, options.columns, KINDS, context);
    const learned = chosen.map(column => learnReading(column, options, besideOf(column, chosen, context)));
    const state: RepairState = {
      columns: chosen.map((column, i) => ({ name: column.name, reading: learned[i].reading })),
    };
    if (chosen.length === 0) return { state, effect: 'No column is chosen, so no kind was changed.', notes: [] };
    const results = chosen.map((column, i) => {
      const { unfit } = readAs(column, learned[i].reading, table.nRows);
      const n = [...unfit.values()].reduce((sum, count) => sum + count, 0);
      return { name: column.name, n, of: table.nRows - countMissing(column), unfit, found: learned[i].found };
    });
    const unfit = results
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
    const parts = results.map(({ name, n, of, found }) => {
      const how = found === null || found.evidence === '' ? '' : `; ${found.evidence}`;
      return `${name} (${formatCount(of - n)} of ${formatCount(of)} values fit${how})`;
    });
    const notes = [...results.flatMap(({ name, found }) => openNote(name, found)), ...unfit];
    return { state, effect: `Read as ${KIND_WORDS[options.kind]}: ${listSome(parts, 6)}.`, notes };
  },
  async apply(table, state: RepairState, context) {
    const names = state.columns.map(({ name }) => name);
    const chosen = names.length === 0 ? [] : chosenColumns(table, names, KINDS, context);
    return state.columns.reduce((work, { name, reading }) => {
      const [column] = chosenColumns(work, [name], KINDS, context);
      const own = readingFor(column, reading, besideOf(column, chosen, context));
      const read = readAs(column, own, table.nRows).column;
      return read === column ? work : withColumn(work, read, context.roleOf(read));
    }, table);
  },
});

function besideOf(
  column: Column,
  chosen: readonly Column[],
  { marks: file }: Pick<CleanContext, 'marks'>,
): Omit<BesideColumn, 'usual'> {
  return { file, others: chosen.filter(isTextColumn).filter(other => other.name !== column.name) };
}

function openNote(column: string, found: ColumnMark | null): Note[] {
  if (!found?.open) return [];
  const { n, example } = found.open;
  const value = parseNumber(example, found.mark);
  return [
    note('clean.decimalOpen', {
      column,
      n,
      example,
      value,
      other: parseNumber(example, found.mark === '.' ? ',' : '.'),
    }),
  ];
}
