import { note, type Note } from '#shared/notes';
import type { Run } from '../jobs/Run.ts';
import type { Arena } from '../kernels/KernelMemory.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import { newMatrix, sharedFloat64, sharedInt32, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../workers/onEveryThread.ts';
import { donorBytes, newDonors, type Donors } from './knn/Donors.ts';
import type { ForestPlan } from './knn/Forest.ts';
import { planDonors, searchDonors } from './knn/searchDonors.ts';
import type { FillInput } from './knn/tasks.ts';

export interface KnnFilled {
  /** [nRows × nColumns], row-major, backed by a SharedArrayBuffer: x with its gaps filled. */
  readonly values: Float64Array;
  /** [nColumns] cells filled. */
  readonly filled: Int32Array;
}
export interface KnnImputed extends KnnFilled {
  readonly notes: Note[];
}
export interface KnnOptions {
  /** More rows than this are sampled by seed: 100,000 without it, beyond which the time would grow faster than the rows. */
  readonly maxDonors?: number;
}

const MAX_DONORS = 100_000;

/**
 * Fills every gap (NaN) with the mean of its column over the `nNeighbors` nearest rows that have a value there. Nearness is the
 * Euclidean distance over the columns both rows have, scaled up to all columns; ties go to the earlier row. A row that has
 * nothing in common with any such row gets the mean of the column; a column without any value keeps its gaps.
 *
 * Above `maxDonors` rows the neighbours are looked for in a seeded sample of so many rows, with the note `impute.sampledDonors`
 * per column with gaps.
 *
 * Cost: in up to 16 columns the donors with the same pattern of gaps stand in a k-d tree, so that a row with gaps looks at a few hundred of
 * them: close to O(rows with gaps × log donors). With more columns, or where hardly two rows have the same pattern, every donor is looked
 * at: O(rows with gaps × donors × columns). Both find the same donors. Same as scikit-learn's KNNImputer with uniform weights.
 * Sources: Troyanskaya et al. (2001), doi:10.1093/bioinformatics/17.6.520; Friedman, Bentley & Finkel (1977), doi:10.1145/355744.355745.
 */
export async function knnImpute(
  x: Matrix,
  nNeighbors: number,
  run: Run,
  options: KnnOptions = {},
): Promise<KnnImputed> {
  const donors = chooseDonors(x, run, options);
  const { values, filled } = await applyKnn(keepDonors(donors), x, nNeighbors, run);
  const sampled = x.columnNames.filter((_name, j) => donors.nRows < x.nRows && filled[j] > 0);
  return {
    values,
    filled,
    notes: sampled.map(column => note('impute.sampledDonors', { column, donors: donors.nRows, of: x.nRows })),
  };
}

/** The rows that neighbours are looked for in: all, or a seeded sample in their order. Keep them to treat new rows alike. */
export function chooseDonors(x: Matrix, run: Run, options: KnnOptions = {}): Matrix {
  const maxDonors = options.maxDonors ?? MAX_DONORS;
  if (x.nRows <= maxDonors) return x;
  const rows = run.stream('impute.donors').sample(x.nRows, maxDonors);
  const donors = newMatrix(rows.length, x.columnNames);
  for (const [i, row] of rows.entries())
    donors.values.set(x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns), i * x.nColumns);
  return donors;
}

/** Donors whose values do not change any more, so that what is found out about them holds for every customer after the first. */
export interface KeptDonors {
  readonly x: Matrix;
  readonly plan: ForestPlan | null;
}

export function keepDonors(x: Matrix): KeptDonors {
  return { x, plan: x.nRows > 0 ? planDonors(x) : null };
}

/** The same for any rows x, with the neighbours looked for in `donors` (NaN is a gap in both). */
export async function applyKnn(donors: KeptDonors, x: Matrix, nNeighbors: number, run: Run): Promise<KnnFilled> {
  const values = sharedFloat64(x.values.length);
  values.set(x.values);
  const rows = rowsWithGaps(x);
  if (rows.length > 0 && donors.x.nRows > 0) await fill(donors, { values, rows, nNeighbors }, run);
  const filled = new Int32Array(x.nColumns);
  for (const row of rows)
    for (let at = row * x.nColumns, j = 0; j < x.nColumns; j++, at++)
      if (Number.isNaN(x.values[at]) && !Number.isNaN(values[at])) filled[j]++;
  return { values, filled };
}

function rowsWithGaps({ values, nRows, nColumns }: Matrix): Int32Array {
  const found: number[] = [];
  for (let row = 0; row < nRows; row++) {
    let sum = 0;
    // NaN is the only thing that stays when multiplied by 0, besides infinities, which are not gaps but cost nothing here.
    for (let j = 0; j < nColumns; j++) sum += values[row * nColumns + j] * 0;
    if (Number.isNaN(sum)) found.push(row);
  }
  const rows = sharedInt32(found.length);
  rows.set(found);
  return rows;
}

type Target = Pick<FillInput, 'values' | 'rows' | 'nNeighbors'>;

async function fill(kept: KeptDonors, target: Target, run: Run): Promise<void> {
  run.throwIfCancelled();
  const { plan } = kept;
  await (plan ? searchDonors(plan, target, run) : compareAll(kept, target, run));
}

/** Donors laid out in plain memory, which nothing gives back: they answer the next customer too. */
const laid = new WeakMap<KeptDonors, Donors>();

function laidDonors(kept: KeptDonors, arena: Arena): Donors {
  if (arena.handle.memory) return newDonors(kept.x, arena);
  const known = laid.get(kept) ?? newDonors(kept.x, arena);
  laid.set(kept, known);
  return known;
}

async function compareAll(kept: KeptDonors, target: Target, run: Run): Promise<void> {
  const { x: from } = kept;
  const { nColumns } = from;
  const chunkRows = Math.max(1, Math.min(256, Math.floor(3e7 / (from.nRows * nColumns))));
  const queue = newChunkQueue(target.rows.length, chunkRows);
  const perThread = from.nRows * 8 + 64 + nColumns * 12 + 4 * 64;
  const bytes = donorBytes(from.nRows, nColumns) + threadsFor(run, queue) * perThread;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const donors = laidDonors(kept, arena);
    const benches = Array.from({ length: threadsFor(run, queue) }, () => ({
      distances: arena.float64(donors.nBlocks * 4),
      query: arena.float64(nColumns),
      columns: arena.int32(nColumns),
    }));
    const inputFor = (thread: number): FillInput => ({ queue, donors, bench: benches[thread], ...target });
    await onEveryThread(run, 'knn.fill', inputFor(0), 'Filling gaps', inputFor);
  } finally {
    arena.release();
  }
}
