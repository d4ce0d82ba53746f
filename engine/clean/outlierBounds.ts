import { fitIsolationForest, isolationScores, type IsolationForest } from '../algorithms/isolationForest.ts';
import { breathe } from '../import/breathe.ts';
import type { Column } from '../table/Column.ts';
import { newMatrix, type Matrix } from '../table/Matrix.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';
import { chosenColumns } from './cleanTable.ts';
import type { CleanContext, CleanTable } from './defineCleanStep.ts';

export type Method = 'iqr' | 'zscore' | 'isolationForest';

/** What is still ordinary in a column; null where it has no value. */
export interface Fence {
  readonly name: string;
  readonly lower: number | null;
  readonly upper: number | null;
}
/** A forest with what fills a gap and the score above which a row is an outlier. Plain JSON. */
export interface ForestState {
  readonly columns: readonly string[];
  readonly medians: readonly number[];
  readonly forest: IsolationForest;
  readonly threshold: number;
}
interface Given {
  readonly iqrFactor: number;
  readonly zThreshold: number;
  readonly contamination: number;
  readonly nEstimators: number;
  readonly maxSamples: number;
}

/** Tukey's fences around the quartiles (linear between values), or the mean and so many standard deviations (divisor n). */
export function fenceOf(column: Column, method: Method, { iqrFactor, zThreshold }: Given): Fence {
  const sorted = presentSorted(column);
  const { name } = column;
  if (sorted.length === 0) return { name, lower: null, upper: null };
  if (method === 'iqr') {
    const [q1, q3] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)];
    return { name, lower: q1 - iqrFactor * (q3 - q1), upper: q3 + iqrFactor * (q3 - q1) };
  }
  // A mean of equal values may be a little beside them.
  if (sorted[0] === sorted[sorted.length - 1]) return { name, lower: sorted[0], upper: sorted[0] };
  let mean = 0;
  for (const value of sorted) mean += value / sorted.length;
  let variance = 0;
  for (const value of sorted) variance += (value - mean) ** 2 / sorted.length;
  const reach = zThreshold * Math.sqrt(variance);
  return { name, lower: mean - reach, upper: mean + reach };
}

function presentSorted(column: Column): Float64Array {
  if (column.kind !== 'number') return new Float64Array(0);
  return column.values.filter(value => !Number.isNaN(value)).sort();
}

function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const next = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[next] - sorted[below]);
}

export async function forestOf(
  table: CleanTable,
  names: readonly string[],
  given: Given,
  context: CleanContext,
): Promise<ForestState> {
  const chosen = chosenColumns(table, names, ['number'], context);
  const medians = chosen.map(column => {
    const sorted = presentSorted(column);
    return sorted.length === 0 ? 0 : quantileOf(sorted, 0.5);
  });
  const x = filledMatrix(chosen, medians, table.nRows);
  const forest = fitIsolationForest(x, given, tree => context.run.stream('isolation forest', tree));
  const sorted = (await scoreAll(forest, x, context)).sort();
  return {
    columns: names,
    medians,
    forest,
    threshold: sorted.length === 0 ? 1 : quantileOf(sorted, 1 - given.contamination),
  };
}

/** Gaps are ordinary: they stand at the median. */
function filledMatrix(chosen: readonly Column[], medians: readonly number[], nRows: number): Matrix {
  const x = newMatrix(
    nRows,
    chosen.map(column => column.name),
  );
  chosen.forEach((column, j) => {
    if (column.kind !== 'number') return;
    for (let row = 0; row < nRows; row++) {
      const value = column.values[row];
      x.values[row * chosen.length + j] = Number.isNaN(value) ? medians[j] : value;
    }
  });
  return x;
}

async function scoreAll(forest: IsolationForest, x: Matrix, { run }: CleanContext): Promise<Float64Array> {
  const scores = new Float64Array(x.nRows);
  for (let from = 0; from < x.nRows; from += CHUNK_ROWS) {
    await breathe(run, x.nRows);
    run.progress(from, x.nRows, 'Isolation forest');
    scores.set(isolationScores(forest, x, from, Math.min(x.nRows, from + CHUNK_ROWS)), from);
  }
  return scores;
}

/** Rows with an outlier, and how many values are outside the bounds of each column. */
export async function outlierRows(
  table: CleanTable,
  names: readonly string[],
  { fences, forest }: { readonly fences: readonly Fence[]; readonly forest: ForestState | null },
  context: CleanContext,
): Promise<{ isOutlier: Uint8Array; counts: readonly number[]; n: number }> {
  const isOutlier = new Uint8Array(table.nRows);
  const counts = fences.map(() => 0);
  const chosen = chosenColumns(table, names, ['number'], context);
  if (forest) {
    const scores = await scoreAll(forest.forest, filledMatrix(chosen, forest.medians, table.nRows), context);
    scores.forEach((score, row) => (isOutlier[row] = Number(score > forest.threshold)));
  } else
    fences.forEach(({ name, lower, upper }, i) => {
      const column = chosen.find(known => known.name === name);
      if (column?.kind !== 'number' || lower === null || upper === null) return;
      column.values.forEach((value, row) => {
        if (!(value < lower || value > upper)) return;
        isOutlier[row] = 1;
        counts[i]++;
      });
    });
  return { isOutlier, counts, n: isOutlier.reduce((sum, is) => sum + is, 0) };
}
