import type { Arena, KernelKind, KernelMemory } from './KernelMemory.ts';
import { WasmSpace } from './WasmSpace.ts';

/**
 * A memory that grew beyond this is given up once nothing has used it for a while, so that one large fit does not stay resident. Not at
 * once: fits come in rows, and a memory given up is only freed when every thread has collected its view of it.
 */
const KEEP_BYTES = 128 * 1024 * 1024;
const KEEP_MS = 20_000;

/**
 * Memory in which kernels and their data live. WASM: one growing shared memory, cut into arenas first-fit. TypeScript: plain
 * shared buffers.
 */
export function newKernelMemory(kind: KernelKind): KernelMemory {
  if (kind === 'typescript') return { kind, arena: () => plainArena() };
  let space: WasmSpace | null = null;
  let givingUp: NodeJS.Timeout | undefined;
  return {
    kind,
    arena: sizeBytes => {
      clearTimeout(givingUp);
      space ??= WasmSpace.make();
      const owner = space;
      const arena = owner?.arena(sizeBytes, () => {
        if (!owner.isUnused || owner.sizeBytes <= KEEP_BYTES) return;
        clearTimeout(givingUp);
        givingUp = setTimeout(() => (space = null), KEEP_MS).unref();
      });
      return arena ?? plainArena();
    },
  };
}

function plainArena(): Arena {
  return {
    handle: { kind: 'typescript', memory: null },
    float64: length => new Float64Array(new SharedArrayBuffer(length * 8)),
    float32: length => new Float32Array(new SharedArrayBuffer(length * 4)),
    int32: length => new Int32Array(new SharedArrayBuffer(length * 4)),
    uint8: length => new Uint8Array(new SharedArrayBuffer(length)),
    release: () => undefined,
  };
}
