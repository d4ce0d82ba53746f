import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type Chunk, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { layTree } from './layTree.ts';
import type { TreeSize } from './measureTrees.ts';
import type { Quadrature } from './quadrature.ts';

/** Working space of one thread: a tree laid out, and the rows of one chunk. */
export interface TreeShapSpace {
  readonly ints: Int32Array;
  readonly numbers: Float64Array;
  readonly tables: Float64Array;
  readonly x: Float64Array;
  readonly out: Float64Array;
  readonly met: Int32Array;
  readonly path: Float64Array;
  readonly sums: Float64Array;
}
export interface TreeShapInput {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly ensemble: TreeEnsemble;
  readonly sizes: readonly TreeSize[];
  readonly quadratures: ReadonlyMap<number, Quadrature>;
  /** Of the ensemble, within the kernels' reach. */
  readonly levelBits: Int32Array;
  /** Numbers, or codes of levels, of every feature. */
  readonly columns: readonly (Float64Array | Int32Array)[];
  readonly isCategory: readonly boolean[];
  readonly rows: Int32Array | null;
  /** out [rows × nFeatures] */
  readonly values: Float64Array;
  readonly space: TreeShapSpace;
}

/** Visits of nodes between two looks at whether the work was cancelled: some tens of milliseconds. */
const VISITS_BETWEEN = 1_000_000;

function treeShapRows(input: TreeShapInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { ensemble, sizes, quadratures, levelBits, values, space } = input;
  const { nFeatures, nTrees } = ensemble;
  claimChunks(input.queue, context, chunk => {
    const nRows = chunk.rowEnd - chunk.rowStart;
    takeRows(input, chunk);
    space.out.fill(0);
    for (let tree = 0; tree < nTrees; tree++) {
      const { nPoints, nNodes, depth } = sizes[tree];
      if (depth === 0) continue;
      context.throwIfCancelled();
      layTree(ensemble, tree, quadratures.get(nPoints) as Quadrature, space);
      const step = Math.max(1, Math.floor(VISITS_BETWEEN / nNodes));
      for (let from = 0; from < nRows; from += step) {
        context.throwIfCancelled();
        kernels.treeShap({ ...space, levelBits, from, to: Math.min(nRows, from + step), nFeatures, nPoints });
      }
    }
    values.set(space.out.subarray(0, nRows * nFeatures), chunk.rowStart * nFeatures);
  });
}

/** The rows of a chunk with codes as numbers, and NaN for what is missing. */
function takeRows({ columns, isCategory, rows, space: { x } }: TreeShapInput, { rowStart, rowEnd }: Chunk): void {
  const nFeatures = columns.length;
  for (let j = 0; j < nFeatures; j++) {
    const column = columns[j];
    for (let i = rowStart, at = j; i < rowEnd; i++, at += nFeatures) {
      const value = column[rows ? rows[i] : i];
      x[at] = isCategory[j] && value < 0 ? NaN : value;
    }
  }
}

export const TREE_SHAP_TASKS = { 'treeShap.rows': treeShapRows };
