import type { Arena } from '../../kernels/KernelMemory.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { countChunks } from '../../workers/claimChunks.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { paddedColumns, type KMeansData } from './KMeansData.ts';

/** Slots of `control`. */
export const NEXT_CHUNK = 0;
export const DONE_CHUNKS = 1;
export const ROUND = 2;
export const PHASE = 3;
export const MOVED = 4;
export const ITERATION = 5;
export const HAS_CONVERGED = 6;
export const IS_FINISHED = 7;
/** Slots of `numbers`. */
export const MARGIN_BASE = 0;
export const INERTIA = 1;

/** One run of Lloyd's algorithm over shared data: everything its threads share. */
export interface LloydState {
  readonly nClusters: number;
  readonly maxIter: number;
  /** Squared shift of all centres below which the run has converged, in scaled units squared. */
  readonly tol: number;
  /** [nClusters × nColumns], scaled. */
  readonly centers: Float64Array;
  readonly nextCenters: Float64Array;
  readonly centers32: Float32Array;
  /** [nClusters × nColumns], in the units of the source; filled at the end. */
  readonly finalCenters: Float64Array;
  readonly drift: Float32Array;
  readonly labels: Int32Array;
  /** [nRows], a buffer of its own; filled at the end. */
  readonly finalLabels: Int32Array;
  readonly thresholds: Float32Array;
  /** [nChunks × nClusters × nColumns] and [nChunks × nClusters]. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  /** Work space of assignRows, by chunk: [nChunks × (CHUNK_ROWS + 8)] and [nChunks × (8 × stride32 + 16)]. */
  readonly lists: Int32Array;
  readonly columns8: Float32Array;
  /** [nChunks] */
  readonly inertias: Float64Array;
  readonly control: Int32Array;
  readonly numbers: Float64Array;
}

export function stateBytes(nRows: number, nColumns: number, nClusters: number): number {
  const nChunks = countChunks(nRows);
  const perCenter = nClusters * nColumns;
  const rows = 4 * Math.ceil(nRows / 4);
  const work = nChunks * ((listRows(nRows) + 8) * 4 + columns8Length(nColumns) * 4);
  const arrays =
    3 * perCenter * 8 + perCenter * 4 + nClusters * 4 + rows * 8 + nChunks * (perCenter + nClusters + 1) * 8;
  return arrays + work + 8 * 4 + 2 * 8 + 14 * 64;
}

/** Entries a chunk's list needs, beside 8 to spare. */
export function listRows(nRows: number): number {
  return Math.min(CHUNK_ROWS, 4 * Math.ceil(nRows / 4));
}
export function columns8Length(nColumns: number): number {
  return 8 * paddedColumns(nColumns) + 16;
}

export function newState(
  data: KMeansData,
  arena: Arena,
  options: { nClusters: number; maxIter: number; tol: number },
): LloydState {
  const { nRows, nColumns } = data;
  const { nClusters, maxIter } = options;
  const nChunks = countChunks(nRows);
  const rows = 4 * Math.ceil(nRows / 4);
  return {
    nClusters,
    maxIter,
    tol: options.tol * data.meanVariance,
    centers: arena.float64(nClusters * nColumns),
    nextCenters: arena.float64(nClusters * nColumns),
    centers32: arena.float32(nClusters * nColumns),
    finalCenters: arena.float64(nClusters * nColumns),
    drift: arena.float32(nClusters),
    labels: arena.int32(rows),
    finalLabels: sharedInt32(nRows),
    thresholds: arena.float32(rows),
    sums: arena.float64(nChunks * nClusters * nColumns),
    counts: arena.float64(nChunks * nClusters),
    lists: arena.int32(nChunks * (listRows(nRows) + 8)),
    columns8: arena.float32(nChunks * columns8Length(nColumns)),
    inertias: arena.float64(nChunks),
    control: arena.int32(8).fill(0),
    numbers: arena.float64(2),
  };
}

/** Puts the state at the start: nothing assigned, `centers` (scaled) as first centres. */
export function startFrom(state: LloydState, data: KMeansData, centers: ArrayLike<number>): void {
  state.labels.fill(-1);
  // Rows that only pad the last block never ask to be looked at.
  state.labels.fill(0, data.nRows);
  state.thresholds.fill(Infinity, data.nRows);
  state.sums.fill(0);
  state.counts.fill(0);
  state.drift.fill(0);
  state.control.fill(0);
  state.centers.set(centers);
  state.centers32.set(centers);
  state.numbers[MARGIN_BASE] = marginBase(state.centers, data.nColumns);
}

/** Unit roundoff of float32. */
const EPSILON = 2 ** -24;

/**
 * What float32 can get wrong in the difference of two distances: each is off by at most ε((nColumns / 2 + 4) d + 2 max‖c‖), from the
 * rounding of rows, centres, differences, squares, sums and the root. Both margins are twice that and more, so that what is
 * trusted also holds in float64.
 */
export function marginSlope(nColumns: number): number {
  return 4 * (nColumns + 8) * EPSILON;
}
export function marginBase(centers: Float64Array, nColumns: number): number {
  let longest = 0;
  for (let at = 0; at < centers.length; at += nColumns) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) sum += centers[at + j] * centers[at + j];
    longest = Math.max(longest, sum);
  }
  return 16 * EPSILON * Math.sqrt(longest) + 2 ** -60;
}
