import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Forest, Group } from './Forest.ts';
import { growTree } from './growTree.ts';

export interface GrowInput {
  /** Over the groups of the forest. */
  readonly queue: ChunkQueue;
  readonly forest: Forest;
  /** in [nRows × nColumns] the matrix that the forest is of */
  readonly values: Float64Array;
}

function growForest({ queue, forest, values }: GrowInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let group = rowStart; group < rowEnd; group++)
      growTree(forest, forest.groups[group], values, () => context.throwIfCancelled());
  });
}

const MOST_WAITING = 64;

/** What one thread works in, as the kernel wants it. */
export interface SearchBench {
  readonly roots: Int32Array;
  readonly columnStarts: Int32Array;
  readonly columns: Int32Array;
  readonly scales: Float64Array;
  readonly query: Float64Array;
  readonly distances: Float64Array;
  readonly nearest: Int32Array;
  readonly places: Int32Array;
  readonly owners: Int32Array;
  readonly waiting: Int32Array;
  readonly bounds: Float64Array;
}

export function searchBenchBytes(nGroups: number, nColumns: number, nNeighbors: number): number {
  const seen = nGroups * (4 + 8 + nColumns * 4) + (nGroups + 1) * 4;
  return seen + nColumns * 8 + nNeighbors * 20 + MOST_WAITING * 12 + 11 * 64;
}

export function newSearchBench(arena: Arena, nGroups: number, nColumns: number, nNeighbors: number): SearchBench {
  return {
    roots: arena.int32(nGroups),
    columnStarts: arena.int32(nGroups + 1),
    columns: arena.int32(nGroups * nColumns),
    scales: arena.float64(nGroups),
    query: arena.float64(nColumns),
    distances: arena.float64(nNeighbors),
    nearest: arena.int32(nNeighbors),
    places: arena.int32(nNeighbors),
    owners: arena.int32(nNeighbors),
    waiting: arena.int32(MOST_WAITING),
    bounds: arena.float64(MOST_WAITING),
  };
}

export interface SearchInput {
  readonly handle: ArenaHandle;
  /** Over the places of `queries`: rows that follow one another are near each other. */
  readonly queue: ChunkQueue;
  readonly queries: Forest;
  readonly donors: Forest;
  readonly bench: SearchBench;
  readonly nNeighbors: number;
  /** out [nColumns × places of queries]: the mean of the nearest donors for what is a gap; NaN where there are none */
  readonly means: Float64Array;
}

function searchForest(input: SearchInput, context: TaskContext): void {
  const { queries } = input;
  const kernels = kernelsFor(input.handle);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (const group of queries.groups) {
      const from = Math.max(rowStart, group.firstPlace);
      const to = Math.min(rowEnd, group.firstPlace + group.nRows);
      for (let target = 0; from < to && target < queries.nColumns; target++)
        if ((group.pattern & (1 << target)) === 0) searchGroup(input, kernels, { group, target, from, to });
    }
  });
}

/** Rows of a group at the places [from, to) that lack a value in `target`. */
interface Asked {
  readonly group: Group;
  readonly target: number;
  readonly from: number;
  readonly to: number;
}

function searchGroup(input: SearchInput, kernels: Kernels, { group, target, from, to }: Asked): void {
  const { donors, queries, bench, nNeighbors, means } = input;
  const nSeen = lookFrom(group.pattern, target, donors, bench);
  kernels.nearestMeans({
    ...donors,
    ...bench,
    nSeen,
    queries: queries.blocks,
    from,
    to,
    target,
    nNeighbors,
    out: means.subarray(target * queries.nPlaces, (target + 1) * queries.nPlaces),
  });
}

/** Writes down the trees that rows of a pattern find donors for a column in. @returns how many there are */
function lookFrom(pattern: number, target: number, donors: Forest, bench: SearchBench): number {
  let nSeen = 0;
  bench.columnStarts[0] = 0;
  for (const group of donors.groups) {
    if ((group.pattern & (1 << target)) === 0 || (group.pattern & pattern) === 0) continue;
    const start = bench.columnStarts[nSeen];
    let end = start;
    for (const column of group.columns) if ((pattern & (1 << column)) !== 0) bench.columns[end++] = column;
    bench.roots[nSeen] = group.firstNode;
    bench.columnStarts[nSeen + 1] = end;
    bench.scales[nSeen++] = donors.nColumns / (end - start);
  }
  return nSeen;
}

export const FOREST_TASKS = { 'knn.grow': growForest, 'knn.search': searchForest };
