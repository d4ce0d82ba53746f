import { loadKernelModule } from '../../kernels/loadKernelModule.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { typescriptKernels } from '../../kernels/typescriptKernels.ts';
import { wasmKernels } from '../../kernels/wasmKernels.ts';
import type { OwnKernels } from './LaidTrees.ts';

/** Kernels that work in the calling thread, compiled ones where the machine can run them. */
export async function ownKernels(): Promise<OwnKernels> {
  const module = await loadKernelModule();
  return {
    memory: newKernelMemory(module ? 'wasm' : 'typescript'),
    kernelsFor: ({ handle: { memory } }) => (module && memory ? wasmKernels(module, memory) : typescriptKernels),
  };
}
