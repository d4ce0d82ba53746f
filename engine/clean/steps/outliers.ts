import { formatCount, formatNumber, formatThings, listSome } from '#shared/format';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import { choice, columns, int, number } from '#shared/option';
import { chosenColumns, freeName, removeRows, withColumn } from '../cleanTable.ts';
import { defineCleanStep, type CleanContext, type CleanTable } from '../defineCleanStep.ts';
import { fenceOf, forestOf, outlierRows, type Fence, type ForestState, type Method } from '../outlierBounds.ts';
import { clipped, withoutValues } from '../ruleRows.ts';

type Action = 'winsorise' | 'flag' | 'missing' | 'drop';
interface OutlierState {
  readonly action: Action;
  readonly flagName: string;
  /** Learned bounds by column; empty for an isolation forest. */
  readonly fences: readonly Fence[];
  readonly forest: ForestState | null;
}

/** Values far outside the others, by bounds that are learned once and replayed. */
export const outliers = defineCleanStep({
  id: 'outliers',
  title: 'Outliers',
  help: 'Finds values far outside the others and draws them in, flags them, sets them missing or removes their rows. The bounds are learned once and kept.',
  sources: ['tukey1977', 'liu2008'],
  options: {
    columns: columns({
      title: 'Columns',
      help: 'Columns of numbers to look at.',
      columnKinds: ['number'],
      maxItems: 200,
      emptyMeans: 'none',
      default: [],
    }),
    method: choice<Method>({
      title: 'Method',
      help: 'Quartiles: beyond a multiple of the middle half. Standard deviations: far from the mean. Isolation forest: rows unlike the others in all columns together.',
      values: ['iqr', 'zscore', 'isolationForest'],
      labels: { iqr: 'Quartiles (IQR)', zscore: 'Standard deviations (z-score)', isolationForest: 'Isolation forest' },
      default: 'iqr',
    }),
    action: choice<Action>({
      title: 'What to do',
      help: 'Drawing in puts the value on the bound; an isolation forest has no bounds and can only flag, set missing or remove.',
      values: ['winsorise', 'flag', 'missing', 'drop'],
      labels: {
        winsorise: 'Draw in to the bound',
        flag: 'Flag in a yes/no column',
        missing: 'Set missing',
        drop: 'Remove the row',
      },
      default: 'winsorise',
    }),
    iqrFactor: number({
      title: 'Quartile factor',
      help: 'How many times the distance between the quartiles is still ordinary; 1.5 is usual, 3 is far out.',
      min: 0.1,
      max: 100,
      default: 3,
      onlyFor: { choice: 'method', values: ['iqr'] },
    }),
    zThreshold: number({
      title: 'z-score',
      help: 'How many standard deviations from the mean are still ordinary.',
      min: 0.5,
      max: 100,
      default: 3,
      unit: 'standard deviations',
      onlyFor: { choice: 'method', values: ['zscore'] },
    }),
    contamination: number({
      title: 'Share of outliers',
      help: 'For the isolation forest: this share of the rows, those most unlike the others, are outliers.',
      min: 0.0001,
      max: 0.5,
      default: 0.01,
      onlyFor: { choice: 'method', values: ['isolationForest'] },
    }),
    nEstimators: int({
      title: 'Trees',
      help: 'Trees of the isolation forest.',
      min: 1,
      max: 1000,
      default: 100,
      searchWords: ['n_estimators'],
      onlyFor: { choice: 'method', values: ['isolationForest'] },
    }),
    maxSamples: int({
      title: 'Rows per tree',
      help: 'Rows each tree of the isolation forest is grown on.',
      min: 2,
      max: 4096,
      default: 256,
      searchWords: ['max_samples'],
      onlyFor: { choice: 'method', values: ['isolationForest'] },
    }),
  },
  async fit(table, options, context) {
    const { action, method } = options;
    const flagName = freeName(table, 'Outlier');
    const empty: OutlierState = { action, flagName, fences: [], forest: null };
    if (method === 'isolationForest' && action === 'winsorise')
      throw new AppError('option.invalid', {
        option: 'action',
        allowed: 'flag, missing or drop for an isolation forest',
        got: action,
      });
    const chosen = options.columns.length === 0 ? [] : chosenColumns(table, options.columns, ['number'], context);
    if (chosen.length === 0)
      return { state: empty, effect: 'No column of numbers is chosen, so no outlier was looked for.', notes: [] };
    const names = chosen.map(column => column.name);
    const state: OutlierState =
      method === 'isolationForest'
        ? { ...empty, forest: await forestOf(table, names, options, context) }
        : { ...empty, fences: chosen.map(column => fenceOf(column, method, options)) };
    const found = await outlierRows(table, names, state, context);
    const effect = effectOf(state, names, found.counts, found.n);
    return {
      state,
      effect,
      notes: mostlyOne(state, found.counts),
      made: [{ name: flagName, from: action === 'flag' ? names : [] }],
    };
  },
  async apply(table, state: OutlierState, context) {
    const names = state.forest?.columns ?? state.fences.map(fence => fence.name);
    if (names.length === 0) return table;
    const { isOutlier } = await outlierRows(table, names, state, context);
    if (state.action === 'drop') return removeRows(table, isOutlier, state.flagName, context);
    if (state.action === 'flag')
      return withColumn(
        table,
        { kind: 'boolean', name: state.flagName, values: isOutlier },
        context.chosenRole(state.flagName, 'ignore'),
      );
    return state.forest ? withoutRows(table, names, isOutlier, context) : bounded(table, state, context);
  },
});

function withoutRows(
  table: CleanTable,
  names: readonly string[],
  isGone: Uint8Array,
  context: CleanContext,
): CleanTable {
  return chosenColumns(table, names, ['number'], context).reduce(
    (work, column) => withColumn(work, withoutValues(column, isGone), table.roles[table.columns.indexOf(column)]),
    table,
  );
}

/** Each column by its own bounds. */
function bounded(table: CleanTable, { fences, action }: OutlierState, context: CleanContext): CleanTable {
  return fences.reduce((work, { name, lower, upper }) => {
    const [column] = chosenColumns(table, [name], ['number'], context);
    if (column?.kind !== 'number') return work;
    const role = table.roles[table.columns.indexOf(column)];
    if (action === 'winsorise') return withColumn(work, clipped(column, { lower, upper }), role);
    const [least, most] = [lower ?? -Infinity, upper ?? Infinity];
    return withColumn(
      work,
      { ...column, values: column.values.map(value => (value < least || value > most ? Number.NaN : value)) },
      role,
    );
  }, table);
}

/** Where half of a column or more is one value, quartiles may leave no room beside it, and every other value is far out. */
function mostlyOne({ fences }: OutlierState, counts: readonly number[]): Note[] {
  return fences.flatMap(({ name, lower, upper }, i) =>
    lower === null || lower !== upper || counts[i] === 0
      ? []
      : [note('clean.mostlyOneValue', { column: name, value: formatNumber(lower), n: counts[i] })],
  );
}

const DONE: Readonly<Record<Action, string>> = {
  winsorise: 'drawn in to the bound',
  flag: 'flagged',
  missing: 'set missing',
  drop: 'removed with their rows',
};

function effectOf(state: OutlierState, names: readonly string[], counts: readonly number[], n: number): string {
  if (n === 0) return `No outlier was found in ${listSome(names, 6)}.`;
  if (state.forest)
    return `${formatThings(n, 'row')} most unlike the others in ${listSome(names, 6)} (score above ${formatNumber(state.forest.threshold)}) ${DONE[state.action]}.`;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const parts = state.fences
    .map(({ name, lower, upper }, i) => ({ name, lower, upper, count: counts[i] }))
    .filter(({ count }) => count > 0)
    .map(
      ({ name, lower, upper, count }) =>
        `${name} (${formatCount(count)} outside ${formatNumber(lower!)} to ${formatNumber(upper!)})`,
    );
  return `${formatThings(total, 'value')} in ${formatThings(n, 'row')} ${DONE[state.action]}: ${listSome(parts, 5)}.`;
}
