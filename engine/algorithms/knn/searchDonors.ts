import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { newMatrix, type Matrix } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import { columnMeans } from './Donors.ts';
import {
  forestBytes,
  LEAF_ROWS,
  MOST_TREE_COLUMNS,
  newForest,
  planForest,
  type Forest,
  type ForestPlan,
} from './Forest.ts';
import { newSearchBench, searchBenchBytes, type GrowInput, type SearchInput } from './forestTasks.ts';

/** Fewer donors than this are compared with one by one before trees have grown. */
const WORTH_TREES = 2_000;
const CHUNK_PLACES = 256;

/** How trees over the donors would stand, where they pay: in few columns, and not nearly every row with a pattern of its own. */
export function planDonors(donors: Matrix): ForestPlan | null {
  if (donors.nRows < WORTH_TREES || donors.nColumns > MOST_TREE_COLUMNS) return null;
  const plan = planForest(donors);
  return plan.groups.length * LEAF_ROWS * 2 <= donors.nRows ? plan : null;
}

/**
 * Fills the gaps of the given rows of `values` from their nearest donors, found in trees.
 * @param values  in out [… × nColumns]
 * @param rows    rows of `values` that have gaps
 */
export async function searchDonors(
  donorPlan: ForestPlan,
  to: { values: Float64Array; rows: Int32Array; nNeighbors: number },
  run: Run,
): Promise<void> {
  const { values, rows, nNeighbors } = to;
  const { nColumns, columnNames } = donorPlan.x;
  const asked = planForest(rowsOf(values, rows, columnNames));
  const queue = newChunkQueue(asked.nPlaces, CHUNK_PLACES);
  const nGroups = donorPlan.groups.length;
  const perThread = searchBenchBytes(nGroups, nColumns, nNeighbors);
  const bytes = forestBytes(donorPlan) + forestBytes(asked) + asked.nPlaces * nColumns * 8 + 64;
  const memory = run.pool.kernelMemory ?? newKernelMemory('typescript');
  const arena = memory.arena(bytes + threadsFor(run, queue) * perThread);
  try {
    const donors = await grownDonors(donorPlan, arena, run);
    const queries = await grow(asked, arena, run);
    const means = arena.float64(asked.nPlaces * nColumns);
    const benches = Array.from({ length: threadsFor(run, queue) }, () =>
      newSearchBench(arena, nGroups, nColumns, nNeighbors),
    );
    const shared = { handle: arena.handle, queue, queries, donors, nNeighbors, means };
    const inputFor = (thread: number): SearchInput => ({ ...shared, bench: benches[thread] });
    await onEveryThread(run, 'knn.search', inputFor(0), 'Filling gaps', inputFor);
    const fallbacks = columnMeans(donorPlan.x);
    for (let place = 0; place < asked.nPlaces; place++) {
      if (queries.rows[place] < 0) continue;
      for (let j = 0, at = rows[queries.rows[place]] * nColumns; j < nColumns; j++, at++) {
        if (!Number.isNaN(values[at])) continue;
        const mean = means[j * asked.nPlaces + place];
        values[at] = Number.isNaN(mean) ? fallbacks[j] : mean;
      }
    }
  } finally {
    arena.release();
  }
}

function rowsOf(values: Float64Array, rows: Int32Array, columnNames: readonly string[]): Matrix {
  const picked = newMatrix(rows.length, columnNames);
  const { nColumns } = picked;
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < nColumns; j++) picked.values[i * nColumns + j] = values[rows[i] * nColumns + j];
  return picked;
}

/** Trees of donors that stand in plain memory, which nothing gives back: they answer the next customer too. */
const grown = new WeakMap<ForestPlan, Forest>();

async function grownDonors(plan: ForestPlan, arena: Arena, run: Run): Promise<Forest> {
  if (arena.handle.memory) return grow(plan, arena, run);
  const known = grown.get(plan) ?? (await grow(plan, arena, run));
  grown.set(plan, known);
  return known;
}

async function grow(plan: ForestPlan, arena: Arena, run: Run): Promise<Forest> {
  const forest = newForest(plan, arena);
  const input: GrowInput = { queue: newChunkQueue(forest.groups.length, 1), forest, values: plan.x.values };
  await onEveryThread(run, 'knn.grow', input);
  return forest;
}
