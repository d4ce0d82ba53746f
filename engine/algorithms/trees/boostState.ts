import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { CUT, CUT_SPACE, histogramLength, MOST_TOGETHER, NODE, RULES } from '../../kernels/TreeCalls.ts';
import { countChunks } from '../../workers/claimChunks.ts';

/** Steps of the growth of boosted trees that threads share, and what each item of them is. */
export const STEP = {
  /** A chunk of rows: gradients. */
  gradients: 0,
  /** A chunk of a node's rows: which side each goes to. */
  part: 1,
  /** The same chunk: back in its place, and the smaller side's pairs and bins side by side. */
  settle: 2,
  /** A group of features: histograms of both sides and their best cuts. */
  cuts: 3,
  /** A piece of a leaf: its answer added to its rows. */
  answers: 4,
  /** A chunk of rows: their bins from column by column to row by row. */
  turn: 5,
} as const;

/** What a step needs to know, by position in `orders`. */
export const ORDER = {
  step: 0,
  from: 1,
  to: 2,
  feature: 3,
  /** Where the left side ends. */
  middle: 4,
  smallFrom: 5,
  smallTo: 6,
  smallSlot: 7,
  largeSlot: 8,
  /** Of the cuts: BOTH_SIDES, ROOT_HISTOGRAM or ROOT_CUTS. */
  kind: 9,
  wantsSmall: 10,
  wantsLarge: 11,
  /** Whether the smaller side's rows are needed side by side. */
  gathers: 12,
  length: 13,
} as const;

export const BOTH_SIDES = 0;
/** The root's histogram alone: its sums come from it. */
export const ROOT_HISTOGRAM = 1;
/** The cuts of the root, whose histogram is there. */
export const ROOT_CUTS = 2;

/** What all threads that grow boosted trees share. Rows are those that are learned from. */
export interface BoostState {
  readonly handle: ArenaHandle;
  readonly nRows: number;
  readonly nTrained: number;
  readonly nFeatures: number;
  /** [nFeatures × nRows] the bins of a feature behind one another: what rows are parted by. */
  readonly columns: Uint8Array;
  /** [nRows × rowBytes] the bins of a row behind one another: what is gathered. */
  readonly bins: Uint8Array;
  readonly rowBytes: number;
  /** [groups] where each group of features begins and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly y: Uint8Array;
  /** [nRows], or empty. */
  readonly weights: Float64Array;
  /** [nRows] log-odds. */
  readonly raw: Float64Array;
  /** [2 × nRows] */
  readonly pairs: Int32Array;
  /** [2 × capacity] those of the smaller side in the order of its rows, and [groups × capacity × MOST_TOGETHER] their bins. */
  readonly orderedPairs: Int32Array;
  readonly orderedBins: Uint8Array;
  readonly capacity: number;
  /** [nTrained] rows node by node. */
  readonly entries: Int32Array;
  readonly spare: Int32Array;
  /** [nRows - nTrained] rows that are kept apart for stopping early, node by node. */
  readonly apart: Int32Array;
  readonly apartSpare: Int32Array;
  /** [chunks] how many of each go left, then where its left and its right rows begin. */
  readonly chunkLefts: Int32Array;
  readonly chunkPlaces: Int32Array;
  /** [slots × nFeatures × histogramLength] */
  readonly histograms: Float64Array;
  /** [2 × NODE.length] the smaller and the larger side. */
  readonly nodes: Float64Array;
  readonly rules: Float64Array;
  /** [2 × nFeatures × CUT.length] */
  readonly cuts: Float64Array;
  readonly orders: Float64Array;
  /** [32] bins that go left. */
  readonly set: Uint8Array;
  /** [pieces × 2] of leaves: first entry and end, and what they answer. */
  readonly pieces: Int32Array;
  readonly pieceAnswers: Float64Array;
  /** [threads × CUT_SPACE] */
  readonly cutSpace: Float64Array;
}

export interface BoostSize {
  readonly nRows: number;
  readonly nTrained: number;
  readonly nFeatures: number;
  readonly nSlots: number;
  readonly isWeighted: boolean;
  readonly nThreads: number;
}

function lengths(size: BoostSize, kind: ArenaHandle['kind']) {
  const nChunks = countChunks(size.nRows);
  const starts = groupStarts(size.nFeatures, size.nThreads);
  // The smaller side has half of the rows at most.
  const capacity = Math.ceil(size.nTrained / 2);
  const rowBytes = MOST_TOGETHER * Math.ceil(size.nFeatures / MOST_TOGETHER);
  return {
    starts,
    capacity,
    rowBytes,
    orderedBins: starts.length * capacity * MOST_TOGETHER,
    nChunks,
    nPieces: nChunks + size.nSlots + 1,
    histograms: size.nSlots * size.nFeatures * histogramLength(kind),
  };
}

/**
 * Where groups of features begin whose histograms are made together: as equal as can be, and as many as threads or a multiple of it, unless
 * they became small. Sums are whole numbers, so that the cut into groups changes nothing in them.
 */
function groupStarts(nFeatures: number, nThreads: number): Int32Array {
  const fewest = Math.ceil(nFeatures / MOST_TOGETHER);
  const most = Math.max(1, Math.ceil((2 * nFeatures) / MOST_TOGETHER));
  const nGroups = Math.min(most, Math.max(1, Math.ceil(fewest / nThreads)) * nThreads);
  return Int32Array.from({ length: nGroups }, (_none, group) => Math.ceil((group * nFeatures) / nGroups));
}

export function boostBytes(size: BoostSize): number {
  // As the plain twin would have it, which is the larger one.
  const { starts, capacity, rowBytes, orderedBins, nChunks, nPieces, histograms } = lengths(size, 'wasm');
  const { nRows, nFeatures } = size;
  const perRow = nFeatures + rowBytes + 1 + 8 * Number(size.isWeighted) + 8 + 8 + 4 + 4;
  const numbers = 2 * NODE.length + RULES.length + 2 * nFeatures * CUT.length + ORDER.length + nPieces;
  return (
    nRows * perRow +
    orderedBins +
    8 * capacity +
    MOST_TOGETHER +
    8 * (starts.length + 1) +
    (histograms + numbers + size.nThreads * CUT_SPACE) * 8 +
    (3 * nChunks + 2 * nPieces) * 4 +
    32 +
    32 * 64
  );
}

export function newBoostState(arena: Arena, size: BoostSize): BoostState {
  const { nRows, nTrained, nFeatures, nThreads } = size;
  const { starts, capacity, rowBytes, nChunks, nPieces, ...space } = lengths(size, arena.handle.kind);
  const bounds = arena.int32(starts.length + 1);
  bounds.set(starts);
  bounds[starts.length] = nFeatures;
  return {
    handle: arena.handle,
    nRows,
    nTrained,
    nFeatures,
    columns: arena.uint8(nFeatures * nRows),
    bins: arena.uint8(rowBytes * nRows + MOST_TOGETHER),
    rowBytes,
    starts: bounds.subarray(0, starts.length),
    ends: bounds.subarray(1),
    y: arena.uint8(nRows),
    weights: arena.float64(size.isWeighted ? nRows : 0),
    raw: arena.float64(nRows),
    pairs: arena.int32(2 * nRows),
    orderedPairs: arena.int32(2 * capacity),
    orderedBins: arena.uint8(space.orderedBins),
    capacity,
    entries: arena.int32(nTrained),
    spare: arena.int32(nTrained),
    apart: arena.int32(nRows - nTrained),
    apartSpare: arena.int32(nRows - nTrained),
    chunkLefts: arena.int32(nChunks),
    chunkPlaces: arena.int32(2 * nChunks),
    histograms: arena.float64(space.histograms),
    nodes: arena.float64(2 * NODE.length),
    rules: arena.float64(RULES.length),
    cuts: arena.float64(2 * nFeatures * CUT.length),
    orders: arena.float64(ORDER.length),
    set: arena.uint8(32),
    pieces: arena.int32(2 * nPieces),
    pieceAnswers: arena.float64(nPieces),
    cutSpace: arena.float64(nThreads * CUT_SPACE),
  };
}

/** How gradients and hessians become whole numbers whose sums are exact in 53 bits, and lie beside a count in 64. */
export interface Scales {
  readonly gradientScale: number;
  readonly hessianScale: number;
  readonly countShift: number;
}

/** @param largestWeight of a row */
export function scalesOf(nRows: number, largestWeight: number): Scales {
  const countBits = 32 - Math.clz32(nRows);
  let ceiling = 1;
  while (ceiling < largestWeight) ceiling *= 2;
  while (ceiling > 2 * largestWeight) ceiling /= 2;
  const gradientBits = Math.min(30, 52 - countBits);
  const hessianBits = Math.min(30, 52 - countBits, 63 - 2 * countBits);
  return {
    gradientScale: 2 ** gradientBits / ceiling,
    // A hessian is a quarter of the weight at most.
    hessianScale: 2 ** (hessianBits + 2) / ceiling,
    countShift: 63 - countBits,
  };
}
