import { int, number } from '#shared/option';
import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { newCrew } from '../../workers/crew.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { byProduct, type Interactions } from '../Interactions.ts';
import { N_ORDERS, nChunksOf, type AlsInput, type AlsSide } from './alsTask.ts';

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
    default: 2,
  }),
} as const;

const START_SPREAD = 0.01;

/**
 * Implicit matrix factorisation by alternating least squares: having a product is 1 with confidence 1 + α·weight, not having it 0 with confidence 1;
 * customers are solved given products, then products given customers, each by conjugate gradients from where it was, preconditioned by what all rows share.
 * Cost of an iteration: O(steps · pairs · factors + (customers + products) · factors² + factors³).
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
  const { uniform } = run.stream('offers.als');
  for (let i = 0; i < factors.length; i++) factors[i] = START_SPREAD * (uniform() - 0.5);
  return factors;
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
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(
    bytesFor(known, width, run.pool.threads),
  );
  try {
    const holders = byProduct(known);
    const ofCustomers = newSide(arena, known.offsets, known.products, known.weights, width);
    const ofProducts = newSide(arena, holders.offsets, holders.customers, holders.weights, width);
    widen(customers, ofCustomers.factors, nFactors, width);
    widen(products, ofProducts.factors, nFactors, width);
    const desk = newDesk(arena, known, width);
    const spaces = Array.from({ length: run.pool.threads }, () => arena.float64(4 * width + 4));
    const input = {
      ...desk,
      ...options,
      sides: [ofCustomers, ofProducts] as const,
      queue: newChunkQueue(iterations * run.pool.threads, 1),
    };
    await onEveryThread<AlsInput>(
      run,
      'recommend.als',
      { ...input, space: spaces[0] },
      'Matrix factorisation',
      thread => ({
        ...input,
        space: spaces[thread],
      }),
    );
    narrow(ofCustomers.factors, customers, nFactors, width);
    narrow(ofProducts.factors, products, nFactors, width);
  } finally {
    arena.release();
  }
}

/** Bytes of all that `alternate` lays out in the arena, each piece on a boundary of its own. */
function bytesFor({ nCustomers, nProducts, products }: Interactions, width: number, threads: number): number {
  const most = Math.max(nCustomers, nProducts);
  const squares = (4 + nParts(nCustomers, nProducts)) * width * width;
  const rows = nCustomers + nProducts;
  const numbers = squares + (rows + most + 4 * threads) * width + 4 * threads + 2 * products.length;
  return numbers * 8 + (2 * products.length + rows + 2 + N_ORDERS) * 4 + 64 * (16 + threads);
}

function newDesk(
  arena: Arena,
  { nCustomers, nProducts }: Interactions,
  width: number,
): Pick<AlsInput, 'handle' | 'crew' | 'orders' | 'width' | 'gram' | 'basis' | 'parts' | 'turned'> {
  const square = () => arena.float64(width * width);
  return {
    handle: arena.handle,
    crew: newCrew(),
    orders: arena.int32(N_ORDERS),
    width,
    gram: square(),
    basis: { down: square(), forth: square(), back: square() },
    parts: arena.float64(nParts(nCustomers, nProducts) * width * width),
    turned: arena.float64(Math.max(nCustomers, nProducts) * width),
  };
}

function nParts(nCustomers: number, nProducts: number): number {
  return Math.max(nChunksOf(nCustomers), nChunksOf(nProducts));
}

function newSide(arena: Arena, offsets: Int32Array, codes: Int32Array, weights: Float64Array, width: number): AlsSide {
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
