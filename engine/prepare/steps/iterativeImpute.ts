import { formatCount, formatThings, listSome } from '#shared/format';
import { note } from '#shared/notes';
import { choice, flag, int, number } from '#shared/option';
import { breathe } from '../../import/breathe.ts';
import { countMissing } from '../../import/roles/distinctValues.ts';
import type { Run } from '../../jobs/Run.ts';
import type { NumberColumn } from '../../table/Column.ts';
import { newMatrix, sharedFloat64, type Matrix } from '../../table/Matrix.ts';
import { chooseParts, columnsOption } from '../chooseParts.ts';
import { defineStep, type WorkTable } from '../defineStep.ts';
import { missingFlag } from '../fillOthers.ts';
import { applyRoundRobin, fitRoundRobin, type Limits, type Regression } from '../iterative/roundRobin.ts';
import { fillValueOf } from '../numberFills.ts';
import { spreadOf } from '../spreadOf.ts';
import { unusable, without } from '../unusableColumns.ts';
import { changed, replaceEach } from '../workColumns.ts';

interface KnownColumn {
  readonly name: string;
  /** Columns are brought to one scale before they are estimated from one another. */
  readonly mean: number;
  readonly sd: number;
  /** What a gap holds at first, on that scale. */
  readonly guess: number;
}
interface IterativeState {
  readonly columns: readonly KnownColumn[];
  /** In the order in which they are applied, over all rounds. */
  readonly regressions: readonly Regression[];
  readonly limits: Limits | null;
  readonly dropped: readonly string[];
  readonly flagged: readonly string[];
}

const TITLE = 'Fill gaps by regression';

/**
 * Gaps in numbers are estimated from all other numbers, column by column and round by round, on z-scores: scikit-learn's IterativeImputer with
 * its BayesianRidge between two StandardScalers. Every round's regressions are kept and replayed on new customers.
 * Source: van Buuren & Groothuis-Oudshoorn (2011), doi:10.18637/jss.v045.i03.
 */
export const iterativeImpute = defineStep({
  id: 'iterativeImpute',
  title: TITLE,
  help: 'Estimates missing numbers from all other numbers of the same customer, column by column until the estimates come to rest. Put it before "Fill gaps", which fills what is left.',
  sources: ['vanBuuren2011', 'mackay1992'],
  options: {
    initialStrategy: choice<'mean' | 'median'>({
      title: 'First guess',
      help: 'What a gap holds before the first round.',
      values: ['mean', 'median'],
      labels: { mean: 'Mean', median: 'Median' },
      default: 'mean',
      searchWords: ['initial_strategy', 'IterativeImputer', 'MICE'],
    }),
    maxIter: int({
      title: 'Most rounds',
      help: 'How often every column is estimated again at most.',
      min: 1,
      max: 100,
      default: 10,
      searchWords: ['max_iter'],
    }),
    tol: number({
      title: 'Tolerance',
      help: 'The rounds end when the estimates of no customer change by more than this share of the greatest value, on the common scale.',
      min: 0,
      max: 1,
      default: 0.001,
    }),
    nNearestFeatures: int({
      title: 'Most predictors',
      help: 'A column is estimated from at most so many others, those that go along with it most.',
      min: 1,
      max: 500,
      default: 50,
      searchWords: ['n_nearest_features'],
    }),
    withinRange: flag({
      title: 'Keep within what was seen',
      help: 'An estimate below the least or above the greatest value of its column becomes that value, so that no negative age or income is invented.',
      default: true,
      searchWords: ['min_value', 'max_value'],
    }),
    addIndicator: flag({
      title: 'Keep track of gaps',
      help: 'Adds a yes-or-no column for every column that had gaps, because having no value can say something of its own.',
      default: false,
      searchWords: ['add_indicator'],
    }),
    maxGaps: number({
      title: 'Most gaps',
      help: 'A column that is missing for a larger share of the customers than this is not used.',
      min: 0,
      max: 1,
      default: 0.6,
    }),
    columns: columnsOption(['number'], 'columns of numbers'),
  },
  async fit(table, options, { run }) {
    const chosen = chooseParts(table, options.columns, ['number'], TITLE).map(part => part.column as NumberColumn);
    const gaps = new Map(chosen.map(column => [column.name, countMissing(column)]));
    const notes = unusable(table, new Set(gaps.keys()), gaps, options.maxGaps);
    const dropped = notes.map(found => (found.args as { column: string }).column);
    const used = chosen.filter(column => !dropped.includes(column.name));
    const columns: KnownColumn[] = [];
    const limits = { low: [] as number[], high: [] as number[] };
    let largest = 0;
    for (const column of used) {
      await breathe(run, table.nRows);
      const { mean, sd, low, high, isConstant } = spreadOf(column);
      const spread = isConstant ? 1 : sd;
      const guess = (fillValueOf(column, options.initialStrategy, 0) - mean) / spread;
      columns.push({ name: column.name, mean, sd: spread, guess });
      limits.low.push((low - mean) / spread);
      limits.high.push((high - mean) / spread);
      largest = Math.max(largest, (high - mean) / spread, (mean - low) / spread);
    }
    const own = options.withinRange ? limits : null;
    const { x, gapRows } = await standardised(table, columns, run);
    const found = await fitRoundRobin(x, gapRows, largest, { ...options, limits: own }, run);
    if (!found.isSettled) notes.push(note('impute.notSettled', { rounds: found.rounds }));
    const filled = used.filter(column => gaps.get(column.name)! > 0);
    const flagged = options.addIndicator ? filled.map(column => column.name) : [];
    const state: IterativeState = { columns, regressions: found.regressions, limits: own, dropped, flagged };
    const counts = filled.map(column => [column.name, gaps.get(column.name)!] as const);
    return { state, effect: effectOf(counts, found.rounds, used.length, flagged.length), notes };
  },
  async apply(table, state: IterativeState, { run }) {
    const present = without(table, state.dropped);
    const { x, gapRows } = await standardised(present, state.columns, run);
    await applyRoundRobin(x, gapRows, state.regressions, state.limits, run);
    const position = new Map(state.columns.map((column, j) => [column.name, j]));
    const flagged = new Set(state.flagged);
    return replaceEach(present, run, part => {
      const { column } = part;
      const j = position.get(column.name);
      if (j === undefined || column.kind !== 'number') return part;
      const { mean, sd } = state.columns[j];
      const values = sharedFloat64(table.nRows);
      values.set(column.values);
      for (const row of gapRows[j]) values[row] = mean + sd * x.values[row * x.nColumns + j];
      const whole = changed(part, { ...column, values });
      return flagged.has(column.name) ? [whole, missingFlag(part, table.nRows)] : whole;
    });
  },
});

/** The columns as one matrix of z-scores with the first guess in every gap, and the rows of the gaps. */
async function standardised(
  table: WorkTable,
  columns: readonly KnownColumn[],
  run: Run,
): Promise<{ x: Matrix; gapRows: Int32Array[] }> {
  const x = newMatrix(
    table.nRows,
    columns.map(column => column.name),
  );
  const known = new Map(table.columns.map(column => [column.name, column]));
  const gapRows: Int32Array[] = [];
  for (const [j, { name, mean, sd, guess }] of columns.entries()) {
    await breathe(run, table.nRows);
    const column = known.get(name);
    const rows: number[] = [];
    for (let row = 0; row < table.nRows; row++) {
      const value = column?.kind === 'number' ? column.values[row] : NaN;
      if (Number.isNaN(value)) rows.push(row);
      x.values[row * columns.length + j] = Number.isNaN(value) ? guess : (value - mean) / sd;
    }
    gapRows.push(Int32Array.from(rows));
  }
  return { x, gapRows };
}

function effectOf(
  counts: readonly (readonly [string, number])[],
  rounds: number,
  nColumns: number,
  nFlagged: number,
): string {
  if (counts.length === 0) return 'There were no gaps in numbers to fill.';
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const where = listSome(
    counts.map(([name, count]) => `${name} (${formatCount(count)})`),
    6,
  );
  const how =
    nColumns < 2
      ? 'with one value, because there is no other column to estimate it from'
      : `estimated from ${formatThings(nColumns - 1, 'other column')} in ${formatThings(rounds, 'round')}`;
  const track = nFlagged > 0 ? ` ${formatThings(nFlagged, 'yes-or-no column')} added for where the gaps were.` : '';
  return `${formatThings(total, 'gap')} filled in ${where}: ${how}.${track}`;
}
