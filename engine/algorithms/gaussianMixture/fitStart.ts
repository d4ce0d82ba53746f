import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { MixtureParameters } from '../GaussianMixtureModel.ts';
import { centredScatter } from '../pca/centredScatter.ts';
import {
  layoutOf,
  newState,
  newThreadSpace,
  stateBytes,
  threadBytes,
  type MixtureShape,
  type MixtureState,
  type ThreadSpace,
} from './MixtureSpace.ts';
import { setConstants } from './moveComponents.ts';
import { putComponents, takeParameters } from './parameters.ts';
import type { Shares } from './tasks.ts';

export interface FitOptions {
  readonly maxIter: number;
  readonly tol: number;
  readonly regCovar: number;
}
/** Where a fit begins: components, or means [nClusters × nColumns] and who belongs to them. */
export type Start =
  | { readonly kind: 'components'; readonly parameters: MixtureParameters }
  | { readonly kind: 'shares'; readonly means: Float64Array; readonly shares: Shares };

export interface Found {
  readonly parameters: MixtureParameters;
  readonly lowerBound: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** Rows laid out once, for any number of starts. */
export interface Fitting {
  readonly run: Run;
  readonly state: MixtureState;
  readonly threads: readonly ThreadSpace[];
}

export async function withRowsLaid<T>(
  x: Matrix,
  shape: MixtureShape,
  run: Run,
  work: (fitting: Fitting) => Promise<T>,
): Promise<T> {
  const layout = layoutOf(shape);
  const nThreads = threadsFor(run, newChunkQueue(layout.nBatches, layout.chunkBatches));
  const bytes = stateBytes(layout) + nThreads * threadBytes(layout);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    return await work({ run, ...(await layOut(x, layout, nThreads, arena, run)) });
  } finally {
    arena.release();
  }
}

async function layOut(
  x: Matrix,
  layout: MixtureState['layout'],
  nThreads: number,
  arena: Arena,
  run: Run,
): Promise<{ state: MixtureState; threads: ThreadSpace[] }> {
  const state = newState(layout, arena);
  const threads = Array.from({ length: nThreads }, () => newThreadSpace(layout, arena));
  const { values, nRows, nColumns } = x;
  const source = { values, nRows, nColumns };
  await onEveryThread(run, 'mixture.lay', {
    queue: newChunkQueue(layout.nBatches, layout.chunkBatches),
    source,
    state,
  });
  if (layout.covarianceType === 'tied') {
    const { mean, scatter } = await centredScatter(x, run);
    state.origin.set(mean);
    state.scatter.set(scatter);
  }
  return { state, threads };
}

/**
 * Expectation and maximisation by turns until the mean log-likelihood settles.
 *
 * @returns null where a component collapsed: its covariance could not be estimated
 */
export async function fitStart(fitting: Fitting, start: Start, options: FitOptions): Promise<Found | null> {
  const { state, run } = fitting;
  let weights: Float64Array | null;
  if (start.kind === 'components') weights = putComponents(state.layout, state.components, start.parameters);
  else {
    putMeans(state, start.means);
    await step(fitting, start.shares);
    weights = await move(fitting, options.regCovar);
  }
  let lowerBound = -Infinity;
  for (let iteration = 1; weights !== null; iteration++) {
    run.progress(iteration - 1, options.maxIter, 'Gaussian mixture');
    const before = lowerBound;
    lowerBound = await step(fitting, { from: 'components' });
    weights = Number.isFinite(lowerBound) ? await move(fitting, options.regCovar) : null;
    const hasConverged = Math.abs(lowerBound - before) < options.tol;
    if (weights === null || (!hasConverged && iteration < options.maxIter)) continue;
    run.progress(options.maxIter, options.maxIter, 'Gaussian mixture');
    return { parameters: takeParameters(state, weights), lowerBound, iterations: iteration, hasConverged };
  }
  return null;
}

function putMeans({ layout, components }: MixtureState, means: Float64Array): void {
  const { nClusters, nColumns, width } = layout;
  for (let c = 0; c < nClusters; c++) components.means.set(means.subarray(c * nColumns, (c + 1) * nColumns), c * width);
}

/** Returns the mean log-likelihood of the rows; 0 when the responsibilities were given. */
async function step({ run, state, threads }: Fitting, shares: Shares): Promise<number> {
  const { nBatches, chunkBatches, nRows } = state.layout;
  const queue = newChunkQueue(nBatches, chunkBatches);
  const input = { queue, state, shares };
  await onEveryThread(run, 'mixture.step', { ...input, thread: threads[0] }, undefined, thread => ({
    ...input,
    thread: threads[thread],
  }));
  return state.likelihoods.reduce((sum, part) => sum + part, 0) / nRows;
}

/** The weights of the components that the sums of the last step make; null where one collapsed. */
async function move({ run, state }: Fitting, regCovar: number): Promise<Float64Array | null> {
  const { nClusters, covarianceType } = state.layout;
  await onEveryThread(run, 'mixture.move', { queue: newChunkQueue(nClusters, 1), state, regCovar });
  if (covarianceType === 'tied')
    await onEveryThread(run, 'mixture.moveTied', { queue: newChunkQueue(1, 1), state, regCovar });
  if (state.hasCollapsed.includes(1)) return null;
  const whole = state.counts.reduce((sum, count) => sum + count, 0);
  const weights = new Float64Array(state.counts).map(count => count / whole);
  setConstants(state, weights);
  return weights;
}
