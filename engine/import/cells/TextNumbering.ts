import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { numberTexts } from '../../kernels/typescript/numberTexts.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { taskMemory, type MaybeThread } from '../../workers/taskMemory.ts';
import type { ChunkDesk } from '../../kernels/ChunkDesk.ts';

/** The table's text of each code in order of first appearance, and how many cells have it; both shared. */
export interface NumberedTexts {
  readonly seen: Int32Array;
  readonly counts: Int32Array;
}
/** The texts of a column get codes in order of first appearance, a chunk of cells at a time. */
export interface TextNumbering {
  /** @param codes out, the code of each cell, -1 where it is no text */
  add(kinds: Uint8Array, values: Float64Array, codes: Int32Array): void;
  finish(): NumberedTexts;
  /** Gives back what was taken, whether it is finished or not. */
  release(): void;
}

export const NO_TEXTS: NumberedTexts = { seen: sharedInt32(0), counts: sharedInt32(0) };
const FIRST_CODES = 64;
const ROUNDING_BYTES = 64 * 8;

/**
 * By a kernel in a thread that has them, unless a table has more texts than the column has cells: then clearing a place for each costs more.
 * @param codeOfText [texts of the table] -1 throughout, and so again once it is finished
 * @param desk where the cells are laid
 */
export function newNumbering(
  nCells: number,
  codeOfText: Int32Array,
  desk: ChunkDesk,
  context: MaybeThread,
): TextNumbering {
  if (!desk.isApart || codeOfText.length > nCells) return new HereNumbering(codeOfText);
  const most = codeOfText.length;
  const arena = taskMemory(context).arena(3 * most * 4 + ROUNDING_BYTES);
  if (arena.handle.kind === 'typescript') return new HereNumbering(codeOfText);
  return new KernelNumbering(desk.kernels, arena, most);
}

class KernelNumbering implements TextNumbering {
  private readonly kernels: Kernels;
  private readonly arena: Arena;
  private readonly table: { readonly codeOfText: Int32Array; readonly seen: Int32Array; readonly counts: Int32Array };
  private nCodes = 0;

  constructor(kernels: Kernels, arena: Arena, most: number) {
    this.kernels = kernels;
    this.arena = arena;
    this.table = {
      codeOfText: arena.int32(most).fill(-1),
      seen: arena.int32(most),
      counts: arena.int32(most).fill(0),
    };
  }

  add(kinds: Uint8Array, values: Float64Array, codes: Int32Array): void {
    const call = { kinds, values, n: kinds.length, codes, ...this.table, nCodes: this.nCodes };
    this.nCodes = this.kernels.numberTexts(call);
  }

  finish(): NumberedTexts {
    const [seen, counts] = [sharedInt32(this.nCodes), sharedInt32(this.nCodes)];
    seen.set(this.table.seen.subarray(0, this.nCodes));
    counts.set(this.table.counts.subarray(0, this.nCodes));
    return { seen, counts };
  }

  release(): void {
    this.arena.release();
  }
}

class HereNumbering implements TextNumbering {
  private readonly codeOfText: Int32Array;
  private seen = sharedInt32(FIRST_CODES);
  private counts = sharedInt32(FIRST_CODES);
  private nCodes = 0;

  constructor(codeOfText: Int32Array) {
    this.codeOfText = codeOfText;
  }

  add(kinds: Uint8Array, values: Float64Array, codes: Int32Array): void {
    const n = kinds.length;
    this.makeRoom(n);
    const { codeOfText, seen, counts, nCodes } = this;
    this.nCodes = numberTexts({ kinds, values, n, codes, codeOfText, seen, counts, nCodes });
  }

  finish(): NumberedTexts {
    return { seen: this.seen.subarray(0, this.nCodes), counts: this.counts.subarray(0, this.nCodes) };
  }

  release(): void {
    const { seen, codeOfText, nCodes } = this;
    for (let code = 0; code < nCodes; code++) codeOfText[seen[code]] = -1;
  }

  /** For `more` codes. */
  private makeRoom(more: number): void {
    const needed = this.nCodes + more;
    if (needed <= this.seen.length) return;
    const length = Math.max(needed, 2 * this.seen.length);
    this.seen = longer(this.seen, length, this.nCodes);
    this.counts = longer(this.counts, length, this.nCodes);
  }
}

function longer(old: Int32Array, length: number, used: number): Int32Array {
  const fresh = sharedInt32(length);
  fresh.set(old.subarray(0, used));
  return fresh;
}
