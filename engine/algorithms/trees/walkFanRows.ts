import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { FAN_TREE, ROW_CODES, type CutCells } from '../../kernels/TreeCalls.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { CUT_CELLS_BYTES, cutCells } from './cutCells.ts';
import type { FeatureBins } from './featureBins.ts';
import type { FanTrees } from './fanTrees.ts';
import { copiedTo } from './walkRows.ts';

/**
 * Rows that go down two trees before they go down the next: the rows stay in the second cache, and so many that it pays to have fetched the trees.
 */
const BLOCK_ROWS = 8192;
/** Blocks that a thread finds at least where there are rows enough. */
const BLOCKS_EACH = 4;
/** Trees between two looks at whether it is still wanted; an even number. */
const TREES_AT_ONCE = 100;
/** Rows whose values are turned into codes column by column, so that their codes stay in the nearest cache. */
const CODED_ROWS = 256;

export interface WalkFansInput {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly x: FeatureTable;
  /** All but the columns in the arena. */
  readonly fans: FanTrees;
  /** Of each feature of numbers that nodes ask about, in the arena. */
  readonly cuts: readonly (CutCells | null)[];
  readonly baseline: number;
  /** Work space [BLOCK_ROWS × ROW_CODES], [BLOCK_ROWS] and [CODED_ROWS]. */
  readonly codes: Uint8Array;
  readonly answers: Float64Array;
  readonly values: Float64Array;
  /** out [nRows] */
  readonly out: Float64Array;
}

/** The baseline and the leaves of all trees, added in their order, for every row on all threads. */
export async function walkFans(
  fans: FanTrees,
  baseline: number,
  x: FeatureTable,
  out: Float64Array,
  run: Run,
): Promise<void> {
  // Few rows are cut finer, so that every thread finds some.
  const share = CODED_ROWS * Math.ceil(x.nRows / (BLOCKS_EACH * run.pool.threads * CODED_ROWS));
  const queue = newChunkQueue(x.nRows, Math.max(CODED_ROWS, Math.min(BLOCK_ROWS, share)));
  const nThreads = threadsFor(run, queue);
  const { nodes, plainNodes, values, trees } = fans;
  const ofCuts = fans.features.length * (CUT_CELLS_BYTES + 128);
  const ofTrees = 2 * nodes.byteLength + values.byteLength + trees.byteLength + 256;
  const ofThread = BLOCK_ROWS * (ROW_CODES + 8) + CODED_ROWS * 8 + 192;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(ofTrees + ofCuts + nThreads * ofThread);
  try {
    const shared: FanTrees = {
      ...fans,
      nodes: copiedTo(arena.int32(nodes.length), nodes),
      plainNodes: copiedTo(arena.int32(nodes.length), plainNodes),
      values: copiedTo(arena.float64(values.length), values),
      trees: copiedTo(arena.int32(trees.length), trees),
    };
    const cuts = fans.features.map(({ bins, column }) => (column < 0 ? null : cutsIn(arena, bins)));
    const common = { queue, handle: arena.handle, x, fans: shared, cuts, baseline, out };
    const inputs = Array.from({ length: nThreads }, (): WalkFansInput => ({
      ...common,
      codes: arena.uint8(BLOCK_ROWS * ROW_CODES),
      answers: arena.float64(BLOCK_ROWS),
      values: arena.float64(CODED_ROWS),
    }));
    await onEveryThread(run, 'trees.walkFans', inputs[0], 'Scoring', thread => inputs[thread]);
  } finally {
    arena.release();
  }
}

function cutsIn(arena: Arena, bins: FeatureBins): CutCells | null {
  if (bins.kind !== 'number') return null;
  const cuts = cutCells(bins.thresholds);
  const { thresholds, cells } = cuts;
  return {
    ...cuts,
    thresholds: copiedTo(arena.float64(thresholds.length), thresholds),
    cells: copiedTo(arena.uint8(cells.length), cells),
  };
}

export function walkFanRows(input: WalkFansInput, context: TaskContext): void {
  const { queue, handle, fans, codes, answers, baseline, out } = input;
  const kernels = kernelsFor(handle);
  const { values, trees } = fans;
  const nTrees = trees.length / FAN_TREE.length;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    const nRows = rowEnd - rowStart;
    let hasTurned = false;
    for (let from = 0; from < nRows; from += CODED_ROWS) {
      const own = codes.subarray(from * ROW_CODES, (from + CODED_ROWS) * ROW_CODES);
      const hasGap = codeRows(input, kernels, rowStart + from, Math.min(rowEnd, rowStart + from + CODED_ROWS), own);
      hasTurned ||= hasGap;
    }
    answers.fill(baseline, 0, nRows);
    const nodes = hasTurned ? fans.nodes : fans.plainNodes;
    for (let tree = 0; tree < nTrees; tree += TREES_AT_ONCE) {
      context.throwIfCancelled();
      const own = trees.subarray(tree * FAN_TREE.length, (tree + TREES_AT_ONCE) * FAN_TREE.length);
      const call = { nodes, values, trees: own, nTrees: own.length / FAN_TREE.length };
      kernels.walkFans({ ...call, codes, nRows, hasTurned, out: answers });
    }
    out.set(answers.subarray(0, nRows), rowStart);
  });
}

/** The codes of rows [from, to). @returns whether a gap is among them that a node has on the left */
function codeRows(
  { x, fans, cuts, values }: WalkFansInput,
  kernels: Kernels,
  from: number,
  to: number,
  codes: Uint8Array,
): boolean {
  const nValues = 8 * Math.ceil((to - from) / 8);
  let hasTurned = false;
  x.features.forEach((feature, f) => {
    const { column, isTurned } = fans.features[f];
    const own = cuts[f];
    if (feature.kind !== 'number' || !own) return;
    values.set(feature.values.subarray(from, to));
    const hasGap = kernels.binRows({ values, nValues, cuts: own, codes: codes.subarray(column) });
    hasTurned ||= hasGap && isTurned;
  });
  return hasTurned;
}
