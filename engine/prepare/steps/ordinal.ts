import { listSome } from '#shared/format';
import { choice, words } from '#shared/option';
import type { CategoryColumn } from '../../table/Column.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { levelCounts } from '../levelCounts.ts';
import { levelNumbers } from '../levelNumbers.ts';
import { byName, replaceEach } from '../workColumns.ts';

interface OrdinalState {
  readonly columns: readonly {
    readonly name: string;
    /** Lowest first; the position counts from 0. */
    readonly levels: readonly string[];
    /** What a level never seen becomes: the position of the customer in the middle. */
    readonly unseen: number;
  }[];
}

const TITLE = 'Categories to positions';

/**
 * A category becomes the position of its level, from 0: for levels that have an order, such as ratings. Gaps stay gaps. The same numbers as
 * scikit-learn's OrdinalEncoder for levels by alphabet.
 */
export const ordinal = defineStep({
  id: 'ordinal',
  title: TITLE,
  help: 'Replaces a category whose levels have an order, such as a rating, by the position of the level: 0, 1, 2 and so on. Put it before "Categories to flags".',
  sources: [],
  options: {
    columns: columnsOption(['category'], 'categories'),
    order: choice<'given' | 'frequency' | 'alphabet'>({
      title: 'Order of the levels',
      help: 'As given: the order below, or that of the Variables tab; columns without one go by alphabet. By frequency: the rarest is lowest. By alphabet: A is lowest.',
      values: ['given', 'frequency', 'alphabet'],
      labels: { given: 'As given', frequency: 'By frequency', alphabet: 'By alphabet' },
      default: 'given',
    }),
    levels: words({
      title: 'Levels, lowest first',
      help: 'The order of the levels for the columns above, such as Low, Medium, High. Levels not listed come after them, the most frequent first.',
      maxItems: 200,
      default: [],
    }),
  },
  async fit(table, options) {
    const parts = chooseParts(table, options.columns, ['category'], TITLE);
    const columns = parts.map(({ column }) => {
      const levels = orderOf(column as CategoryColumn, options);
      return { name: column.name, levels, unseen: middleOf(column as CategoryColumn, levels) };
    });
    const names = columns.map(({ name, levels }) => `${name} (${levels.length === 0 ? 'no level' : shown(levels)})`);
    const effect =
      names.length === 0 ? 'There is no category.' : `Levels replaced by their position: ${listSome(names, 6)}.`;
    return { state: { columns } satisfies OrdinalState, effect, notes: [] };
  },
  async apply(table, state: OrdinalState, { run }) {
    const known = byName(state.columns);
    return replaceEach(table, run, part => {
      const { column } = part;
      const found = known.get(column.name);
      if (!found || column.kind !== 'category') return part;
      const { levels, unseen } = found;
      const numbers = levels.map((_level, i) => i);
      return levelNumbers(part, column, { levels, numbers, unseen, missing: null }, 'position of the level');
    });
  },
});

function orderOf(
  column: CategoryColumn,
  options: { readonly order: string; readonly levels: readonly string[] },
): string[] {
  const counts = levelCounts(column);
  const used = column.levels.filter((_level, code) => counts[code] > 0);
  if (options.order === 'frequency') {
    const count = new Map(column.levels.map((level, code) => [level, counts[code]]));
    return used.reverse().sort((a, b) => count.get(a)! - count.get(b)!);
  }
  const own = new Set(options.levels.length > 0 ? options.levels : column.order);
  if (options.order === 'alphabet' || own.size === 0) return used.sort((a, b) => (a < b ? -1 : 1));
  return [...own, ...used.filter(level => !own.has(level))];
}

/** Position of the level that the middle customer has. */
function middleOf(column: CategoryColumn, levels: readonly string[]): number {
  const counts = levelCounts(column);
  const inOrder = levels.map(level => counts[column.levels.indexOf(level)] ?? 0);
  const total = inOrder.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let i = 0; i < inOrder.length; i++) {
    below += inOrder[i];
    if (2 * below >= total) return i;
  }
  return 0;
}

function shown(levels: readonly string[]): string {
  if (levels.length <= 5) return levels.join(' < ');
  return `${levels.slice(0, 2).join(' < ')} < … < ${levels.at(-1)}, ${levels.length} levels`;
}
