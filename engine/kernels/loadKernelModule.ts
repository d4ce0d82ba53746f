import { readFile } from 'node:fs/promises';
import { bundledFile } from '../location.ts';
import { webAssembly, type WasmModule } from './webAssembly.ts';

/**
 * The compiled kernels, or null where this machine cannot run them (no WASM SIMD or threads): then their TypeScript twins run
 * and results say so. A kernels file that is missing is a broken installation and throws.
 */
export async function loadKernelModule(): Promise<WasmModule | null> {
  const bytes = await readFile(bundledFile('kernels.wasm'));
  const api = webAssembly();
  if (!api?.validate(bytes)) return null;
  return new api.Module(bytes);
}
