import { int, number } from '#shared/option';
import type { Run } from '../../jobs/Run.ts';
import { pause } from '../../jobs/pause.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { countChunks, newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { byProduct, type Interactions } from '../Interactions.ts';

const OPTIONS = {
  nFactors: int({
    title: 'Factors',
    help: 'Numbers that describe each customer and each product. More follow finer tastes and need more data.',
    min: 1,
    max: 256,
    default: 32,
  }),
  iterations: int({
    title: 'Iterations',
    help: 'How often customers and products are found from each other.',
    min: 1,
    max: 200,
    default: 15,
  }),
  ridge: number({ title: 'Ridge', help: 'How strongly factors are held small.', min: 0, max: 100_000, default: 10 }),
  alpha: number({
    title: 'Confidence',
    help: 'How much surer a product that a customer has is than one that he has not: 1 + confidence × weight.',
    min: 0,
    max: 10_000,
    default: 1,
  }),
  solverSteps: int({
    title: 'Steps of the solver',
    help: 'Steps of conjugate gradients for each customer or product in one iteration; as many as there are factors solve it exactly.',
    min: 1,
    max: 256,
    default: 3,
  }),
} as const;

/** Rows of factors added up by one thread at a time; customers or products solved by one at a time. */
const CHUNK_GRAM = 256;
const MOST_CHUNKS = 64;
const CHUNK_SOLVE = 32;
const START_SPREAD = 0.01;

/**
 * Implicit matrix factorisation by alternating least squares: having a product is 1 with confidence 1 + α·weight, not having it 0 with confidence 1;
 * customers are solved given products, then products given customers, each by conjugate gradients from where it was.
 * Cost of an iteration: O(steps · (pairs · factors + (customers + products) · factors²)).
 * Source: Hu, Koren & Volinsky (2008), doi:10.1109/ICDM.2008.22; Takács, Pilászy & Tikk (2011), doi:10.1145/2043932.2043987, for conjugate gradients.
 */
export const implicitAls = defineRecommender({
  id: 'implicitAls',
  title: 'Matrix factorisation (ALS)',
  help: 'Describes customers and products by a few hidden tastes and offers what fits. Good for long lists of products; its reasons are found afterwards.',
  sources: ['hu2008', 'takacs2011'],
  options: OPTIONS,
  fit: async ({ known }, options, run) => {
    const { nFactors } = options;
    const products = startFactors(known.nProducts, nFactors, run);
    const customers = sharedFloat64(known.nCustomers * nFactors);
    await alternate(known, customers, products, options, run);
    return { model: { kind: 'factors', nFactors, customers, products, base: null }, notes: [] };
  },
});

export interface AlsOptions {
  readonly nFactors: number;
  readonly iterations: number;
  readonly ridge: number;
  readonly alpha: number;
  readonly solverSteps: number;
}

function startFactors(nRows: number, nFactors: number, run: Run): Float64Array {
  const factors = sharedFloat64(nRows * nFactors);
  const { normal } = run.stream('offers.als');
  for (let i = 0; i < factors.length; i++) factors[i] = START_SPREAD * normal();
  return factors;
}

/** One side of the pairs in the arena: rows with what they are paired with, and their factors. */
interface Side {
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** [rows × width] */
  readonly factors: Float64Array;
}
interface Desk {
  readonly handle: ArenaHandle;
  readonly width: number;
  readonly gram: Float64Array;
  /** [chunks × width × width] */
  readonly parts: Float64Array;
  /** Of each thread. */
  readonly spaces: readonly Float64Array[];
}

/** Improves factors of customers and products in place; what the products hold is the start. */
export async function alternate(
  known: Interactions,
  customers: Float64Array,
  products: Float64Array,
  options: AlsOptions,
  run: Run,
): Promise<void> {
  const { nFactors, iterations } = options;
  const width = 4 * Math.ceil(nFactors / 4);
  const nRows = known.nCustomers + known.nProducts;
  const pairBytes = 2 * known.products.length * 12 + (nRows + 2) * 4;
  const most = Math.max(known.nCustomers, known.nProducts);
  const nParts = countChunks(most, gramChunk(most)) * width * width;
  const bytes =
    pairBytes +
    nParts * 8 +
    (nRows * width + width * width + run.pool.threads * 3 * width) * 8 +
    64 * (12 + run.pool.threads);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const holders = byProduct(known);
    const ofCustomers = newSide(arena, known.offsets, known.products, known.weights, width);
    const ofProducts = newSide(arena, holders.offsets, holders.customers, holders.weights, width);
    widen(customers, ofCustomers.factors, nFactors, width);
    widen(products, ofProducts.factors, nFactors, width);
    const spaces = Array.from({ length: run.pool.threads }, () => arena.float64(3 * width));
    const [gram, parts] = [arena.float64(width * width), arena.float64(nParts)];
    const desk = { handle: arena.handle, width, gram, parts, spaces };
    for (let i = 0; i < iterations; i++) {
      await pause(run);
      run.progress(i, iterations, 'Matrix factorisation');
      await solve(ofCustomers, ofProducts.factors, desk, options, run);
      await solve(ofProducts, ofCustomers.factors, desk, options, run);
    }
    narrow(ofCustomers.factors, customers, nFactors, width);
    narrow(ofProducts.factors, products, nFactors, width);
  } finally {
    arena.release();
  }
}

function newSide(arena: Arena, offsets: Int32Array, codes: Int32Array, weights: Float64Array, width: number): Side {
  const side = {
    offsets: arena.int32(offsets.length),
    codes: arena.int32(codes.length),
    weights: arena.float64(weights.length),
    factors: arena.float64((offsets.length - 1) * width),
  };
  side.offsets.set(offsets);
  side.codes.set(codes);
  side.weights.set(weights);
  return side;
}

function widen(from: Float64Array, to: Float64Array, nFactors: number, width: number): void {
  to.fill(0);
  for (let i = 0; i < from.length; i++) to[Math.floor(i / nFactors) * width + (i % nFactors)] = from[i];
}

function narrow(from: Float64Array, to: Float64Array, nFactors: number, width: number): void {
  for (let i = 0; i < to.length; i++) to[i] = from[Math.floor(i / nFactors) * width + (i % nFactors)];
}

async function solve(side: Side, source: Float64Array, desk: Desk, options: AlsOptions, run: Run): Promise<void> {
  const { nFactors, ridge, alpha, solverSteps } = options;
  const { handle, width, gram, spaces } = desk;
  await gramOfFactors(source, desk, run);
  for (let f = 0; f < nFactors; f++) gram[f * width + f] += ridge;
  const { offsets, codes, weights, factors: target } = side;
  const queue = newChunkQueue(offsets.length - 1, CHUNK_SOLVE);
  const input = { handle, offsets, codes, weights, source, target, gram, width, alpha, steps: solverSteps, queue };
  await onEveryThread(run, 'recommend.alsRows', { ...input, space: spaces[0] }, undefined, thread => ({
    ...input,
    space: spaces[thread],
  }));
}

/** Products of all pairs of factors, chunk by chunk in order. */
async function gramOfFactors(source: Float64Array, { handle, width, gram, parts }: Desk, run: Run): Promise<void> {
  const nRows = source.length / width;
  const queue = newChunkQueue(nRows, gramChunk(nRows));
  await onEveryThread(run, 'recommend.alsGram', { handle, source, width, parts, queue });
  gram.fill(0);
  const used = countChunks(nRows, queue.chunkRows) * gram.length;
  for (let i = 0; i < used; i++) gram[i % gram.length] += parts[i];
}

/** Rows added up by one thread at a time: by their number alone, and never more than so many chunks. */
function gramChunk(nRows: number): number {
  return Math.max(CHUNK_GRAM, Math.ceil(nRows / MOST_CHUNKS));
}
