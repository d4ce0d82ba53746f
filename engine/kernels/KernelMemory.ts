import type { WasmMemory } from './webAssembly.ts';

/** Which of the two twins of every kernel runs: the WASM one, or the plain TypeScript one with the same bits. */
export type KernelKind = 'wasm' | 'typescript';

/** What a worker needs to run kernels on arrays of an arena; goes into the input of a task beside the arrays. */
export interface ArenaHandle {
  readonly kind: KernelKind;
  readonly memory: WasmMemory | null;
}

/** Working space of one fit, shared by all threads. What a new array holds is unspecified. */
export interface Arena {
  readonly handle: ArenaHandle;
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  int32(length: number): Int32Array;
  uint8(length: number): Uint8Array;
  /** Gives the space back; the arrays must not be used after it, and no task may still be running on them. */
  release(): void;
}

export interface KernelMemory {
  readonly kind: KernelKind;
  /**
   * @param sizeBytes  an upper bound of what will be asked for: the sum of the arrays' bytes and 64 for each
   *
   * An arena that does not fit the 4 GB a WASM memory can have is made of plain shared buffers and its handle says
   * `typescript`: the same results, only slower.
   */
  arena(sizeBytes: number): Arena;
}
