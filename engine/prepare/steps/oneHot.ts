import { formatThings, listSome } from '#shared/format';
import { note } from '#shared/notes';
import { int } from '#shared/option';
import type { CategoryColumn } from '../../table/Column.ts';
import { defineStep } from '../defineStep.ts';
import { levelFlag } from '../levelFlag.ts';
import { byName, replaceColumns, type WorkColumn } from '../workColumns.ts';

interface OneHotState {
  readonly columns: readonly { readonly name: string; readonly levels: readonly string[] }[];
}

/** Categories become one flag per level; never numbers, whose order and distance would mean nothing. A level never seen sets no flag. */
export const oneHot = defineStep({
  id: 'oneHot',
  title: 'Categories to flags',
  help: 'Makes one yes-or-no column of every level of a category, because the order of category numbers means nothing to a distance.',
  sources: [],
  options: {
    maxLevels: int({
      title: 'Most levels',
      help: 'A category with more levels than this is not used.',
      min: 2,
      max: 500,
      default: 50,
    }),
  },
  async fit(table, options) {
    const categories = table.columns.filter((column): column is CategoryColumn => column.kind === 'category');
    const used = categories.filter(({ levels }) => levels.length > 0 && levels.length <= options.maxLevels);
    const notes = categories
      .filter(({ levels }) => levels.length > options.maxLevels)
      .map(({ name, levels }) => note('column.tooManyLevels', { column: name, levels: levels.length }));
    const names = used.map(({ name, levels }) => `${name} (${formatThings(levels.length, 'flag')})`);
    const effect = names.length === 0 ? 'There is no category.' : `One flag per level of ${listSome(names, 8)}.`;
    const state: OneHotState = { columns: used.map(({ name, levels }) => ({ name, levels })) };
    return { state, effect, notes };
  },
  async apply(table, state: OneHotState) {
    const known = byName(state.columns);
    return replaceColumns(table, part => {
      const { column } = part;
      if (column.kind !== 'category') return part;
      return (known.get(column.name)?.levels ?? []).map(level => flagOf(part, column, level));
    });
  },
});

function flagOf(part: WorkColumn, column: CategoryColumn, level: string): WorkColumn {
  const wanted = column.levels.indexOf(level);
  const values = new Uint8Array(column.codes.length);
  for (let row = 0; row < values.length; row++) if (column.codes[row] === wanted && wanted >= 0) values[row] = 1;
  return levelFlag(part, level, values);
}
