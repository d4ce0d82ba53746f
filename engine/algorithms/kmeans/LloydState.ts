import type { Arena } from '../../kernels/KernelMemory.ts';
import { newPackedLeads } from '../../kernels/typescript/packedLeads.ts';
import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { countChunks } from '../../workers/claimChunks.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { IS_SCALED, paddedColumns, type KMeansData } from './KMeansData.ts';
import { historyLength, pairsFor, rememberCenters, SLOTS, type Limits } from './limits.ts';
import { marginBase } from './margins.ts';
import { packCenters } from './packCenters.ts';

/** Slots of `control`. */
export const NEXT_CHUNK = 0;
export const DONE_CHUNKS = 1;
export const ROUND = 2;
export const PHASE = 3;
export const MOVED = 4;
export const ITERATION = 5;
export const HAS_CONVERGED = 6;
export const IS_FINISHED = 7;
/** Set when float32 cannot hold the rows as they were scaled: the run ended before it began. */
export const IS_MISLED = 8;
/** Which of the remembered centres are those of now. */
export const SLOT = 9;
/** What a round is for: values of PHASE. */
export const SCALE_AND_ASSIGN = 0;
export const ASSIGN = 1;
export const SUM_AGAIN = 2;
export const FINISH = 3;
/** After all others, where the last centres lie so far from those before that the inertia lost its digits on the way. */
export const MEASURE = 4;
/** Slots of `numbers`. */
export const MARGIN_BASE = 0;
export const INERTIA = 1;
/** Inertia that another start has reached, in scaled units: one that comes to rest well above it is given up. */
export const TO_BEAT = 2;
/** Less than most rows are away from their centres: what limits take for the distance of those that are nearer. */
export const LEAST_REACH = 3;
/** Inertia around the centres before the last, in scaled units. */
export const SUMMED = 4;

/** Rows looked at for LEAST_REACH, and what share of their median distance it is. */
const REACH_ROWS = 64;
const REACH_SHARE = 0.3;

/** One run of Lloyd's algorithm over shared data: everything its threads share. */
export interface LloydState extends Limits {
  readonly maxIter: number;
  /** Whether centres are taken to move so far at first that the second assignment looks at all rows: so the first need not learn of leads. */
  readonly startsFar: boolean;
  /** Squared shift of all centres below which the run has converged, as a share of the mean variance of the columns. */
  readonly tol: number;
  /** [nClusters × nColumns], scaled. */
  readonly centers: Float64Array;
  readonly nextCenters: Float64Array;
  /** [nClusters × nColumns], the centres that squares were summed around when the rows were summed for the last time. */
  readonly summedAround: Float64Array;
  readonly packed32: Float32Array;
  /** [nClusters × nColumns], in the units of the source; filled at the end. */
  readonly finalCenters: Float64Array;
  readonly labels: Int32Array;
  /** [nRows], a buffer of its own; filled at the end. */
  readonly finalLabels: Int32Array;
  /** [4 × ⌈nRows / 4⌉] each, what assignRows knows of every row. */
  readonly leads: Int32Array;
  readonly reaches: Int32Array;
  /** [nChunks × nClusters × nColumns] and [nChunks × nClusters]. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  /** Work space of assignRows, by thread: [nThreads × (2 × CHUNK_ROWS + 20)] and [nThreads × (8 × (nColumns rounded up to a multiple of 4 + nClusters) + 48)]. */
  readonly lists: Int32Array;
  readonly works: Float32Array;
  /** [nChunks] */
  readonly inertias: Float64Array;
  readonly control: Int32Array;
  readonly numbers: Float64Array;
}

export function stateBytes(nRows: number, nColumns: number, nClusters: number, nThreads: number): number {
  const nChunks = countChunks(nRows);
  const perCenter = nClusters * nColumns;
  const rows = 4 * Math.ceil(nRows / 4);
  const work = nThreads * (listLength(nRows) * 4 + workLength(nColumns, nClusters) * 4);
  const arrays =
    4 * perCenter * 8 + (perCenter + nClusters) * 4 + rows * 12 + nChunks * (perCenter + nClusters + 1) * 8;
  const pairs = pairsFor(nRows, nClusters);
  const limits = historyLength(nColumns, nClusters, pairs) * 8 + SLOTS * nClusters * pairs * 16;
  return arrays + work + limits + 10 * 4 + 5 * 8 + 17 * 64;
}

/** Entries the lists of a chunk's rows need. */
export function listLength(nRows: number): number {
  return 2 * Math.min(CHUNK_ROWS, 4 * Math.ceil(nRows / 4)) + 20;
}
export function workLength(nColumns: number, nClusters: number): number {
  return 8 * (paddedColumns(nColumns) + nClusters) + 48;
}

export interface LloydOptions {
  readonly nClusters: number;
  readonly maxIter: number;
  readonly tol: number;
  /** As in the state. */
  readonly startsFar: boolean;
}

export function newState(data: KMeansData, arena: Arena, options: LloydOptions, nThreads: number): LloydState {
  const { nRows, nColumns } = data;
  const { nClusters, maxIter, tol, startsFar } = options;
  const nChunks = countChunks(nRows);
  const rows = 4 * Math.ceil(nRows / 4);
  const pairs = pairsFor(nRows, nClusters);
  return {
    nClusters,
    maxIter,
    startsFar,
    tol,
    centers: arena.float64(nClusters * nColumns),
    nextCenters: arena.float64(nClusters * nColumns),
    summedAround: arena.float64(nClusters * nColumns),
    packed32: arena.float32(nClusters * (nColumns + 1)),
    finalCenters: arena.float64(nClusters * nColumns),
    labels: arena.int32(rows),
    finalLabels: sharedInt32(nRows),
    leads: arena.int32(rows),
    reaches: arena.int32(rows),
    pairs,
    history: arena.float64(historyLength(nColumns, nClusters, pairs)),
    limits: arena.float32(SLOTS * nClusters * pairs * 4),
    sums: arena.float64(nChunks * nClusters * nColumns),
    counts: arena.float64(nChunks * nClusters),
    lists: arena.int32(nThreads * listLength(nRows)),
    works: arena.float32(nThreads * workLength(nColumns, nClusters)),
    inertias: arena.float64(nChunks),
    control: arena.int32(10).fill(0),
    numbers: arena.float64(5).fill(Infinity),
  };
}

/** Puts the state at the start: nothing assigned, `centers` (scaled) as first centres. */
export function startFrom(state: LloydState, data: KMeansData, centers: ArrayLike<number>): void {
  // Rows that only pad the last block never ask to be looked at.
  state.labels.fill(0, data.nRows);
  state.leads.fill(newPackedLeads().packLeads(Infinity, Infinity), data.nRows);
  state.reaches.fill(0, data.nRows);
  state.control.fill(0);
  state.control[PHASE] = data.facts[IS_SCALED] ? ASSIGN : SCALE_AND_ASSIGN;
  state.centers.set(centers);
  state.numbers[LEAST_REACH] = state.pairs > 1 ? Math.fround(REACH_SHARE * medianReach(data, state.centers)) : 0;
  readyCenters(state, data.nColumns, 0);
}

/** The median distance of some rows, spread evenly over all, to the nearest of scaled centres. */
function medianReach({ source, origin, scale, nRows, nColumns }: KMeansData, centers: Float64Array): number {
  const n = Math.min(nRows, REACH_ROWS);
  const row = new Float64Array(nColumns);
  const reaches = Float64Array.from({ length: n }, (_, i) => {
    const at = Math.floor((i * nRows) / n) * nColumns;
    for (let j = 0; j < nColumns; j++) row[j] = (source[at + j] - origin[j]) * scale;
    let least = Infinity;
    for (let c = 0; c < centers.length; c += nColumns)
      least = Math.min(least, squaredDistance(row, 0, centers, c, nColumns));
    return Math.sqrt(least);
  });
  return reaches.sort()[n >> 1];
}

/** Gets ready what is known of the centres before the rows are assigned to them. */
export function readyCenters(state: LloydState, nColumns: number, slot: number): void {
  const { centers, packed32, numbers, control } = state;
  control[SLOT] = rememberCenters(state, slot, centers, nColumns, numbers[LEAST_REACH]);
  numbers[MARGIN_BASE] = marginBase(packCenters(centers, nColumns, packed32), nColumns, state.nClusters);
}
