import type { CutCells } from '../../kernels/TreeCalls.ts';

const CELLS = 512;
/** Thresholds at most, and as many that a search from the last may look at. */
const ROOM = 512;
/** Bytes of the arrays of `cutCells`. */
export const CUT_CELLS_BYTES = ROOM * 8 + CELLS;

/** Thresholds ascending, at most 254, none of them missing. */
export function cutCells(thresholds: Float64Array): CutCells {
  const [low, high] = [thresholds[0] ?? 0, thresholds.at(-1) ?? 0];
  const width = CELLS / (high - low);
  const scale = width < Infinity ? width : 0;
  const counts = new Uint8Array(CELLS);
  for (const threshold of thresholds) counts[cellOf((threshold - low) * scale)]++;
  const cells = new Uint8Array(CELLS);
  for (let cell = 1; cell < CELLS; cell++) cells[cell] = cells[cell - 1] + counts[cell - 1];
  const padded = new Float64Array(ROOM).fill(Infinity);
  padded.set(thresholds);
  return { thresholds: padded, cells, low, scale, nHalvings: Math.ceil(Math.log2(Math.max(...counts) + 1)) };
}

function cellOf(place: number): number {
  return place > 0 ? Math.min(CELLS - 1, Math.trunc(place)) : 0;
}
