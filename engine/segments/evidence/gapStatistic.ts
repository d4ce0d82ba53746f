import { checkOptions } from '#shared/option';
import { pca } from '../../algorithms/pca.ts';
import type { Run } from '../../jobs/Run.ts';
import type { RandomStream } from '../../random.ts';
import { newMatrix, type Matrix } from '../../table/Matrix.ts';
import { pickRows } from '../../algorithms/pickRows.ts';
import { refitAll, refitRows, type Refitting } from './refits.ts';
import type { SpreadsInput } from './refitTasks.ts';

/** Up to so many rows all are used (fewer on wide tables); above, a seeded sample of as many. */
export const GAP_ROWS = 2000;
/** Reference sets drawn. */
export const GAP_REFERENCES = 20;
/** A spread within this share of the whole is none: the rows are their centres. */
const NO_SPREAD = 1e-24;
/** Share of the first axis' variance below which another is noise of rounding, as of flags that add up to one: whether it counts must not hang on the order of rows. */
const NO_AXIS = 1e-13;

export interface GapValue {
  readonly nClusters: number;
  /** Mean over the references of ln W - ln W of the rows; Infinity without spread, NaN where it could not be found. */
  readonly gap: number;
  /** Standard deviation of the references' ln W (over B) times √(1 + 1/B). */
  readonly error: number;
}
export interface GapResult {
  /** Ascending; one segment is the first. */
  readonly values: readonly GapValue[];
  /** As `preferred` says. */
  readonly prefers: number;
  readonly references: number;
  readonly n: number;
  readonly sampled: boolean;
  readonly seed: number;
}

/**
 * Gap statistic: how much closer the rows lie to their centres than rows drawn evenly over the same space would, for one segment and for
 * each number in `range`. The references are even over the box around the rows along their principal axes; rows and references are
 * clustered alike, by `refitting`. For clusterings that minimise the spread within (their model carries `inertia`).
 *
 * Up to 2,000 rows (48,000 numbers, but 400 rows at least) all are used; above, one seeded sample.
 *
 * Cost: (B + 1) × numbers fits of a sample.
 * Source: Tibshirani, Walther & Hastie (2001), doi:10.1111/1467-9868.00293, with references of kind (b) and the rule of one standard error.
 */
export async function gapStatistic(
  x: Matrix,
  range: readonly number[],
  refitting: Refitting,
  run: Run,
  references: number = GAP_REFERENCES,
): Promise<GapResult> {
  const size = refitRows(x.nColumns, GAP_ROWS);
  const sampled = x.nRows > size;
  const rows = sampled ? pickRows(x, run.stream('gap.sample').sample(x.nRows, size)) : x;
  const scores = await alongAxes(rows, run);
  const box = boxAround(scores);
  const sets = Array.from({ length: references }, (_, i) => evenOver(scores, box, run.stream('gap.reference', i)));
  const values = await gapAgainst(scores, sets, range, refitting, run);
  return { values, prefers: preferred(values), references, n: rows.nRows, sampled, seed: run.seed };
}

/** The same against given reference sets, with as many columns as x. */
export async function gapAgainst(
  x: Matrix,
  references: readonly Matrix[],
  range: readonly number[],
  refitting: Refitting,
  run: Run,
): Promise<GapValue[]> {
  const tables = [x, ...references];
  const numbers = [1, ...range];
  const inputs = tables.map((table): SpreadsInput => ({ x: table, numbers, seed: run.seed }));
  const work = { refitting, fits: tables.length * range.length, label: 'Comparing with no structure' };
  const spreads = await refitAll<SpreadsInput, number[]>('refit.spreads', inputs, work, run);
  return numbers.map((nClusters, at) => {
    const logs = spreads.map(own => logSpread(own[at], own[0]));
    return { nClusters, ...gapOf(logs[0], logs.slice(1)) };
  });
}

function logSpread(spread: number, total: number): number {
  return spread <= total * NO_SPREAD ? Number.NEGATIVE_INFINITY : Math.log(spread);
}

function gapOf(own: number, references: readonly number[]): { gap: number; error: number } {
  const n = references.length;
  const mean = references.reduce((sum, value) => sum + value, 0) / n;
  const variance = references.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { gap: mean - own, error: Math.sqrt(variance) * Math.sqrt(1 + 1 / n) };
}

/**
 * By the rule of one standard error, between the numbers that were tried and have a gap; the smallest that leaves no spread at all where
 * there is one.
 */
export function preferred(values: readonly GapValue[]): number {
  const known = values.filter(({ gap }) => !Number.isNaN(gap));
  const perfect = known.find(({ gap }) => gap === Infinity);
  if (perfect) return perfect.nClusters;
  const found = known.find(({ gap }, i) => i + 1 < known.length && gap >= known[i + 1].gap - known[i + 1].error);
  return (found ?? known.at(-1) ?? values[0]).nClusters;
}

/** The rows along their principal axes: the same distances, and axes without spread are left out. */
async function alongAxes(x: Matrix, run: Run): Promise<Matrix> {
  const nComponents = Math.min(x.nColumns, x.nRows, 2000);
  const quiet: Run = { ...run, progress: () => undefined };
  const { model } = await pca.fit(x, checkOptions(pca.options, { nComponents }), quiet);
  const all = await pca.predict(model, x, quiet);
  const least = NO_AXIS * model.explainedVariance[0];
  const width = Math.max(1, model.explainedVariance.filter(variance => variance > least).length);
  const scores = newMatrix(
    x.nRows,
    Array.from({ length: width }, (_, axis) => `axis ${axis + 1}`),
  );
  for (let row = 0; row < x.nRows; row++)
    for (let j = 0; j < width; j++) scores.values[row * width + j] = all[row * model.nComponents + j];
  return scores;
}

/** [nColumns] */
interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The box that holds the rows of x. */
function boxAround({ values, nRows, nColumns }: Matrix): Box {
  const low = new Float64Array(nColumns).fill(Infinity);
  const high = new Float64Array(nColumns).fill(-Infinity);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) {
      if (values[at] < low[j]) low[j] = values[at];
      if (values[at] > high[j]) high[j] = values[at];
    }
  return { low, high };
}

/** As many rows as x has, drawn evenly over a box. */
function evenOver({ nRows, nColumns, columnNames }: Matrix, { low, high }: Box, random: RandomStream): Matrix {
  const drawn = newMatrix(nRows, columnNames);
  for (let row = 0, at = 0; row < nRows; row++)
    for (let j = 0; j < nColumns; j++, at++) drawn.values[at] = low[j] + (high[j] - low[j]) * random.uniform();
  return drawn;
}
