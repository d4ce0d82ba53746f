import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { TreeEnsemble } from '../TreeEnsemble.ts';
import type { FeatureBins } from './featureBins.ts';
import { BIN_SPACE_BYTES, binRows, newBinSpace, type BinSpace } from './fillBins.ts';
import { flattenTrees, hasLevel, type FlatTrees } from './flatTrees.ts';

/** With fewer rows than this it is not worth while to lay an ensemble out anew. */
const FEW_ROWS = 64;
/** Rows that go down all trees before the next do: their bins stay near. */
const BLOCK_ROWS = 2048;

/**
 * What the ensemble answers for each row before it becomes a probability: the baseline and the leaves of its trees, added in the order of the
 * trees, whatever the number of threads.
 *
 * @param x its features in the order of the ensemble, codes counting the levels it was fitted with
 * @returns [nRows]
 *
 * Cost: O(rows × trees × depth).
 */
export async function predictEnsemble(ensemble: TreeEnsemble, x: FeatureTable, run: Run): Promise<Float64Array> {
  const out = sharedFloat64(x.nRows);
  const flat = x.nRows < FEW_ROWS ? null : flattenTrees(ensemble, x);
  if (!flat) await walkPlainly(ensemble, x, out, run);
  else await walkFlat(ensemble, flat, x, out, run);
  return out;
}

export interface WalkInput {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly x: FeatureTable;
  readonly featureBins: readonly FeatureBins[];
  readonly nodes: Int32Array;
  readonly sets: Uint8Array;
  readonly values: Float64Array;
  readonly roots: Int32Array;
  readonly baseline: number;
  readonly block: Uint8Array;
  readonly answers: Float64Array;
  readonly binSpace: BinSpace;
  /** out [nRows] */
  readonly out: Float64Array;
}

async function walkFlat(
  { baseline }: TreeEnsemble,
  flat: FlatTrees,
  x: FeatureTable,
  out: Float64Array,
  run: Run,
): Promise<void> {
  const { nRows, features } = x;
  const queue = newChunkQueue(nRows, BLOCK_ROWS);
  const nThreads = threadsFor(run, queue);
  const blockBytes = Math.max(1, features.length) * BLOCK_ROWS;
  const ofTrees = flat.nodes.length * 4 + flat.sets.length + flat.values.length * 8 + flat.roots.length * 4 + 512;
  const ofThread = blockBytes + BLOCK_ROWS * 8 + BIN_SPACE_BYTES + 256;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(ofTrees + nThreads * ofThread);
  try {
    const trees = {
      nodes: copied(flat.nodes, arena.int32(flat.nodes.length)),
      sets: copied(flat.sets, arena.uint8(flat.sets.length)),
      values: copied(flat.values, arena.float64(flat.values.length)),
      roots: copied(flat.roots, arena.int32(flat.roots.length)),
    };
    const inputs = Array.from({ length: nThreads }, (): WalkInput => {
      const space = walkSpace(arena, blockBytes);
      return { queue, handle: arena.handle, x, featureBins: flat.featureBins, ...trees, baseline, ...space, out };
    });
    await onEveryThread(run, 'trees.walk', inputs[0], 'Scoring', thread => inputs[thread]);
  } finally {
    arena.release();
  }
}

function walkSpace(arena: Arena, blockBytes: number): Pick<WalkInput, 'block' | 'answers' | 'binSpace'> {
  return { block: arena.uint8(blockBytes), answers: arena.float64(BLOCK_ROWS), binSpace: newBinSpace(arena) };
}

function copied<T extends Int32Array | Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export function walkRows(input: WalkInput, context: TaskContext): void {
  const { queue, handle, x, featureBins, block, answers, binSpace: space, baseline, out } = input;
  const kernels = kernelsFor(handle);
  const stride = Math.max(1, x.features.length);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    x.features.forEach((feature, f) => {
      const bins = featureBins[f];
      binRows({ feature, bins, rowStart, rowEnd, out: block.subarray(f), stride, space, handle });
    });
    const nRows = 8 * Math.ceil((rowEnd - rowStart) / 8);
    answers.fill(baseline, 0, nRows);
    const { nodes, sets, values, roots } = input;
    const nTrees = roots.length;
    kernels.walkTrees({ nodes, sets, values, roots, nTrees, block, rowBytes: stride, nRows, out: answers });
    out.set(answers.subarray(0, rowEnd - rowStart), rowStart);
  });
}

async function walkPlainly(ensemble: TreeEnsemble, x: FeatureTable, out: Float64Array, run: Run): Promise<void> {
  for (let row = 0; row < x.nRows; row++) {
    if (row % BLOCK_ROWS === 0) {
      await new Promise<void>(resolve => setImmediate(resolve));
      run.throwIfCancelled();
    }
    let sum = ensemble.baseline;
    for (let tree = 0; tree < ensemble.nTrees; tree++) sum += ensemble.value[leafOf(ensemble, tree, x, row)];
    out[row] = sum;
  }
}

/** @returns the leaf of a tree that a row falls into */
export function leafOf(ensemble: TreeEnsemble, tree: number, x: FeatureTable, row: number): number {
  const { roots, feature, left, right } = ensemble;
  let node = roots[tree];
  while (feature[node] >= 0) node = goesLeft(ensemble, node, x, row) ? left[node] : right[node];
  return node;
}

function goesLeft(ensemble: TreeEnsemble, node: number, x: FeatureTable, row: number): boolean {
  const asked = x.features[ensemble.feature[node]];
  const isMissingLeft = ensemble.missingLeft[node] === 1;
  if (asked.kind === 'number') {
    const value = asked.values[row];
    return value === value ? value <= ensemble.threshold[node] : isMissingLeft;
  }
  const code = asked.codes[row];
  return code >= 0 && code < asked.levels.length ? hasLevel(ensemble, node, code) : isMissingLeft;
}
