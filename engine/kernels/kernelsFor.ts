import type { ArenaHandle } from './KernelMemory.ts';
import type { Kernels } from './Kernels.ts';
import { typescriptKernels } from './typescriptKernels.ts';
import { wasmKernels } from './wasmKernels.ts';
import type { WasmModule } from './webAssembly.ts';

/** Set once when a worker starts, before its first task. */
let kernelModule: WasmModule | null = null;

export function useKernelModule(module: WasmModule | null): void {
  kernelModule = module;
}

/** The kernels that can work on the arrays of this arena. */
export function kernelsFor({ kind, memory }: ArenaHandle): Kernels {
  if (kind === 'typescript') return typescriptKernels;
  if (!kernelModule || !memory) throw new Error('WASM kernels were asked for where they are not loaded');
  return wasmKernels(kernelModule, memory);
}
