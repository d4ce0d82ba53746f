import type { Run } from '../../jobs/Run.ts';
import type { KernelKind } from '../../kernels/KernelMemory.ts';
import { BATCH_ROWS } from '../../kernels/MixtureCalls.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedFloat64, type Matrix } from '../../table/Matrix.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { countChunks, newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { MixtureParameters } from '../GaussianMixtureModel.ts';
import { componentsBytes, layoutOf, newComponents, newThreadSpace, threadBytes } from './MixtureSpace.ts';
import { putComponents } from './parameters.ts';

export interface Wanted {
  /** out [nRows]; empty when not wanted */
  readonly labels: Int32Array;
  /** out [nRows × nClusters]; empty when not wanted */
  readonly probabilities: Float64Array;
}

/**
 * Writes what is wanted of the rows' responsibilities.
 *
 * @returns the sum of the rows' log-likelihoods
 *
 * Errors: a defect where the rows have other columns than the mixture.
 */
export async function assignMixture(
  mixture: MixtureParameters,
  x: Matrix,
  wanted: Wanted,
  run: Run,
): Promise<{ logLikelihood: number; kernels: KernelKind }> {
  const { nColumns } = mixture;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const layout = layoutOf({ ...mixture, nRows: x.nRows });
  const chunkBatches = CHUNK_ROWS / BATCH_ROWS;
  const queue = newChunkQueue(layout.nBatches, chunkBatches);
  const nThreads = threadsFor(run, queue);
  const bytes = componentsBytes(layout) + nThreads * threadBytes(layout);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const components = newComponents(layout, arena);
    putComponents(layout, components, mixture);
    const threads = Array.from({ length: nThreads }, () => newThreadSpace(layout, arena));
    const likelihoods = sharedFloat64(countChunks(layout.nBatches, chunkBatches));
    const source = { values: x.values, nRows: x.nRows, nColumns };
    const { handle } = arena;
    const input = { queue, handle, layout, components, source, likelihoods, ...wanted };
    await onEveryThread(run, 'mixture.assign', { ...input, thread: threads[0] }, undefined, thread => ({
      ...input,
      thread: threads[thread],
    }));
    return { logLikelihood: likelihoods.reduce((sum, part) => sum + part, 0), kernels: handle.kind };
  } finally {
    arena.release();
  }
}
