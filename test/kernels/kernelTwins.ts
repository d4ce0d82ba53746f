import { readFileSync } from 'node:fs';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { bundledFile } from '#engine/location';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { typescriptKernels } from '#engine/kernels/typescriptKernels';
import { wasmKernels } from '#engine/kernels/wasmKernels';
import { webAssembly } from '#engine/kernels/webAssembly';
import { stream } from '#engine/random';

const BYTES = 4_000_000;

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

/** Runs the same work on both twins and returns what each left behind, as plain arrays of bits. */
export function onBoth<T>(work: (kernels: Kernels, arena: Arena) => T): T[] {
  return kernelTwins(BYTES).map(({ kernels, arena }) => work(kernels, arena));
}

/** With normal numbers; where there are to be ties, with halves. */
export function filled(target: Float64Array, seed: number, nearTies = false): Float64Array {
  const random = stream(seed, 'kernel test');
  for (let i = 0; i < target.length; i++) target[i] = nearTies ? Math.round(random.normal() * 2) / 2 : random.normal();
  return target;
}
