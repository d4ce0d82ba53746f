import type { Arena, ArenaHandle, KernelKind, KernelMemory } from './KernelMemory.ts';
import { WASM_PAGE_BYTES, webAssembly, type WasmMemory } from './webAssembly.ts';

const MAX_PAGES = 65_536;
/** The first bytes belong to the compiler's static data. */
const FIRST_BYTE = 65_536;
const ALIGNMENT = 64;
/**
 * A memory that grew beyond this is given up once nothing has used it for a while, so that one large fit does not stay resident. Not at
 * once: fits come in rows, and a memory given up is only freed when every thread has collected its view of it.
 */
const KEEP_BYTES = 128 * 1024 * 1024;
const KEEP_MS = 20_000;

interface Region {
  readonly start: number;
  readonly end: number;
}

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
      space ??= newWasmSpace();
      const region = space?.reserve(sizeBytes);
      if (!space || !region) return plainArena();
      const owner = space;
      return wasmArena(owner, region, () => {
        if (owner.free(region) > 0 || owner.sizeBytes() <= KEEP_BYTES) return;
        clearTimeout(givingUp);
        givingUp = setTimeout(() => (space = null), KEEP_MS).unref();
      });
    },
  };
}

interface WasmSpace {
  readonly handle: ArenaHandle;
  readonly memory: WasmMemory;
  sizeBytes(): number;
  reserve(sizeBytes: number): Region | null;
  /** Returns how many regions are left. */
  free(region: Region): number;
}

function newWasmSpace(): WasmSpace | null {
  const memory = newWasmMemory();
  if (!memory) return null;
  const taken: Region[] = [];
  return {
    handle: { kind: 'wasm', memory },
    memory,
    sizeBytes: () => memory.buffer.byteLength,
    reserve: sizeBytes => {
      const length = roundUp(sizeBytes);
      const start = firstGap(taken, length);
      if (start + length > MAX_PAGES * WASM_PAGE_BYTES || !growTo(memory, start + length)) return null;
      const region = { start, end: start + length };
      taken.push(region);
      taken.sort((a, b) => a.start - b.start);
      return region;
    },
    free: region => {
      const at = taken.indexOf(region);
      if (at >= 0) taken.splice(at, 1);
      return taken.length;
    },
  };
}

function newWasmMemory(): WasmMemory | null {
  const api = webAssembly();
  if (!api) return null;
  try {
    return new api.Memory({ initial: 2, maximum: MAX_PAGES, shared: true });
  } catch (error) {
    // A process with little address space cannot reserve 4 GB.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function growTo(memory: WasmMemory, endByte: number): boolean {
  const missing = Math.ceil((endByte - memory.buffer.byteLength) / WASM_PAGE_BYTES);
  if (missing <= 0) return true;
  try {
    memory.grow(missing);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function firstGap(taken: readonly Region[], length: number): number {
  let start = FIRST_BYTE;
  for (const region of taken) {
    if (region.start - start >= length) return start;
    start = region.end;
  }
  return start;
}

function wasmArena(space: WasmSpace, region: Region, release: () => void): Arena {
  let at = region.start;
  const take = (bytes: number) => {
    const start = at;
    at += roundUp(bytes);
    if (at > region.end) throw new Error('an arena was asked for more than it was made for');
    return start;
  };
  return {
    handle: space.handle,
    float64: length => new Float64Array(space.memory.buffer, take(length * 8), length),
    float32: length => new Float32Array(space.memory.buffer, take(length * 4), length),
    int32: length => new Int32Array(space.memory.buffer, take(length * 4), length),
    uint8: length => new Uint8Array(space.memory.buffer, take(length), length),
    release,
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

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
