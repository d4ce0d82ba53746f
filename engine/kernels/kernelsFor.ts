import type { ArenaHandle } from './KernelMemory.ts';
import type { Kernels } from './Kernels.ts';
import { typescriptKernels } from './typescriptKernels.ts';
import { wasmKernels } from './wasmKernels.ts';
import type { WasmMemory, WasmModule } from './webAssembly.ts';

/** Set once when a worker starts, before its first task, and where a pool is made. */
let kernelModule: WasmModule | null = null;
/** A thread that uses its own memory for many small fits need not make the kernels again for each. */
const made = new WeakMap<WasmMemory, Kernels>();

export function useKernelModule(module: WasmModule | null): void {
  kernelModule = module;
}

/** Whether this thread can run the WASM kernels: the threads of a pool can, and the one that made it. */
export function hasWasmKernels(): boolean {
  return kernelModule !== null;
}

/** The kernels that can work on the arrays of this arena. */
export function kernelsFor({ kind, memory }: ArenaHandle): Kernels {
  if (kind === 'typescript') return typescriptKernels;
  if (!kernelModule || !memory) throw new Error('WASM kernels were asked for where they are not loaded');
  const known = made.get(memory);
  if (known) return known;
  const kernels = wasmKernels(kernelModule, memory);
  made.set(memory, kernels);
  return kernels;
}
