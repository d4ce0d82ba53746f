import { formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { choice, int } from '#shared/option';
import type { CategoryColumn } from '../../table/Column.ts';
import { sharedUint8 } from '../../table/Matrix.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { levelFlag } from '../levelFlag.ts';
import { byName, replaceEach, type WorkColumn } from '../workColumns.ts';
import { OTHER } from './rareLevels.ts';

export interface OneHotState {
  readonly columns: readonly {
    readonly name: string;
    /** One flag each. */
    readonly levels: readonly string[];
    /** The level that is known by no flag being set. */
    readonly base?: string | null;
    /** Levels with neither flag nor base set the flag "Other". */
    readonly hasOther?: boolean;
  }[];
  /** Categories that stay as they are; a category in neither list is left out. */
  readonly untouched?: readonly string[];
}

const TITLE = 'Categories to flags';

/** Categories become one flag per level; never numbers, whose order and distance would mean nothing. A level never seen sets no flag, or that of "Other". */
export const oneHot = defineStep({
  id: 'oneHot',
  title: TITLE,
  help: 'Makes one yes-or-no column of every level of a category, because the order of category numbers means nothing to a distance.',
  sources: [],
  options: {
    columns: columnsOption(['category'], 'categories'),
    maxLevels: int({
      title: 'Most levels',
      help: 'How many levels of a category get a flag of their own.',
      min: 2,
      max: 500,
      default: 50,
      searchWords: ['max_categories'],
    }),
    whenMore: choice<'leaveOut' | 'group'>({
      title: 'A category with more levels',
      help: 'Leave out: the category is not used. Put together: the most frequent levels keep their flag, and the rest become "Other".',
      values: ['leaveOut', 'group'],
      labels: { leaveOut: 'Leave out', group: 'Put the rest together' },
      default: 'leaveOut',
    }),
    drop: choice<'none' | 'first' | 'ifBinary'>({
      title: 'Level without a flag',
      help: 'The most frequent level can do without a flag: it is meant where no other flag is set. Regression models need that; segments do better with every flag.',
      values: ['none', 'first', 'ifBinary'],
      labels: { none: 'None', first: 'The most frequent', ifBinary: 'The most frequent of two' },
      default: 'none',
      searchWords: ['dummy', 'drop_first', 'reference level'],
    }),
  },
  async fit(table, options) {
    const parts = chooseParts(table, options.columns, ['category'], TITLE);
    const columns: OneHotState['columns'][number][] = [];
    const notes: Note[] = [];
    for (const { column } of parts) {
      const { name, levels } = column as CategoryColumn;
      const isTooMany = levels.length > options.maxLevels;
      if (isTooMany && options.whenMore === 'leaveOut')
        notes.push(note('column.tooManyLevels', { column: name, levels: levels.length }));
      else if (levels.length > 0)
        columns.push(flagsOf(name, levels, isTooMany ? options.maxLevels : null, options.drop));
      if (isTooMany && options.whenMore === 'group')
        notes.push(note('oneHot.levelsGrouped', { column: name, levels: levels.length, kept: options.maxLevels - 1 }));
    }
    const taken = new Set(parts.map(part => part.column.name));
    const untouched = table.columns.flatMap(({ kind, name }) =>
      kind === 'category' && !taken.has(name) ? [name] : [],
    );
    return { state: { columns, untouched } satisfies OneHotState, effect: effectOf(columns), notes };
  },
  async apply(table, state: OneHotState, { run }) {
    const known = byName(state.columns);
    const untouched = new Set(state.untouched);
    return replaceEach(table, run, part => {
      const { column } = part;
      if (column.kind !== 'category' || untouched.has(column.name)) return part;
      const found = known.get(column.name);
      return found ? allFlags(part, column, found) : [];
    });
  },
});

/** @param most flags of the column, that of "Other" included; null when there is no need to group */
function flagsOf(
  name: string,
  all: readonly string[],
  most: number | null,
  drop: 'none' | 'first' | 'ifBinary',
): OneHotState['columns'][number] {
  const kept = most === null ? all : all.filter(level => level !== OTHER).slice(0, most - 1);
  const levels = most === null ? [...kept] : [...kept, OTHER];
  const hasBase = levels.length > 1 && (drop === 'first' || (drop === 'ifBinary' && levels.length === 2));
  return {
    name,
    levels: hasBase ? levels.slice(1) : levels,
    base: hasBase ? levels[0] : null,
    hasOther: most !== null,
  };
}

function allFlags(part: WorkColumn, column: CategoryColumn, found: OneHotState['columns'][number]): WorkColumn[] {
  const { levels, base = null, hasOther = false } = found;
  const position = new Map(levels.map((level, i) => [level, i]));
  const other = hasOther ? position.get(OTHER)! : -1;
  const flagFor = Int32Array.from(column.levels, level => position.get(level) ?? (level === base ? -1 : other));
  const flags = levels.map(() => sharedUint8(column.codes.length));
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row];
    const flag = code < 0 ? -1 : flagFor[code];
    if (flag >= 0) flags[flag][row] = 1;
  }
  return levels.map((level, i) => levelFlag(part, level, flags[i]));
}

function effectOf(columns: OneHotState['columns']): string {
  if (columns.length === 0) return 'There is no category.';
  const names = columns.map(({ name, levels, base }) => {
    const without = base === null || base === undefined ? '' : `, none for ${base}`;
    return `${name} (${formatThings(levels.length, 'flag')}${without})`;
  });
  return `One flag per level of ${listSome(names, 8)}.`;
}
