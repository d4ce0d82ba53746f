import { kernelsFor } from './kernelsFor.ts';
import type { Arena, KernelMemory } from './KernelMemory.ts';
import type { Kernels } from './Kernels.ts';

/** Small enough for the cells of a chunk to stay in the processor's cache, and for a cancel to be seen in time. */
export const CHUNK_CELLS = 8_192;

type Cells = Float64Array | Int32Array | Uint8Array;

/** Cells of a column on their way to a kernel and back, a chunk at a time. */
class Chunks<T extends Cells> {
  private readonly column: T;
  /** The column itself where the kernels see it. */
  private readonly chunk: T | null;

  constructor(column: T, chunk: T | null) {
    this.column = column;
    this.chunk = chunk;
  }

  /** Cells that are there, where the kernel sees them; good until the next chunk is asked for. */
  lay(from: number, to: number): T {
    const cells = this.column.subarray(from, to) as T;
    if (!this.chunk) return cells;
    this.chunk.set(cells);
    return this.chunk.subarray(0, cells.length) as T;
  }

  /** Where the kernel puts cells. */
  room(from: number, to: number): T {
    return (this.chunk ? this.chunk.subarray(0, to - from) : this.column.subarray(from, to)) as T;
  }

  /** Puts cells from where the kernel has put or changed them into their place in the column. */
  put(from: number, to: number): void {
    if (this.chunk) this.column.set(this.chunk.subarray(0, to - from), from);
  }
}
export type ChunkIn<T extends Cells> = Pick<Chunks<T>, 'lay'>;
export type ChunkOut<T extends Cells> = Chunks<T>;

/** An upper bound of what rounding the length of each array can cost. */
const ROUNDING_BYTES = 64 * 16;

/** Where kernels work on the cells of a column: on copies of a chunk in their memory, or where they are if the kernels see them there. */
export class ChunkDesk {
  readonly kernels: Kernels;
  readonly isApart: boolean;
  private readonly arena: Arena;

  /**
   * @param bytesOfCell bytes that one cell has in all arrays that are laid out in chunks
   * @param tableBytes of all arrays that are laid out whole
   */
  constructor(memory: KernelMemory, bytesOfCell: number, tableBytes: number) {
    this.arena = memory.arena(
      memory.kind === 'wasm' ? (CHUNK_CELLS + 1) * bytesOfCell + tableBytes + ROUNDING_BYTES : 0,
    );
    this.isApart = this.arena.handle.kind === 'wasm';
    this.kernels = kernelsFor(this.arena.handle);
  }

  /** Cells that are read only. */
  input<T extends Cells>(column: T): ChunkIn<T> {
    return this.output(column);
  }

  output<T extends Cells>(column: T): ChunkOut<T> {
    return new Chunks(column, this.isApart ? this.roomFor(column, CHUNK_CELLS + 1) : null);
  }

  /** Room for whole arrays of integers, one after the other; null where the kernels see these where they are. */
  room(length: number): Int32Array | null {
    return this.isApart ? this.arena.int32(length) : null;
  }

  /** A whole array, as the kernels see it. */
  table<T extends Cells>(numbers: T): T {
    if (!this.isApart) return numbers;
    const laid = this.roomFor(numbers, numbers.length);
    laid.set(numbers);
    return laid;
  }

  release(): void {
    this.arena.release();
  }

  private roomFor<T extends Cells>(like: T, length: number): T {
    if (like instanceof Float64Array) return this.arena.float64(length) as T;
    if (like instanceof Int32Array) return this.arena.int32(length) as T;
    return this.arena.uint8(length) as T;
  }
}
