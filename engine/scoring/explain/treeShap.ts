import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { NODE_INTS, NODE_NUMBERS } from '../../kernels/TreeShapCall.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { Contributions } from './Contributions.ts';
import { measureTrees, type TreeSize } from './measureTrees.ts';
import { gaussLegendre, type Quadrature } from './quadrature.ts';
import type { TreeShapInput, TreeShapSpace } from './treeShapTasks.ts';

/** Rows for which a tree is laid out once. They do not depend on each other, so that the cut changes no bit. */
const ROWS_AT_ONCE = 256;

/**
 * Exact path-dependent TreeSHAP: how much each feature moves a row's raw answer away from the average over the training rows' covers. Baseline and
 * contributions add up to the raw answer, a probability for forests and log-odds for boosting.
 *
 * @param x    the features of the model, in its order, their codes counting its levels
 * @param rows the rows to explain, in this order; null for all
 * @returns contributions, [rows × features]
 * @throws Cancelled
 *
 * Cost: O(rows · nodes · features on a way), on all threads. Source: Lundberg et al. (2020), doi:10.1038/s42256-019-0138-9; Yu et al. (2022),
 * arXiv:2209.08192, for one walk over a tree. Differs from both: the weights of coalitions are integrated by quadrature (Owen 1972,
 * doi:10.1287/mnsc.18.5.64.p2), which has no subtraction that loses digits.
 */
export async function treeShap(
  ensemble: TreeEnsemble,
  x: FeatureTable,
  rows: Int32Array | null,
  run: Run,
): Promise<Contributions> {
  const { nFeatures } = ensemble;
  if (x.features.length !== nFeatures)
    throw new Error(`the model has ${nFeatures} features, the rows ${x.features.length}`);
  const nRows = rows?.length ?? x.nRows;
  const sizes = await measureTrees(ensemble, run);
  const values = sharedFloat64(nRows * nFeatures);
  const queue = newChunkQueue(nRows, ROWS_AT_ONCE);
  const nThreads = threadsFor(run, queue);
  const most = largest(sizes);
  const bits = ensemble.levelBits.length * 4 + 64;
  const perThread = spaceBytes(most, nFeatures);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bits + nThreads * perThread + 64);
  try {
    const levelBits = arena.int32(ensemble.levelBits.length);
    levelBits.set(ensemble.levelBits);
    const spaces = Array.from({ length: nThreads }, () => spaceOf(arena, most, nFeatures));
    const inputs = spaces.map((space): TreeShapInput => ({
      queue,
      handle: arena.handle,
      ensemble,
      sizes,
      quadratures: quadraturesOf(sizes),
      levelBits,
      columns: x.features.map(feature => (feature.kind === 'number' ? feature.values : feature.codes)),
      isCategory: x.features.map(({ kind }) => kind === 'category'),
      rows,
      values,
      space,
    }));
    if (nThreads > 0) await onEveryThread(run, 'treeShap.rows', inputs[0], 'Contributions', thread => inputs[thread]);
  } finally {
    arena.release();
  }
  const baseline = sizes.reduce((sum, { mean }) => sum + mean, ensemble.baseline);
  return { baseline, values, nRows, nFeatures };
}

/** One quadrature for each number of points that a tree needs. */
function quadraturesOf(sizes: readonly TreeSize[]): Map<number, Quadrature> {
  const numbers = new Set(sizes.map(({ nPoints }) => nPoints));
  return new Map(Array.from(numbers, nPoints => [nPoints, gaussLegendre(nPoints)]));
}

/** What every tree fits into. */
function largest(sizes: readonly TreeSize[]) {
  const most = { nNodes: 1, tableLength: 1, pathLength: 1 };
  for (const { nNodes, tableLength, depth, nPoints } of sizes) {
    most.nNodes = Math.max(most.nNodes, nNodes);
    most.tableLength = Math.max(most.tableLength, tableLength);
    most.pathLength = Math.max(most.pathLength, (depth + 2) * nPoints);
  }
  return most;
}

function spaceBytes({ nNodes, tableLength, pathLength }: ReturnType<typeof largest>, nFeatures: number): number {
  const numbers = nNodes * NODE_NUMBERS + tableLength + 2 * pathLength + 2 * ROWS_AT_ONCE * nFeatures;
  return numbers * 8 + (nNodes * NODE_INTS + nFeatures) * 4 + 8 * 64;
}

function spaceOf(arena: Arena, most: ReturnType<typeof largest>, nFeatures: number): TreeShapSpace {
  return {
    ints: arena.int32(most.nNodes * NODE_INTS),
    numbers: arena.float64(most.nNodes * NODE_NUMBERS),
    tables: arena.float64(most.tableLength),
    x: arena.float64(ROWS_AT_ONCE * nFeatures),
    out: arena.float64(ROWS_AT_ONCE * nFeatures),
    met: arena.int32(nFeatures),
    path: arena.float64(most.pathLength),
    sums: arena.float64(most.pathLength),
  };
}
