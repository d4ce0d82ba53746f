import { readFileSync } from 'node:fs';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { bundledFile } from '#engine/location';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { typescriptKernels } from '#engine/kernels/typescriptKernels';
import { wasmKernels } from '#engine/kernels/wasmKernels';
import { webAssembly } from '#engine/kernels/webAssembly';

/** Both twins of the kernels, each with an arena of its own. */
export function kernelTwins(sizeBytes: number): { name: string; kernels: Kernels; arena: Arena }[] {
  const api = webAssembly();
  if (!api) throw new Error('these tests need WebAssembly');
  const wasmArena = newKernelMemory('wasm').arena(sizeBytes);
  if (!wasmArena.handle.memory) throw new Error('these tests need a shared WebAssembly memory');
  const module = new api.Module(readFileSync(bundledFile('kernels.wasm')));
  return [
    { name: 'wasm', kernels: wasmKernels(module, wasmArena.handle.memory), arena: wasmArena },
    { name: 'typescript', kernels: typescriptKernels, arena: newKernelMemory('typescript').arena(sizeBytes) },
  ];
}
