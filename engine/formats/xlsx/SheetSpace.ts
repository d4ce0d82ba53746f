import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { CELLS_LAST, CELLS_LISTED, TEXT_UNUSED } from '../../kernels/ReadCells.ts';
import type { Run } from '../../jobs/Run.ts';
import { XLSX_LIMITS } from './limits.ts';

/** Cells on their way, few enough for the cache of a core. */
const CELLS_OF_WINDOW = 2 ** 15;
/** As far as a piece of a part is long at most, and what is kept of the one before. */
const WORK_BYTES = XLSX_LIMITS.elementBytes + 2 ** 20;
const STATE_LENGTH = 16;
/** An upper bound of what rounding the length of each array can cost. */
const ROUNDING_BYTES = 1024;

/** Where a sheet is read: what a kernel and its caller look at together. */
export interface SheetSpace {
  readonly kernels: Kernels;
  /** For the XML on its way. */
  readonly bytes: Uint8Array;
  readonly state: Int32Array;
  readonly listed: Uint8Array;
  readonly shows: Uint8Array;
  readonly texts: Int32Array;
  /** [as many cells as a window has] */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
}

/**
 * @param shows by style
 * @param nTexts shared strings
 * @returns also the arena, which is to be released when the sheet is read
 */
export function newSheetSpace(run: Run, shows: Uint8Array, nTexts: number): { arena: Arena; space: SheetSpace } {
  const memory = run.pool.kernelMemory ?? newKernelMemory('typescript');
  const sizeBytes = WORK_BYTES + XLSX_LIMITS.rows + shows.length + 4 * nTexts + 9 * CELLS_OF_WINDOW + ROUNDING_BYTES;
  const arena = memory.arena(sizeBytes);
  const space: SheetSpace = {
    kernels: kernelsFor(arena.handle),
    bytes: arena.uint8(WORK_BYTES),
    state: arena.int32(STATE_LENGTH).fill(0),
    listed: arena.uint8(XLSX_LIMITS.rows).fill(0),
    shows: arena.uint8(shows.length),
    texts: arena.int32(nTexts).fill(TEXT_UNUSED),
    kinds: arena.uint8(CELLS_OF_WINDOW).fill(0),
    values: arena.float64(CELLS_OF_WINDOW).fill(0),
  };
  space.shows.set(shows);
  space.state[CELLS_LAST] = -1;
  space.state[CELLS_LISTED] = -1;
  return { arena, space };
}
