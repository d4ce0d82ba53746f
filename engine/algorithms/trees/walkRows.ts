import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { BIN_SHIFT, FLAT_TREE, GROUP_ROWS } from '../../kernels/TreeCalls.ts';
import type { CategoryFeature, FeatureTable } from '../../table/FeatureTable.ts';
import { claimChunks, newChunkQueue, type Chunk, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FlatFeature, FlatTrees } from './flatTrees.ts';

/** Rows that go down one tree before they go down the next: the tree stays in the nearest cache, the rows in the one behind it. */
const BLOCK_ROWS = 2048;
const MOST_THRESHOLDS = 254;

export interface WalkInput {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly x: FeatureTable;
  /** All but the columns in the arena. */
  readonly flat: FlatTrees;
  readonly baseline: number;
  readonly block: Uint16Array;
  readonly answers: Float64Array;
  /** Work space [BLOCK_ROWS] and [MOST_THRESHOLDS]. */
  readonly values: Float64Array;
  readonly thresholds: Float64Array;
  /** out [nRows] */
  readonly out: Float64Array;
}

/** The baseline and the leaves of all trees, added in their order, for every row on all threads. */
export async function walkFlat(
  flat: FlatTrees,
  baseline: number,
  x: FeatureTable,
  out: Float64Array,
  run: Run,
): Promise<void> {
  const queue = newChunkQueue(x.nRows, BLOCK_ROWS);
  const nThreads = threadsFor(run, queue);
  const blockLength = Math.max(1, flat.nColumns) * BLOCK_ROWS;
  const { nodes, tables, values, trees } = flat;
  const ofTrees = nodes.byteLength + tables.byteLength + values.byteLength + trees.byteLength + 256;
  const ofThread = blockLength * 2 + (2 * BLOCK_ROWS + MOST_THRESHOLDS) * 8 + 256;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(ofTrees + nThreads * ofThread);
  try {
    const shared: FlatTrees = {
      ...flat,
      nodes: copiedTo(arena.int32(nodes.length), nodes),
      tables: copiedTo(arena.uint8(tables.length), tables),
      values: copiedTo(arena.float64(values.length), values),
      trees: copiedTo(arena.int32(trees.length), trees),
    };
    const common = { queue, handle: arena.handle, x, flat: shared, baseline, out };
    const inputs = Array.from({ length: nThreads }, (): WalkInput => ({ ...common, ...walkSpace(arena, blockLength) }));
    await onEveryThread(run, 'trees.walk', inputs[0], 'Scoring', thread => inputs[thread]);
  } finally {
    arena.release();
  }
}

function walkSpace(arena: Arena, blockLength: number): Pick<WalkInput, 'block' | 'answers' | 'values' | 'thresholds'> {
  const bytes = arena.uint8(blockLength * 2);
  return {
    block: new Uint16Array(bytes.buffer, bytes.byteOffset, blockLength),
    answers: arena.float64(BLOCK_ROWS),
    values: arena.float64(BLOCK_ROWS),
    thresholds: arena.float64(MOST_THRESHOLDS),
  };
}

export function copiedTo<T extends Int32Array | Uint8Array | Float64Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

export function walkRows(input: WalkInput, context: TaskContext): void {
  const { queue, handle, x, flat, block, answers, baseline, out } = input;
  const kernels = kernelsFor(handle);
  const { nodes, tables, values, trees, features, nColumns } = flat;
  const groupLength = Math.max(1, nColumns) * GROUP_ROWS;
  const nTrees = trees.length / FLAT_TREE.length;
  claimChunks(queue, context, chunk => {
    const { rowStart, rowEnd } = chunk;
    const nRows = GROUP_ROWS * Math.ceil((rowEnd - rowStart) / GROUP_ROWS);
    x.features.forEach((feature, f) => {
      if (feature.kind === 'category') layCodes(feature, features[f], chunk, block, groupLength);
      else layNumbers(input, kernels, feature.values.subarray(rowStart, rowEnd), features[f], groupLength);
    });
    answers.fill(baseline, 0, nRows);
    kernels.walkTrees({ nodes, tables, values, trees, nTrees, block, groupLength, nRows, out: answers });
    out.set(answers.subarray(0, rowEnd - rowStart), rowStart);
  });
}

function layNumbers(
  { block, values, thresholds: space }: WalkInput,
  kernels: Kernels,
  own: Float64Array,
  { bins, plain, turned }: FlatFeature,
  groupLength: number,
): void {
  if (bins.kind !== 'number' || (plain < 0 && turned < 0)) return;
  values.set(own);
  space.set(bins.thresholds);
  const thresholds = space.subarray(0, bins.thresholds.length);
  const nValues = GROUP_ROWS * Math.ceil(own.length / GROUP_ROWS);
  kernels.binGroups({ values, nValues, thresholds, block, groupLength, plain, turned });
}

function layCodes(
  { codes }: CategoryFeature,
  { bins, plain }: FlatFeature,
  { rowStart, rowEnd }: Chunk,
  block: Uint16Array,
  groupLength: number,
): void {
  if (bins.kind !== 'category' || plain < 0) return;
  const { binOf, nBins } = bins;
  const nRows = GROUP_ROWS * Math.ceil((rowEnd - rowStart) / GROUP_ROWS);
  for (let i = 0; i < nRows; i++) {
    // Rows that fill the last group up are walked too.
    const code = i < rowEnd - rowStart ? codes[rowStart + i] : -1;
    const bin = code >= 0 && code < binOf.length ? binOf[code] : nBins;
    block[(i >> 3) * groupLength + plain * GROUP_ROWS + (i & 7)] = bin << BIN_SHIFT;
  }
}
