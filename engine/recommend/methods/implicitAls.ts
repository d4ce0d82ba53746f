import { int, number } from '#shared/option';
import type { Run } from '../../jobs/Run.ts';
import { pause } from '../../jobs/pause.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { byProduct, type Interactions } from '../Interactions.ts';
import type { AlsRows } from './alsTasks.ts';

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
const CHUNK_GRAM = 1_024;
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

/** Improves factors of customers and products in place; what the products hold is the start. */
export async function alternate(
  known: Interactions,
  customers: Float64Array,
  products: Float64Array,
  options: AlsOptions,
  run: Run,
): Promise<void> {
  const holders = byProduct(known);
  const ofCustomers = { offsets: known.offsets, codes: known.products, weights: known.weights };
  const ofProducts = { offsets: holders.offsets, codes: holders.customers, weights: holders.weights };
  for (let i = 0; i < options.iterations; i++) {
    await pause(run);
    run.progress(i, options.iterations, 'Matrix factorisation');
    await solve({ ...ofCustomers, source: products, target: customers }, options, run);
    await solve({ ...ofProducts, source: customers, target: products }, options, run);
  }
}

async function solve(
  pairs: Pick<AlsRows, 'offsets' | 'codes' | 'weights' | 'source' | 'target'>,
  { nFactors, ridge, alpha, solverSteps }: AlsOptions,
  run: Run,
): Promise<void> {
  const gram = await gramOfFactors(pairs.source, nFactors, run);
  for (let f = 0; f < nFactors; f++) gram[f * nFactors + f] += ridge;
  const queue = newChunkQueue(pairs.offsets.length - 1, CHUNK_SOLVE);
  await onEveryThread(run, 'recommend.alsRows', { ...pairs, gram, nFactors, alpha, steps: solverSteps, queue });
}

/** [nFactors × nFactors] products of all pairs of factors, chunk by chunk in order. */
async function gramOfFactors(source: Float64Array, nFactors: number, run: Run): Promise<Float64Array> {
  const queue = newChunkQueue(source.length / nFactors, CHUNK_GRAM);
  const nChunks = Math.ceil(queue.nRows / CHUNK_GRAM);
  const parts = sharedFloat64(nChunks * nFactors * nFactors);
  await onEveryThread(run, 'recommend.alsGram', { source, nFactors, parts, queue });
  const gram = sharedFloat64(nFactors * nFactors);
  for (let i = 0; i < parts.length; i++) gram[i % gram.length] += parts[i];
  return gram;
}
