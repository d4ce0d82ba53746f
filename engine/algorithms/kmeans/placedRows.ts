import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { arenaBeside } from '../../kernels/lastingNumbers.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { dataBytes, type KMeansData } from './KMeansData.ts';
import { placeRows } from './scaleRows.ts';

/** Rows in an arena. The first fit that uses them scales them there, and finds the better scale where the first was misleading. */
export interface PlacedRows {
  data: KMeansData;
}

/** Rows, and whether they are needed as a copy that is moved already: seeding looks at each of them again and again. */
export interface RowsToPlace {
  readonly x: Matrix;
  readonly areMoved: boolean;
}

/** Space for the state of a fit beside its rows: those placed before where both can lie in one memory, else placed anew. */
export async function withSpace<T>(
  rows: RowsToPlace,
  stateBytes: number,
  run: Run,
  placed: PlacedRows | undefined,
  work: (arena: Arena, rows: PlacedRows) => Promise<T>,
): Promise<T> {
  if (placed && (placed.data.copy === 'moved') === rows.areMoved) {
    const arena = arenaFor(rows, run, stateBytes, 0);
    try {
      if (arena.handle.memory === placed.data.handle.memory) return await work(arena, placed);
    } finally {
      arena.release();
    }
  }
  const { nRows, nColumns } = rows.x;
  const arena = arenaFor(rows, run, stateBytes + dataBytes(nRows, nColumns, rows.areMoved), 8 * nRows * nColumns + 64);
  try {
    return await work(arena, { data: placeRows(rows.x, arena, rows.areMoved) });
  } finally {
    arena.release();
  }
}

/** Rows for any number of fits until `work` is done. */
export async function withPlacedRows<T>(
  all: readonly RowsToPlace[],
  run: Run,
  work: (placed: PlacedRows[]) => Promise<T>,
): Promise<T> {
  const arenas: Arena[] = [];
  try {
    const placed = all.map(rows => {
      const { nRows, nColumns } = rows.x;
      const arena = arenaFor(rows, run, dataBytes(nRows, nColumns, rows.areMoved), 8 * nRows * nColumns + 64);
      arenas.push(arena);
      return { data: placeRows(rows.x, arena, rows.areMoved) };
    });
    return await work(placed);
  } finally {
    for (const arena of arenas) arena.release();
  }
}

function arenaFor({ x, areMoved }: RowsToPlace, run: Run, sizeBytes: number, copyBytes: number): Arena {
  const ofPool = run.pool.kernelMemory ?? newKernelMemory('typescript');
  return areMoved ? ofPool.arena(sizeBytes + copyBytes) : arenaBeside(x.values, ofPool, sizeBytes, copyBytes);
}
