import { bundledFile } from '../location.ts';
import { useKernelModule } from '../kernels/kernelsFor.ts';
import { loadKernelModule } from '../kernels/loadKernelModule.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import type { KernelKind } from '../kernels/KernelMemory.ts';
import type { Pool } from './Pool.ts';
import { ThreadPool } from './ThreadPool.ts';

/**
 * Starts a pool of `threads` worker threads. One thread is a worker too: the calling thread must stay free to hear of a
 * cancel and to report progress. Threads start with the first task that needs them, or with `start`, and never keep the process alive when idle.
 *
 * @param kernels  `typescript` runs the plain twins; without it WASM is used where it can be loaded
 */
export async function createPool(threads: number, kernels: KernelKind = 'wasm'): Promise<Pool> {
  const module = kernels === 'wasm' ? await loadKernelModule() : null;
  if (module) useKernelModule(module);
  return new ThreadPool({
    threads: Math.max(1, Math.floor(threads)),
    file: bundledFile('worker.js'),
    data: { kernels: module },
    kernelMemory: newKernelMemory(module ? 'wasm' : 'typescript'),
  });
}
