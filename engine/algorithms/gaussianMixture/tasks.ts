import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { BATCH_ROWS } from '../../kernels/MixtureCalls.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { layRows, type SourceRows } from './layRows.ts';
import type { Components, MixtureLayout, MixtureState, ThreadSpace } from './MixtureSpace.ts';
import { moveComponents, moveTied } from './moveComponents.ts';

export interface LayInput {
  readonly queue: ChunkQueue;
  readonly source: SourceRows;
  readonly state: MixtureState;
}

function layChunks({ queue, source, state }: LayInput, context: TaskContext): void {
  const { width } = state.layout;
  const batchLength = width * BATCH_ROWS;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let batch = rowStart; batch < rowEnd; batch++) {
      const batches = state.batches.subarray(batch * batchLength);
      layRows(source, width, batch, batch + 1, batches, state.weights.subarray(batch * BATCH_ROWS));
    }
  });
}

/** Where the responsibilities of a step come from. */
export type Shares =
  | { readonly from: 'components' }
  | { readonly from: 'labels'; readonly labels: Int32Array }
  /** [nRows × nClusters] */
  | { readonly from: 'given'; readonly responsibilities: Float64Array };

export interface StepInput {
  readonly queue: ChunkQueue;
  readonly state: MixtureState;
  readonly shares: Shares;
  readonly thread: ThreadSpace;
}

/** One step on some of the rows: responsibilities, and the sums that the next components are made of. */
function step({ queue, state, shares, thread }: StepInput, context: TaskContext): void {
  const { layout, components } = state;
  const { width, nClusters, products, stepClusters } = layout;
  const kernels = kernelsFor(state.handle);
  const sumsLength = nClusters * layout.sumsLength;
  const shape = { nColumns: width, nClusters, means: components.means, space: thread.space };
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const sums = state.sums.subarray(index * sumsLength, (index + 1) * sumsLength).fill(0);
    let likelihood = 0;
    for (let batch = rowStart; batch < rowEnd; batch += layout.spanBatches) {
      const nBatches = Math.min(layout.spanBatches, rowEnd - batch);
      const batches = state.batches.subarray(batch * width * BATCH_ROWS);
      const weights = state.weights.subarray(batch * BATCH_ROWS);
      if (shares.from === 'components')
        likelihood += findShares(kernels, layout, components, thread, { batches, weights, nBatches }, context);
      else spreadShares(shares, layout, batch, nBatches, thread.logits);
      const call = { ...shape, batches, responsibilities: thread.logits, sums, nBatches, products };
      for (let from = 0; from < nClusters; from += stepClusters) {
        context.throwIfCancelled();
        kernels.mixtureSums({ ...call, from, to: Math.min(nClusters, from + stepClusters) });
      }
    }
    state.likelihoods[index] = likelihood;
  });
}

interface Span {
  readonly batches: Float64Array;
  readonly weights: Float64Array;
  readonly nBatches: number;
}

/** Leaves the responsibilities of the rows in `thread.logits`; returns the sum of the rows' log-likelihoods. */
function findShares(
  kernels: Kernels,
  layout: MixtureLayout,
  components: Components,
  thread: ThreadSpace,
  span: Span,
  context: TaskContext,
): number {
  const { width, nClusters, stepClusters, factorStride, isDiagonal } = layout;
  const { space, logits } = thread;
  const call = { ...components, ...span, space, logits, nColumns: width, nClusters, factorStride, isDiagonal };
  for (let from = 0; from < nClusters; from += stepClusters) {
    context.throwIfCancelled();
    kernels.mixtureLogits({ ...call, from, to: Math.min(nClusters, from + stepClusters) });
  }
  return kernels.mixtureNormalise({ logits, weights: span.weights, nBatches: span.nBatches, nClusters });
}

/** Responsibilities that are known, laid out as the kernels want them. */
function spreadShares(
  shares: Exclude<Shares, { from: 'components' }>,
  { nRows, nClusters }: MixtureLayout,
  firstBatch: number,
  nBatches: number,
  out: Float64Array,
): void {
  out.fill(0, 0, nBatches * nClusters * BATCH_ROWS);
  const firstRow = firstBatch * BATCH_ROWS;
  const rowEnd = Math.min(nRows, firstRow + nBatches * BATCH_ROWS);
  for (let row = firstRow; row < rowEnd; row++) {
    const i = row - firstRow;
    const at = Math.floor(i / BATCH_ROWS) * nClusters * BATCH_ROWS + (i % BATCH_ROWS);
    if (shares.from === 'labels') out[at + shares.labels[row] * BATCH_ROWS] = 1;
    else for (let c = 0; c < nClusters; c++) out[at + c * BATCH_ROWS] = shares.responsibilities[row * nClusters + c];
  }
}

export interface AssignInput {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly layout: MixtureLayout;
  readonly components: Components;
  readonly source: SourceRows;
  readonly thread: ThreadSpace;
  /** out [nRows], or empty: not wanted */
  readonly labels: Int32Array;
  /** out [nRows × nClusters], or empty: not wanted */
  readonly probabilities: Float64Array;
  /** out [nChunks] sum of the rows' log-likelihoods */
  readonly likelihoods: Float64Array;
}

function assign(input: AssignInput, context: TaskContext): void {
  const { layout, source, thread, components } = input;
  const kernels = kernelsFor(input.handle);
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    let likelihood = 0;
    for (let batch = rowStart; batch < rowEnd; batch += layout.spanBatches) {
      const nBatches = Math.min(layout.spanBatches, rowEnd - batch);
      layRows(source, layout.width, batch, batch + nBatches, thread.batches, thread.weights);
      likelihood += findShares(kernels, layout, components, thread, { ...thread, nBatches }, context);
      gatherShares(input, batch * BATCH_ROWS, Math.min(source.nRows, (batch + nBatches) * BATCH_ROWS));
    }
    input.likelihoods[index] = likelihood;
  });
}

/** Takes what is wanted of the responsibilities of rows [rowStart, rowEnd). Ties go to the lower index. */
function gatherShares({ layout, thread, labels, probabilities }: AssignInput, rowStart: number, rowEnd: number): void {
  const { nClusters } = layout;
  const { logits } = thread;
  for (let row = rowStart; row < rowEnd; row++) {
    const i = row - rowStart;
    const at = Math.floor(i / BATCH_ROWS) * nClusters * BATCH_ROWS + (i % BATCH_ROWS);
    let best = 0;
    for (let c = 0; c < nClusters; c++) {
      const share = logits[at + c * BATCH_ROWS];
      if (share > logits[at + best * BATCH_ROWS]) best = c;
      if (probabilities.length > 0) probabilities[row * nClusters + c] = share;
    }
    if (labels.length > 0) labels[row] = best;
  }
}

export interface MoveInput {
  readonly queue: ChunkQueue;
  readonly state: MixtureState;
  readonly regCovar: number;
}

/** Each component, or the one covariance of all, is the work of one thread. */
function move({ queue, state, regCovar }: MoveInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index }) => moveComponents(state, index, regCovar, context));
}
function moveShared({ queue, state, regCovar }: MoveInput, context: TaskContext): void {
  claimChunks(queue, context, () => moveTied(state, regCovar, context));
}

export const MIXTURE_TASKS = {
  'mixture.lay': layChunks,
  'mixture.step': step,
  'mixture.move': move,
  'mixture.moveTied': moveShared,
  'mixture.assign': assign,
};
