import { formatCount, formatNumber, formatThings, listSome } from '#shared/format';
import { breathe } from '../../import/breathe.ts';
import { countMissing } from '../../import/roles/distinctValues.ts';
import type { Column, NumberColumn, DateColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chooseParts } from '../chooseParts.ts';
import { defineStep, type FitContext } from '../defineStep.ts';
import { applyDonors, learnNumbers, type NumbersState } from '../fillNumbers.ts';
import { unusable, without } from '../unusableColumns.ts';
import { fillMode, missingFlag, mostFrequentFlag, type Mode } from '../fillOthers.ts';
import { imputeOptions, type ImputeOptions } from '../imputeOptions.ts';
import { fillValueOf } from '../numberFills.ts';
import { changed, replaceEach, type WorkColumn } from '../workColumns.ts';

export interface ImputeState {
  readonly numbers: NumbersState;
  /** What a gap in a flag or category becomes. */
  readonly modes: readonly Mode[];
  /** What a gap in a number or date becomes where it is the same for all customers. */
  readonly constants?: readonly { readonly name: string; readonly value: number }[];
  readonly dropped: readonly string[];
  /** Columns whose gaps are not filled. */
  readonly untouched?: readonly string[];
  /** Columns that had gaps, each with a yes-or-no column beside it. */
  readonly flagged?: readonly string[];
}

const TITLE = 'Fill gaps';
/** Above this share of the customers, not having a value says something of its own. */
const OWN_LEVEL = 0.2;

/**
 * Fills gaps: numbers from the most similar customers or with one value, flags and categories with the most frequent value. A set without
 * members stays empty, and a column of numbers that is mostly missing is not used. Numbers that had no gap when this was learned are filled with one value later.
 */
export const impute = defineStep({
  id: 'impute',
  title: TITLE,
  help: 'Fills missing numbers from the most similar customers or with one value, and missing flags and categories with the most frequent value.',
  sources: ['troyanskaya2001'],
  options: imputeOptions,
  async fit(table, options, context) {
    const chosen = new Set(
      chooseParts(table, options.columns, ['number', 'category', 'boolean', 'date'], TITLE).map(
        part => part.column.name,
      ),
    );
    const gaps = new Map<string, number>();
    for (const column of table.columns) {
      await breathe(context.run, table.nRows);
      gaps.set(column.name, chosen.has(column.name) ? countMissing(column) : 0);
    }
    const notes = unusable(table, chosen, gaps, options.maxGaps);
    const dropped = notes.map(found => (found.args as { column: string }).column);
    const present = without(table, dropped);
    const isKnn = options.numeric === 'knn';
    const numbers = await learnNumbers(
      {
        ...present,
        columns: present.columns.filter(({ kind }) => kind !== 'number' || isKnn || options.numeric === 'median'),
      },
      { ...options, numeric: isKnn ? 'knn' : 'median' },
      context.run,
    );
    const isOwn = ({ name }: Column) =>
      options.categories === 'level' || (options.categories === 'auto' && gaps.get(name)! > OWN_LEVEL * table.nRows);
    const used = present.columns.filter(column => chosen.has(column.name));
    const ownLevels = used.filter(column => column.kind === 'category' && gaps.get(column.name)! > 0 && isOwn(column));
    const own = ownLevels.map(column => column.name);
    const state: ImputeState = {
      numbers: numbers.state,
      modes: used.flatMap(column => modeOf(column, isOwn(column), options)),
      constants: await constantsOf(used, options, context),
      dropped,
      untouched: table.columns.flatMap(({ name }) => (chosen.has(name) ? [] : [name])),
      flagged: options.addIndicator
        ? used.filter(({ name }) => gaps.get(name)! > 0 && !own.includes(name)).map(column => column.name)
        : [],
    };
    const sampled = numbers.notes.filter(found => chosen.has((found.args as { column: string }).column));
    return { state, effect: effectOf(used, state, { gaps, own, options }), notes: [...notes, ...sampled] };
  },
  async apply(table, state: ImputeState, { run }) {
    const present = without(table, state.dropped);
    const filled = await applyDonors(present, state.numbers, run);
    const modes = new Map(state.modes.map(mode => [mode.name, mode.value]));
    const constants = new Map(state.constants?.map(constant => [constant.name, constant.value]));
    const untouched = new Set(state.untouched);
    const flagged = new Set(state.flagged);
    return replaceEach(present, run, part => {
      const { name } = part.column;
      if (untouched.has(name)) return part;
      const whole = fillPart(part, { numbers: filled.get(name), mode: modes.get(name), constant: constants.get(name) });
      return flagged.has(name) ? [whole, missingFlag(part, table.nRows)] : whole;
    });
  },
});

/** The most frequent value, or a level that says there is none. */
function modeOf(column: Column, isOwn: boolean, options: ImputeOptions): Mode[] {
  if (column.kind === 'category') return [{ name: column.name, value: isOwn ? options.fillText : column.levels[0] }];
  if (column.kind !== 'boolean') return [];
  const value = options.flags === 'mode' ? mostFrequentFlag(column) : Number(options.flags === 'yes');
  return [{ name: column.name, value }];
}

async function constantsOf(columns: readonly Column[], options: ImputeOptions, { run }: FitContext) {
  const constants: { name: string; value: number }[] = [];
  for (const column of columns) {
    const method = methodFor(column, options);
    if (method === null) continue;
    const { values } = column as NumberColumn | DateColumn;
    await breathe(run, values.length);
    constants.push({ name: column.name, value: fillValueOf({ values }, method, options.fillValue) });
  }
  return constants;
}

/** Null where the nearest customers or the median of `learnNumbers` fill the gaps, or nothing does. */
function methodFor(column: Column, { numeric, dates }: ImputeOptions) {
  if (column.kind === 'date') return dates === 'leave' ? null : dates;
  return column.kind !== 'number' || numeric === 'knn' || numeric === 'median' ? null : numeric;
}

interface Fill {
  readonly numbers: Float64Array | undefined;
  readonly mode: number | string | undefined;
  readonly constant: number | undefined;
}

function fillPart(part: WorkColumn, { numbers, mode, constant }: Fill): WorkColumn {
  const { column } = part;
  if (mode !== undefined) return changed(part, fillMode(column, mode));
  if (column.kind !== 'number' && column.kind !== 'date') return part;
  if (numbers) return changed(part, { ...column, values: numbers });
  if (constant === undefined) return part;
  const values = sharedFloat64(column.values.length);
  for (let row = 0; row < values.length; row++)
    values[row] = Number.isNaN(column.values[row]) ? constant : column.values[row];
  return changed(part, { ...column, values });
}

interface Words {
  readonly gaps: ReadonlyMap<string, number>;
  /** Categories in which having no value is a level. */
  readonly own: readonly string[];
  readonly options: ImputeOptions;
}

function effectOf(columns: readonly Column[], state: ImputeState, { gaps, own, options }: Words): string {
  const counts = columns
    .filter(column => gaps.get(column.name)! > 0 && !(column.kind === 'date' && options.dates === 'leave'))
    .map(column => ({ name: column.name, kind: column.kind, count: gaps.get(column.name)! }));
  if (counts.length === 0) return 'There were no gaps to fill.';
  const total = counts.reduce((sum, gap) => sum + gap.count, 0);
  const where = listSome(
    counts.map(gap => `${gap.name} (${formatCount(gap.count)})`),
    6,
  );
  const has = (kind: Column['kind']) => counts.some(gap => gap.kind === kind && !own.includes(gap.name));
  const how = [
    has('number') ? numberWords(state, options) : '',
    ...otherWords(has('boolean'), has('category'), options),
    own.length > 0 ? `"${options.fillText}" in ${listSome(own, 6)}` : '',
    has('date') ? `dates with ${DATE_WORDS[options.dates]}` : '',
  ].filter(Boolean);
  const flagged = state.flagged ?? [];
  const track =
    flagged.length > 0
      ? ` ${formatThings(flagged.length, 'yes-or-no column')} added that ${flagged.length === 1 ? 'says' : 'say'} where a gap was.`
      : '';
  return `${formatThings(total, 'gap')} filled in ${where}: ${how.join(', ')}.${track}`;
}

function numberWords({ numbers }: ImputeState, { numeric, fillValue }: ImputeOptions): string {
  if (numbers.donors) return `numbers from the ${numbers.nNeighbors} nearest customers`;
  if (numeric === 'mean') return 'numbers with the mean';
  if (numeric === 'mode') return 'numbers with the most frequent value';
  return numeric === 'constant' ? `numbers with ${formatNumber(fillValue)}` : 'numbers with the median';
}

function otherWords(hasFlags: boolean, hasCategories: boolean, { flags }: ImputeOptions): string[] {
  const isSame = flags === 'mode' && hasFlags && hasCategories;
  if (isSame) return ['flags and categories with the most frequent value'];
  return [
    hasFlags ? `flags with ${flags === 'mode' ? 'the most frequent value' : flags}` : '',
    hasCategories ? 'categories with the most frequent value' : '',
  ];
}

const DATE_WORDS = { median: 'the median', mode: 'the most frequent date', leave: 'nothing' };
