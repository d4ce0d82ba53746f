import type { Run } from '../../jobs/Run.ts';
import type { Arena, KernelMemory } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { dataBytes, type KMeansData } from './KMeansData.ts';
import { placeRows } from './scaleRows.ts';

/** Rows in an arena. The first fit that uses them scales them there, and finds the better scale where the first was misleading. */
export interface PlacedRows {
  data: KMeansData;
}

/** Space for the state of a fit beside its rows: those placed before where both can lie in one memory, else placed anew. */
export async function withSpace<T>(
  x: Matrix,
  stateBytes: number,
  run: Run,
  placed: PlacedRows | undefined,
  work: (arena: Arena, rows: PlacedRows) => Promise<T>,
): Promise<T> {
  const memory = memoryOf(run);
  if (placed) {
    const arena = memory.arena(stateBytes);
    try {
      if (arena.handle.memory === placed.data.handle.memory) return await work(arena, placed);
    } finally {
      arena.release();
    }
  }
  const arena = memory.arena(dataBytes(x.nRows, x.nColumns) + stateBytes);
  try {
    return await work(arena, { data: placeRows(x, arena) });
  } finally {
    arena.release();
  }
}

/** Rows for any number of fits until `work` is done. */
export async function withPlacedRows<T>(
  matrices: readonly Matrix[],
  run: Run,
  work: (placed: PlacedRows[]) => Promise<T>,
): Promise<T> {
  const bytes = matrices.reduce((sum, { nRows, nColumns }) => sum + dataBytes(nRows, nColumns), 0);
  const arena = memoryOf(run).arena(bytes);
  try {
    return await work(matrices.map(x => ({ data: placeRows(x, arena) })));
  } finally {
    arena.release();
  }
}

function memoryOf(run: Run): KernelMemory {
  return run.pool.kernelMemory ?? newKernelMemory('typescript');
}
