import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { countChunks, newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { readMixedRows, type MixedColumns, type MixedRows } from '../mixed/MixedColumns.ts';
import { pickRows } from '../pickRows.ts';
import type { PamResult } from './fasterPam.ts';
import type { DistanceInput, PamInput, Solved } from './tasks.ts';

/** Up to so many rows all pairs are compared: a matrix of 128 MB. */
export const EXACT_ROWS = 4_000;
/** Above, medoids are looked for in samples, and the best of them by a larger one are kept. */
export const SAMPLES = 5;
export const SAMPLE_ROWS = 1_000;
const JUDGING_ROWS = 20_000;
const DISTANCE_CHUNK = 64;

export interface MedoidTask {
  /** How many medoids to find: for each number the same as if it were the only one. */
  readonly numbers: readonly number[];
  readonly nInit: number;
  readonly maxIter: number;
  readonly columns: MixedColumns;
  /** [numeric columns] */
  readonly ranges: Float64Array;
  /** Rows to begin with, instead of starts drawn. */
  readonly from: Int32Array | undefined;
}
/** Medoids of some rows of the matrix, as rows of the matrix. */
export type Medoids = Omit<PamResult, 'loss'>;

/** @returns by number of medoids */
export async function findMedoids(x: Matrix, task: MedoidTask, run: Run): Promise<Medoids[]> {
  if (x.nRows <= EXACT_ROWS) return solve(x, task, 0, run);
  const found = new Map<number, Medoids>();
  for (const sampleRows of new Set(task.numbers.map(sampleSize))) {
    const numbers = task.numbers.filter(number => sampleSize(number) === sampleRows);
    const best = await bestOfSamples(x, { ...task, numbers, from: undefined }, sampleRows, run);
    for (const [i, number] of numbers.entries()) found.set(number, best[i]);
  }
  return task.numbers.map(number => found.get(number)!);
}

function sampleSize(nClusters: number): number {
  return Math.min(EXACT_ROWS, Math.max(SAMPLE_ROWS, 4 * nClusters));
}

/** Solves several samples and keeps for each number the medoids that a larger sample is nearest to. */
async function bestOfSamples(x: Matrix, task: MedoidTask, sampleRows: number, run: Run): Promise<Medoids[]> {
  const judges = pickRows(x, run.stream('kMedoids.judges').sample(x.nRows, JUDGING_ROWS));
  const judging = await readMixedRows(judges, task.columns, run);
  const best: (Medoids & { readonly loss: number })[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const part: Run = { ...run, progress: (done, total, label) => run.progress(i + done / total, SAMPLES, label) };
    const rows = run.stream('kMedoids.sample', i).sample(x.nRows, sampleRows);
    const solved = await solve(pickRows(x, rows), task, i, part);
    for (const [n, found] of solved.entries()) {
      const medoids = found.medoids.map(at => rows[at]);
      const { loss } = await assignRows(judging, pickRows(x, medoids), task, run);
      if (i === 0 || loss < best[n].loss) best[n] = { ...found, medoids, loss };
    }
  }
  return best;
}

/** Compares all pairs of these rows once and keeps the best start for each number. @param part tells the draws of one sample from those of another */
async function solve(x: Matrix, task: MedoidTask, part: number, run: Run): Promise<Medoids[]> {
  const { numbers, nInit, maxIter, from } = task;
  const halves = [0, 1].map((half): Run => ({ ...run, progress: progressOf(run, half) }));
  const distances = await allDistances(x, task, halves[0]);
  const starts = numbers.flatMap(nClusters =>
    from
      ? [from]
      : Array.from({ length: nInit }, (_none, i) =>
          run.stream('kMedoids.start', part * nInit + i).sample(x.nRows, nClusters),
        ),
  );
  const input = { queue: newChunkQueue(starts.length, 1), distances, nRows: x.nRows, starts, maxIter };
  const found: PamResult[] = [];
  for (const solved of await onEveryThread<PamInput, Solved[]>(halves[1], 'kMedoids.pam', input, 'k-medoids'))
    for (const { start, ...result } of solved) found[start] = result;
  const each = starts.length / numbers.length;
  return numbers.map((_number, n) =>
    found.slice(n * each, (n + 1) * each).reduce((kept, other) => (other.loss < kept.loss ? other : kept)),
  );
}

/** Distances in the first half of the way, medoids in the second. */
function progressOf(run: Run, half: number): Run['progress'] {
  return (done, total, label) => run.progress(half + (total > 0 ? done / total : 0), 2, label);
}

/** [nRows × nRows] */
async function allDistances(x: Matrix, { columns, ranges }: MedoidTask, run: Run): Promise<Float64Array> {
  const rows = await readMixedRows(x, columns, run);
  const distances = sharedFloat64(x.nRows * x.nRows);
  const input = { queue: newChunkQueue(x.nRows, DISTANCE_CHUNK), rows, ranges, distances };
  await onEveryThread<DistanceInput>(run, 'kMedoids.distances', input, 'k-medoids');
  return distances;
}

/** Every row to its nearest medoid. */
export async function assignRows(
  rows: MixedRows,
  medoidMatrix: Matrix,
  { columns, ranges }: Pick<MedoidTask, 'columns' | 'ranges'>,
  run: Run,
): Promise<{ labels: Int32Array; loss: number }> {
  const labels = sharedInt32(rows.nRows);
  const losses = sharedFloat64(countChunks(rows.nRows));
  const medoids = await readMixedRows(medoidMatrix, columns, run);
  await onEveryThread(run, 'kMedoids.assign', {
    queue: newChunkQueue(rows.nRows),
    rows,
    medoids,
    ranges,
    labels,
    losses,
  });
  return { labels, loss: losses.reduce((sum, part) => sum + part, 0) };
}
