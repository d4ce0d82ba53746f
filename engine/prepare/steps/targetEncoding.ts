import { formatCount, formatNumber, formatPercent, formatThings } from '#shared/format';
import { choice, int, number } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import type { CategoryColumn } from '../../table/Column.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { chooseParts, columnsOption, namesWith } from '../chooseParts.ts';
import { defineStep } from '../defineStep.ts';
import { drawFolds, foldMoments, smoothedMeans, withoutFold, type Smoothing } from '../encode/targetMeans.ts';
import { levelNumbers } from '../levelNumbers.ts';
import { requireTarget, targetOption, type Target } from '../target.ts';
import { byName, changed, replaceColumns, replaceEach, type WorkColumn } from '../workColumns.ts';

interface TargetState {
  readonly target: string;
  readonly columns: readonly {
    readonly name: string;
    readonly levels: readonly string[];
    /** Parallel to the levels, learned from all customers. */
    readonly numbers: readonly number[];
    readonly missing: number;
  }[];
  readonly prior: number;
}

const TITLE = 'Categories to target means';

/**
 * A category becomes the smoothed mean of the target among the customers with its level. The customers it was learned from get the value
 * that the other folds give, so that none of them sees its own outcome; new customers get the value of all, levels never seen the mean of all.
 * As scikit-learn's TargetEncoder, except that folds are drawn without a look at the target.
 * Source: Micci-Barreca (2001), doi:10.1145/507533.507538.
 */
export const targetEncoding = defineStep({
  id: 'targetEncoding',
  title: TITLE,
  help: 'Replaces a category by the mean of the target among the customers with its level, such as the default rate of a city. No customer’s own outcome enters its value. Put it before "Categories to flags".',
  sources: ['micciBarreca2001', 'pargent2022'],
  options: {
    columns: columnsOption(['category'], 'categories'),
    target: targetOption,
    smoothing: choice<'auto' | 'given'>({
      title: 'Smoothing',
      help: 'Levels with few customers are drawn towards the mean of all: automatically, by how much the target varies within them, or as if a given number of average customers were added.',
      values: ['auto', 'given'],
      labels: { auto: 'Automatic', given: 'A given number' },
      default: 'auto',
    }),
    smooth: number({
      title: 'Average customers added',
      help: 'How many average customers are added to every level when the number is given.',
      min: 0,
      max: 1_000_000,
      default: 20,
    }),
    cv: int({
      title: 'Folds',
      help: 'The customers are cut into so many parts by lot; each part is encoded with what the others say.',
      min: 2,
      max: 50,
      default: 5,
      searchWords: ['cv', 'out-of-fold'],
    }),
  },
  async fit(table, options, context) {
    const target = requireTarget(context, options.target, TITLE);
    const parts = chooseParts(table, options.columns, ['category'], TITLE);
    const smoothing = options.smoothing === 'auto' ? null : options.smooth;
    const nFolds = Math.max(1, Math.min(options.cv, table.nRows));
    const folds = drawFolds(table.nRows, nFolds, context.run.stream('target folds'));
    const columns: TargetState['columns'][number][] = [];
    const treated = new Map<string, WorkColumn>();
    let prior = 0;
    for (const part of parts) {
      await breathe(context.run, table.nRows);
      const found = encode(part, target, { folds, nFolds, smoothing });
      columns.push(found.state);
      treated.set(part.column.name, found.treated);
      prior = found.prior;
    }
    const state: TargetState = { target: target.name, columns, prior };
    const effect = effectOf(state, target, nFolds);
    return { state, effect, notes: [], treated: replaceColumns(table, part => treated.get(part.column.name) ?? part) };
  },
  async apply(table, state: TargetState, { run }) {
    const known = byName(state.columns);
    return replaceEach(table, run, part => {
      const { column } = part;
      const found = known.get(column.name);
      if (!found || column.kind !== 'category') return part;
      return levelNumbers(part, column, { ...found, unseen: state.prior }, transformOf(state.target));
    });
  },
});

interface Folding {
  readonly folds: Uint8Array;
  readonly nFolds: number;
  readonly smoothing: Smoothing;
}

function encode(part: WorkColumn, target: Target, { folds, nFolds, smoothing }: Folding) {
  const column = part.column as CategoryColumn;
  const nLevels = column.levels.length;
  // A gap is a level of its own, the last.
  const codes = column.codes.map(code => (code < 0 ? nLevels : code));
  const moments = foldMoments(codes, nLevels + 1, target.values, folds, nFolds);
  const { numbers, prior } = finite(smoothedMeans(withoutFold(moments, -1), smoothing));
  const others = moments.map((_fold, f) => finite(smoothedMeans(withoutFold(moments, f), smoothing), prior).numbers);
  const values = sharedFloat64(codes.length);
  for (let row = 0; row < values.length; row++) values[row] = others[folds[row]][codes[row]];
  const name = column.name;
  return {
    state: {
      name,
      levels: column.levels,
      numbers: Array.from(numbers.subarray(0, nLevels)),
      missing: numbers[nLevels],
    },
    treated: changed({ ...part, role: 'feature' }, { kind: 'number', name, values }, transformOf(target.name)),
    prior,
  };
}

/** Without any known target every mean is 0; a fold without any has the mean of all. */
function finite({ numbers, prior }: { numbers: Float64Array; prior: number }, otherwise = 0) {
  const fallback = Number.isNaN(prior) ? otherwise : prior;
  return { numbers: numbers.map(value => (Number.isNaN(value) ? fallback : value)), prior: fallback };
}

function transformOf(target: string): string {
  return `smoothed mean of ${target}`;
}

function effectOf({ columns, prior }: TargetState, target: Target, nFolds: number): string {
  if (columns.length === 0) return 'There is no category.';
  const known = target.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  const what = target.event === null ? `the mean of ${target.name}` : `the share of customers whose ${target.event}`;
  const level = target.event === null ? formatNumber(prior) : formatPercent(prior);
  const names = namesWith(
    columns,
    column => column.name,
    column => formatThings(column.levels.length, 'level'),
  );
  return `Levels replaced by ${what} (${level} over all ${formatCount(known)} with a known outcome), each customer's from the other ${formatThings(nFolds - 1, 'fold')}: ${names}.`;
}
