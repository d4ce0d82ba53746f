import { formatCount, formatThings, listSome } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { choice, int, number } from '#shared/option';
import type { Run } from '../../jobs/Run.ts';
import { isMissing, type Column } from '../../table/Column.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
import { applyDonors, learnNumbers, type NumbersState } from '../fillNumbers.ts';
import { changed, replaceColumns } from '../workColumns.ts';

interface ImputeState {
  readonly numbers: NumbersState;
  /** What a gap in a flag or category becomes. */
  readonly modes: readonly { readonly name: string; readonly value: number | string }[];
  readonly dropped: readonly string[];
}

/** Above this share of the customers, not having a value says something of its own. */
const OWN_LEVEL = 0.2;
const NOT_GIVEN = 'Not given';

/**
 * Fills gaps: numbers from the most similar customers or with the median, flags and categories with the most frequent value. A set without
 * members stays empty, and a column of numbers that is mostly missing is not used. Numbers that had no gap when this was learned are filled with their median later.
 */
export const impute = defineStep({
  id: 'impute',
  title: 'Fill gaps',
  help: 'Fills missing numbers from the most similar customers or with the median, and missing flags and categories with the most frequent value.',
  sources: ['troyanskaya2001'],
  options: {
    numeric: choice<'knn' | 'median'>({
      title: 'Numbers',
      help: 'Nearest customers: the mean of the customers most alike in the other numbers. Median: the same value for all.',
      values: ['knn', 'median'],
      labels: { knn: 'Nearest customers', median: 'Median' },
      default: 'knn',
    }),
    categories: choice<'auto' | 'mode'>({
      title: 'Categories',
      help: 'Most frequent level: for every gap. Automatic: the same, but where more than a fifth of the customers have a gap, having none is a level of its own.',
      values: ['auto', 'mode'],
      labels: { auto: 'Automatic', mode: 'Most frequent level' },
      default: 'auto',
    }),
    maxGaps: number({
      title: 'Most gaps',
      help: 'A column of numbers that is missing for a larger share of the customers than this is not used.',
      min: 0,
      max: 1,
      default: 0.6,
    }),
    nNeighbors: int({
      title: 'Neighbours',
      help: 'How many of the most similar customers a gap is filled from.',
      min: 1,
      max: 100,
      default: 5,
      searchWords: ['n_neighbors', 'KNNImputer'],
    }),
    maxDonors: int({
      title: 'Most donors',
      help: 'At most so many customers, drawn by seed, are kept to fill gaps from.',
      min: 10,
      max: 20_000,
      default: 5_000,
    }),
  },
  async fit(table, options, context) {
    const gaps = new Map(table.columns.map(column => [column.name, countGaps(column, table.nRows)]));
    const notes: Note[] = [];
    for (const { name, kind } of table.columns) {
      const missing = gaps.get(name)!;
      if (kind !== 'set' && missing === table.nRows) notes.push(note('impute.allMissing', { column: name }));
      else if (kind === 'number' && missing > options.maxGaps * table.nRows)
        notes.push(note('impute.tooManyGaps', { column: name, missing, of: table.nRows }));
    }
    const dropped = notes.map(found => (found.args as { column: string }).column);
    const present = without(table, dropped);
    const numbers = learnNumbers(present, options, context.run);
    const isOwnLevel = (name: string) => options.categories === 'auto' && gaps.get(name)! > OWN_LEVEL * table.nRows;
    const modes = present.columns.flatMap(column => modeOf(column, isOwnLevel(column.name)));
    const state: ImputeState = { numbers: numbers.state, modes, dropped };
    return { state, effect: effectOf(present, state, gaps), notes: [...notes, ...numbers.notes] };
  },
  async apply(table, state: ImputeState, context) {
    const filled = await fillNumbers(without(table, state.dropped), state.numbers, context.run);
    const modes = new Map(state.modes.map(mode => [mode.name, mode.value]));
    return replaceColumns(filled, part => {
      const mode = modes.get(part.column.name);
      return mode === undefined ? part : changed(part, fillMode(part.column, mode));
    });
  },
});

async function fillNumbers(table: WorkTable, state: NumbersState, run: Run): Promise<WorkTable> {
  const filled = await applyDonors(table, state, run);
  return replaceColumns(table, part => {
    const values = filled.get(part.column.name);
    return values ? changed(part, { kind: 'number', name: part.column.name, values }) : part;
  });
}

function without(table: WorkTable, names: readonly string[]): WorkTable {
  const dropped = new Set(names);
  return replaceColumns(table, part => (dropped.has(part.column.name) ? [] : part));
}

/** The most frequent value, or for a category with many gaps a level that says there is none. */
function modeOf(column: Column, isOwnLevel: boolean): { name: string; value: number | string }[] {
  if (column.kind === 'category') return [{ name: column.name, value: isOwnLevel ? NOT_GIVEN : column.levels[0] }];
  if (column.kind !== 'boolean') return [];
  const yes = column.values.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0);
  const no = column.values.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
  return [{ name: column.name, value: yes > no ? 1 : 0 }];
}

function fillMode(column: Column, mode: number | string): Column {
  if (column.kind === 'boolean')
    return { ...column, values: column.values.map(value => (value === 2 ? Number(mode) : value)) };
  if (column.kind !== 'category' || !column.codes.includes(-1)) return column;
  const known = column.levels.indexOf(String(mode));
  const code = known < 0 ? column.levels.length : known;
  const levels = known < 0 ? [...column.levels, String(mode)] : column.levels;
  return { ...column, levels, codes: column.codes.map(old => (old < 0 ? code : old)) };
}

function effectOf(table: WorkTable, state: ImputeState, gaps: ReadonlyMap<string, number>): string {
  const counts = table.columns
    .filter(column => column.kind !== 'set' && gaps.get(column.name)! > 0)
    .map(column => ({ name: column.name, count: gaps.get(column.name)! }));
  if (counts.length === 0) return 'There were no gaps to fill.';
  const total = counts.reduce((sum, gap) => sum + gap.count, 0);
  const { numbers, modes } = state;
  const how = numbers.donors ? `numbers from the ${numbers.nNeighbors} nearest customers` : 'numbers with the median';
  const where = listSome(
    counts.map(gap => `${gap.name} (${formatCount(gap.count)})`),
    6,
  );
  const own = modes.filter(mode => mode.value === NOT_GIVEN).map(mode => mode.name);
  const level = own.length > 0 ? `, "${NOT_GIVEN}" in ${listSome(own, 6)}` : '';
  return `${formatThings(total, 'gap')} filled in ${where}: ${how}, flags and categories with the most frequent value${level}.`;
}

function countGaps(column: Column, nRows: number): number {
  let gaps = 0;
  for (let row = 0; row < nRows; row++) if (isMissing(column, row)) gaps++;
  return gaps;
}
