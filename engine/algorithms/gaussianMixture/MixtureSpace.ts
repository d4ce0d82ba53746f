import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { ALL_PRODUCTS, BATCH_ROWS, NO_PRODUCTS, SQUARES, sumsLength } from '../../kernels/MixtureCalls.ts';
import type { CovarianceType } from '../GaussianMixtureModel.ts';

/** Batches per chunk and numbers held by all chunks together: fixed, so that the cut depends on the shape of the data alone. */
const CHUNK_BATCHES = 256;
const CHUNK_WORK = 2 ** 16;
const SUMS_LENGTH = 2 ** 23;
const LEAST_CHUNKS = 8;
/** Multiplications between two looks at whether the work was cancelled: some 20 ms. */
const STEP_WORK = 2 ** 24;
const SPAN_WIDTH = 128;

export interface MixtureShape {
  readonly nRows: number;
  readonly nColumns: number;
  readonly nClusters: number;
  readonly covarianceType: CovarianceType;
}

/** How the rows are cut, and how long things are. */
export interface MixtureLayout extends MixtureShape {
  /** nColumns rounded up to an even number. */
  readonly width: number;
  readonly nBatches: number;
  readonly chunkBatches: number;
  /** Batches that are worked on together. */
  readonly spanBatches: number;
  /** Components that are worked on together. */
  readonly stepClusters: number;
  /** NO_PRODUCTS, SQUARES or ALL_PRODUCTS */
  readonly products: number;
  readonly isDiagonal: boolean;
  /** Numbers per component's factor, and from one to the next. */
  readonly factorLength: number;
  readonly factorStride: number;
  readonly sumsLength: number;
}

export function layoutOf(shape: MixtureShape): MixtureLayout {
  const { nRows, nColumns, nClusters, covarianceType } = shape;
  const width = 2 * Math.ceil(nColumns / 2);
  const nBatches = Math.ceil(nRows / BATCH_ROWS);
  const isDiagonal = covarianceType === 'diag' || covarianceType === 'spherical';
  const perRow = isDiagonal ? width : width * width;
  const products = isDiagonal ? SQUARES : covarianceType === 'full' ? ALL_PRODUCTS : NO_PRODUCTS;
  const length = sumsLength(width, products);
  const mostChunks = Math.max(LEAST_CHUNKS, Math.floor(SUMS_LENGTH / (nClusters * length)));
  const chunkBatches = Math.max(4, Math.min(CHUNK_BATCHES, Math.floor(CHUNK_WORK / perRow)));
  const spanBatches = Math.max(1, Math.min(16, Math.floor(SPAN_WIDTH / width)));
  const stepClusters = Math.floor(STEP_WORK / (spanBatches * BATCH_ROWS * perRow));
  return {
    ...shape,
    width,
    nBatches,
    chunkBatches: Math.max(chunkBatches, Math.ceil(nBatches / mostChunks)),
    spanBatches,
    stepClusters: Math.max(1, Math.min(nClusters, stepClusters)),
    products,
    isDiagonal,
    factorLength: perRow,
    factorStride: covarianceType === 'tied' ? 0 : perRow,
    sumsLength: length,
  };
}

/** The components as the kernels want them; columns are padded to `width`. */
export interface Components {
  /** [nClusters × width] */
  readonly means: Float64Array;
  /** [nClusters × factorLength], or one for all */
  readonly factors: Float64Array;
  /** [nClusters] */
  readonly constants: Float64Array;
}

/** What one thread works in. */
export interface ThreadSpace {
  /** [2 × width × 64] */
  readonly space: Float64Array;
  /** [spanBatches × nClusters × 64] */
  readonly logits: Float64Array;
  /** [spanBatches × width × 64] and [spanBatches × 64]: rows that are not laid out beforehand. */
  readonly batches: Float64Array;
  readonly weights: Float64Array;
}

export function componentsBytes({ nClusters, width, factorLength, factorStride }: MixtureLayout): number {
  const nFactors = factorStride === 0 ? 1 : nClusters;
  return (nClusters * (width + 1) + nFactors * factorLength) * 8 + 3 * 64;
}

export function newComponents(layout: MixtureLayout, arena: Arena): Components {
  const { nClusters, width, factorLength, factorStride } = layout;
  const nFactors = factorStride === 0 ? 1 : nClusters;
  return {
    means: arena.float64(nClusters * width).fill(0),
    factors: arena.float64(nFactors * factorLength).fill(0),
    constants: arena.float64(nClusters).fill(0),
  };
}

export function threadBytes({ width, spanBatches, nClusters }: MixtureLayout): number {
  return (2 * width + spanBatches * (nClusters + width + 1)) * BATCH_ROWS * 8 + 4 * 64;
}

export function newThreadSpace({ width, spanBatches, nClusters }: MixtureLayout, arena: Arena): ThreadSpace {
  return {
    space: arena.float64(2 * width * BATCH_ROWS),
    logits: arena.float64(spanBatches * nClusters * BATCH_ROWS),
    batches: arena.float64(spanBatches * width * BATCH_ROWS),
    weights: arena.float64(spanBatches * BATCH_ROWS),
  };
}

/** Rows laid out for a fit, and what is found from them in a step. */
export interface MixtureState {
  readonly handle: ArenaHandle;
  readonly layout: MixtureLayout;
  /** [nBatches × width × 64] and [nBatches × 64] */
  readonly batches: Float64Array;
  readonly weights: Float64Array;
  readonly components: Components;
  /** [nChunks × nClusters × sumsLength] and [nChunks] */
  readonly sums: Float64Array;
  readonly likelihoods: Float64Array;
  /** [nClusters] rows by responsibility */
  readonly counts: Float64Array;
  /** As `factors`: covariances, or variances. */
  readonly covariances: Float64Array;
  /** [nClusters] 1 where a covariance could not be estimated */
  readonly hasCollapsed: Int32Array;
  /** [nColumns × nColumns] products of the deviations from `origin` [nColumns] over all rows, for one covariance for all; else empty. */
  readonly scatter: Float64Array;
  readonly origin: Float64Array;
}

export function countStateChunks({ nBatches, chunkBatches }: MixtureLayout): number {
  return Math.ceil(nBatches / chunkBatches);
}

export function stateBytes(layout: MixtureLayout): number {
  const { nBatches, width, nClusters, nColumns } = layout;
  const perChunk = nClusters * layout.sumsLength + 1;
  const numbers = nBatches * (width + 1) * BATCH_ROWS + countStateChunks(layout) * perChunk + nClusters;
  const tied = layout.covarianceType === 'tied' ? nColumns * nColumns + nColumns : 0;
  return 2 * componentsBytes(layout) + (numbers + tied) * 8 + nClusters * 4 + 10 * 64;
}

export function newState(layout: MixtureLayout, arena: Arena): MixtureState {
  const { nBatches, width, nClusters, nColumns } = layout;
  const nChunks = countStateChunks(layout);
  const components = newComponents(layout, arena);
  const tied = layout.covarianceType === 'tied' ? nColumns : 0;
  return {
    handle: arena.handle,
    layout,
    batches: arena.float64(nBatches * width * BATCH_ROWS),
    weights: arena.float64(nBatches * BATCH_ROWS),
    components,
    sums: arena.float64(nChunks * nClusters * layout.sumsLength),
    likelihoods: arena.float64(nChunks),
    counts: arena.float64(nClusters),
    covariances: arena.float64(components.factors.length).fill(0),
    hasCollapsed: arena.int32(nClusters),
    scatter: arena.float64(tied * tied),
    origin: arena.float64(tied),
  };
}
