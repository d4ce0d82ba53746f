import type { Arena } from './KernelMemory.ts';
import { WASM_PAGE_BYTES, webAssembly, type WasmMemory } from './webAssembly.ts';

/** Under the 4 GB that there could be: then every place and length fits 32 bits, and no end of an array is 0. */
const MAX_PAGES = 65_535;
/** The first bytes belong to the compiler's static data. */
const FIRST_BYTE = 65_536;
const ALIGNMENT = 64;

interface Region {
  readonly start: number;
  readonly end: number;
}

/** One growing shared WASM memory, cut into arenas first-fit. It never shrinks; what is given back is used again. */
export class WasmSpace {
  readonly memory: WasmMemory;
  readonly #taken: Region[] = [];

  private constructor(memory: WasmMemory) {
    this.memory = memory;
  }

  /** Null where the process has no WASM, or not the address space: each memory reserves 4 GB and more of it. */
  static make(): WasmSpace | null {
    const api = webAssembly();
    if (!api) return null;
    try {
      return new WasmSpace(new api.Memory({ initial: 2, maximum: MAX_PAGES, shared: true }));
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  get sizeBytes(): number {
    return this.memory.buffer.byteLength;
  }
  get isUnused(): boolean {
    return this.#taken.length === 0;
  }

  /**
   * @param released  is called once the arena has been given back
   * @returns null where it does not fit the 4 GB of a memory, or the system has no more
   */
  arena(sizeBytes: number, released: () => void = () => undefined): Arena | null {
    const region = this.#reserve(sizeBytes);
    if (!region) return null;
    let at = region.start;
    const take = (bytes: number) => {
      const start = at;
      at += roundUp(bytes);
      if (at > region.end) throw new Error('an arena was asked for more than it was made for');
      return start;
    };
    return {
      handle: { kind: 'wasm', memory: this.memory },
      float64: length => new Float64Array(this.memory.buffer, take(length * 8), length),
      float32: length => new Float32Array(this.memory.buffer, take(length * 4), length),
      int32: length => new Int32Array(this.memory.buffer, take(length * 4), length),
      uint8: length => new Uint8Array(this.memory.buffer, take(length), length),
      release: () => {
        const place = this.#taken.indexOf(region);
        if (place >= 0) this.#taken.splice(place, 1);
        released();
      },
    };
  }

  #reserve(sizeBytes: number): Region | null {
    const length = roundUp(sizeBytes);
    const start = this.#firstGap(length);
    if (start + length > MAX_PAGES * WASM_PAGE_BYTES || !this.#growTo(start + length)) return null;
    const region = { start, end: start + length };
    this.#taken.push(region);
    this.#taken.sort((a, b) => a.start - b.start);
    return region;
  }

  #firstGap(length: number): number {
    let start = FIRST_BYTE;
    for (const region of this.#taken) {
      if (region.start - start >= length) return start;
      start = region.end;
    }
    return start;
  }

  #growTo(endByte: number): boolean {
    const missing = Math.ceil((endByte - this.sizeBytes) / WASM_PAGE_BYTES);
    if (missing <= 0) return true;
    try {
      this.memory.grow(missing);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
