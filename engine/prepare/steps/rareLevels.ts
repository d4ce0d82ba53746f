import { formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { int, number } from '#shared/option';
import type { CategoryColumn, Column, SetColumn } from '../../table/Column.ts';
import { defineStep } from '../defineStep.ts';
import { byName, changed, replaceColumns } from '../workColumns.ts';

export interface RareState {
  readonly columns: readonly {
    readonly name: string;
    /** Levels or members that keep their name. */
    readonly keep: readonly string[];
    readonly hasOther: boolean;
  }[];
  readonly dropped: readonly string[];
}

export const OTHER = 'Other';

/** Levels and set members that few customers have become "Other"; a column of which nothing would be left is not used. */
export const rareLevels = defineStep({
  id: 'rareLevels',
  title: 'Rare levels to "Other"',
  help: 'Puts levels that few customers have together as "Other", so that a handful of customers does not make a feature of its own.',
  sources: [],
  options: {
    minShare: number({
      title: 'Least share',
      help: 'A level keeps its name when at least this share of the customers have it.',
      min: 0,
      max: 0.5,
      default: 0.01,
    }),
    maxLevels: int({
      title: 'Most levels',
      help: 'Only so many of the most frequent levels keep their name.',
      min: 1,
      max: 200,
      default: 20,
    }),
  },
  async fit(table, options) {
    const columns: RareState['columns'][number][] = [];
    const notes: Note[] = [];
    for (const column of table.columns) {
      if (column.kind !== 'category' && column.kind !== 'set') continue;
      const { names, counts } = frequencies(column);
      const frequent = names
        .filter((_name, i) => counts[i] >= options.minShare * table.nRows && counts[i] > 0)
        .slice(0, options.maxLevels);
      const nUsed = counts.filter(count => count > 0).length;
      if (nUsed > 0 && (saysLittle(counts, frequent.length) || namesRows(column, nUsed, table.nRows)))
        notes.push(note('column.tooManyLevels', { column: column.name, levels: nUsed }));
      else columns.push({ name: column.name, keep: frequent, hasOther: frequent.length < nUsed });
    }
    const dropped = notes.map(found => (found.args as { column: string }).column);
    const grouped = columns
      .filter(column => column.hasOther)
      .map(({ name, keep }) => `${name} (${formatThings(keep.length, 'level')} kept)`);
    const effect = grouped.length === 0 ? 'No level was rare.' : `Rare levels put together in ${listSome(grouped, 8)}.`;
    return { state: { columns, dropped } satisfies RareState, effect, notes };
  },
  async apply(table, state: RareState) {
    const known = byName(state.columns);
    const dropped = new Set(state.dropped);
    return replaceColumns(table, part => {
      if (dropped.has(part.column.name)) return [];
      const found = known.get(part.column.name);
      return found ? changed(part, group(part.column, found.keep, found.hasOther)) : part;
    });
  },
});

/** Less than a tenth of the customers would keep a level of their own. */
const SAYS_LITTLE = 0.1;

function saysLittle(counts: readonly number[], nFrequent: number): boolean {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const frequent = counts.slice(0, nFrequent).reduce((sum, count) => sum + count, 0);
  return frequent < SAYS_LITTLE * total;
}

function namesRows(column: Column, nUsed: number, nRows: number): boolean {
  return column.kind === 'category' && nRows >= 20 && nUsed > 0.5 * nRows;
}

/** Levels with the rows that have them, most frequent first. */
function frequencies(column: CategoryColumn | SetColumn): { names: string[]; counts: number[] } {
  const names = column.kind === 'set' ? column.members : column.levels;
  const counts = new Int32Array(names.length);
  const { codes } = column;
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  const order = Array.from(names.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  return { names: order.map(i => names[i]), counts: order.map(i => counts[i]) };
}

/** Unknown levels become "Other" where there is one, and no level at all where there is not. */
function group(column: Column, keep: readonly string[], hasOther: boolean): Column {
  if (column.kind !== 'category' && column.kind !== 'set') return column;
  const levels = hasOther && !keep.includes(OTHER) ? [...keep, OTHER] : [...keep];
  const position = new Map(levels.map((level, i) => [level, i]));
  const rest = hasOther ? position.get(OTHER)! : -1;
  const names = column.kind === 'set' ? column.members : column.levels;
  const target = Int32Array.from(names, name => position.get(name) ?? rest);
  // Nothing is here, or stands elsewhere, that would have to move.
  if (target.every((to, from) => to === from))
    return column.kind === 'set' ? { ...column, members: levels } : { ...column, levels };
  if (column.kind === 'set') return regroupSet(column, target, levels);
  const codes = new Int32Array(column.codes.length);
  for (let row = 0; row < codes.length; row++) codes[row] = column.codes[row] < 0 ? -1 : target[column.codes[row]];
  return { ...column, levels, codes };
}

/** Each row's members in their new order, once each. */
function regroupSet(column: SetColumn, target: Int32Array, members: readonly string[]): SetColumn {
  const offsets = new Int32Array(column.offsets.length);
  const codes = new Int32Array(column.codes.length);
  let n = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const start = n;
    for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) {
      const code = target[column.codes[i]];
      if (code < 0) continue;
      let at = n;
      while (at > start && codes[at - 1] > code) at--;
      if (at > start && codes[at - 1] === code) continue;
      for (let to = n++; to > at; to--) codes[to] = codes[to - 1];
      codes[at] = code;
    }
    offsets[row + 1] = n;
  }
  return { ...column, members, offsets, codes: codes.slice(0, n) };
}
