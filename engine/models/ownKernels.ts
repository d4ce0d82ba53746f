import type { KernelMemory } from '../kernels/KernelMemory.ts';
import { useKernelModule } from '../kernels/kernelsFor.ts';
import { loadKernelModule } from '../kernels/loadKernelModule.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';

/** Kernels for this thread, which answers about single customers itself. The twins give the same bits. */
export async function ownKernels(): Promise<KernelMemory> {
  const module = await loadKernelModule();
  if (module) useKernelModule(module);
  return newKernelMemory(module ? 'wasm' : 'typescript');
}
