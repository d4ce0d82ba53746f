import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { CUT, CUT_SPACE, histogramLength, NODE, QUAD, RULES } from '../../kernels/TreeCalls.ts';
import { countChunks } from '../../workers/claimChunks.ts';

/** Steps of the growth of boosted trees that threads share, and what each item of them is. */
export const STEP = {
  /** A chunk of rows: gradients. */
  gradients: 0,
  /** A chunk of a node's rows: which side each goes to. */
  part: 1,
  /** The same chunk: back in its place, and the pairs of the smaller side side by side. */
  settle: 2,
  /** Four features: histograms of both sides and their best cuts. */
  cuts: 3,
  /** A piece of a leaf: its answer added to its rows. */
  answers: 4,
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
  length: 12,
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
  /** [quads × nRows × 4] */
  readonly bins: Uint8Array;
  readonly y: Uint8Array;
  /** [nRows], or empty. */
  readonly weights: Float64Array;
  /** [nRows] log-odds. */
  readonly raw: Float64Array;
  /** [2 × nRows] */
  readonly pairs: Int32Array;
  /** [2 × nTrained] those of the smaller side in the order of its rows. */
  readonly ordered: Int32Array;
  /** [nTrained] rows node by node. */
  readonly entries: Int32Array;
  readonly spare: Int32Array;
  /** [nRows - nTrained] rows that are kept apart for stopping early, node by node. */
  readonly apart: Int32Array;
  readonly apartSpare: Int32Array;
  /** [chunks] how many of each go left, then where its left and its right rows begin. */
  readonly chunkLefts: Int32Array;
  readonly chunkPlaces: Int32Array;
  /** [slots × quads × histogramLength] */
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
  const nQuads = Math.ceil(size.nFeatures / QUAD);
  const nChunks = countChunks(size.nRows);
  return {
    nQuads,
    nChunks,
    nPieces: nChunks + size.nSlots + 1,
    histograms: size.nSlots * nQuads * histogramLength(kind),
  };
}

export function boostBytes(size: BoostSize): number {
  // As the plain twin would have it, which is the larger one.
  const { nQuads, nChunks, nPieces, histograms } = lengths(size, 'wasm');
  const { nRows, nFeatures } = size;
  const perRow = nQuads * QUAD + 1 + 8 * Number(size.isWeighted) + 8 + 8 + 8 + 4 + 4 + 8;
  const numbers = 2 * NODE.length + RULES.length + 2 * nFeatures * CUT.length + ORDER.length + nPieces;
  return (
    nRows * perRow +
    (histograms + numbers + size.nThreads * CUT_SPACE) * 8 +
    (3 * nChunks + 2 * nPieces) * 4 +
    32 +
    24 * 64
  );
}

export function newBoostState(arena: Arena, size: BoostSize): BoostState {
  const { nRows, nTrained, nFeatures, nThreads } = size;
  const { nQuads, nChunks, nPieces, histograms } = lengths(size, arena.handle.kind);
  return {
    handle: arena.handle,
    nRows,
    nTrained,
    nFeatures,
    bins: arena.uint8(nQuads * QUAD * nRows),
    y: arena.uint8(nRows),
    weights: arena.float64(size.isWeighted ? nRows : 0),
    raw: arena.float64(nRows),
    pairs: arena.int32(2 * nRows),
    ordered: arena.int32(2 * nTrained),
    entries: arena.int32(nTrained),
    spare: arena.int32(nTrained),
    apart: arena.int32(nRows - nTrained),
    apartSpare: arena.int32(nRows - nTrained),
    chunkLefts: arena.int32(nChunks),
    chunkPlaces: arena.int32(2 * nChunks),
    histograms: arena.float64(histograms),
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
