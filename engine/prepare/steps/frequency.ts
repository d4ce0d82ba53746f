import { formatThings } from '#shared/format';
import type { CategoryColumn } from '../../table/Column.ts';
import { chooseParts, columnsOption, namesWith } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { levelCounts } from '../levelCounts.ts';
import { levelNumbers } from '../levelNumbers.ts';
import { byName, replaceEach } from '../workColumns.ts';

interface FrequencyState {
  readonly columns: readonly {
    readonly name: string;
    readonly levels: readonly string[];
    /** Of the customers that have a level, parallel to the levels. */
    readonly shares: readonly number[];
  }[];
}

const TITLE = 'Categories to frequencies';

/** A category becomes the share of the customers who have its level; a level never seen has the share 0, and gaps stay gaps. */
export const frequency = defineStep({
  id: 'frequency',
  title: TITLE,
  help: 'Replaces a category by how common its level is, as a share of the customers: one number whatever the number of levels. Put it before "Categories to flags".',
  sources: [],
  options: { columns: columnsOption(['category'], 'categories') },
  async fit(table, options) {
    const parts = chooseParts(table, options.columns, ['category'], TITLE);
    const columns = parts.map(({ column }) => sharesOf(column as CategoryColumn));
    const effect =
      columns.length === 0
        ? 'There is no category.'
        : `Levels replaced by the share of customers who have them: ${namesWith(
            columns,
            column => column.name,
            column => formatThings(column.levels.length, 'level'),
          )}.`;
    return { state: { columns } satisfies FrequencyState, effect, notes: [] };
  },
  async apply(table, state: FrequencyState, { run }) {
    const known = byName(state.columns);
    return replaceEach(table, run, part => {
      const { column } = part;
      const found = known.get(column.name);
      if (!found || column.kind !== 'category') return part;
      const { levels, shares } = found;
      const transform = 'share of customers with this level';
      return levelNumbers(part, column, { levels, numbers: shares, unseen: 0, missing: null }, transform);
    });
  },
});

function sharesOf(column: CategoryColumn): FrequencyState['columns'][number] {
  const counts = levelCounts(column);
  const used = [...column.levels.keys()].filter(code => counts[code] > 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    name: column.name,
    levels: used.map(code => column.levels[code]),
    shares: used.map(code => counts[code] / total),
  };
}
