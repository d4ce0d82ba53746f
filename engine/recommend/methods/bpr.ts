import { int, number } from '#shared/option';
import { pause } from '../../jobs/pause.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { defineRecommender } from '../defineRecommender.ts';

const START_SPREAD = 0.1;

/**
 * Bayesian personalised ranking: factors are learned so that what a customer has stands before what he has not, by stochastic gradient over drawn
 * triples of a customer, a product that he has and one that he has not. One thread, epoch after epoch, so that the order is always the same.
 * Cost of an epoch: O(pairs · factors). Source: Rendle et al. (2009), arXiv:1205.2618.
 */
export const bpr = defineRecommender({
  id: 'bpr',
  title: 'Pairwise ranking (BPR)',
  help: 'Learns to put what a customer has before what the customer has not. Another way to hidden tastes, slower than ALS and best with many rows.',
  sources: ['rendle2009'],
  options: {
    nFactors: int({
      title: 'Factors',
      help: 'Numbers that describe each customer and each product.',
      min: 1,
      max: 256,
      default: 32,
    }),
    epochs: int({
      title: 'Epochs',
      help: 'How often as many triples are drawn as there are pairs of customer and product.',
      min: 1,
      max: 500,
      default: 40,
    }),
    learningRate: number({ title: 'Learning rate', help: 'Length of a step.', min: 0.0001, max: 1, default: 0.05 }),
    ridge: number({ title: 'Ridge', help: 'How strongly factors are held small.', min: 0, max: 10, default: 0.02 }),
  },
  fit: async ({ known }, { nFactors, epochs, learningRate, ridge }, run) => {
    const customers = sharedFloat64(known.nCustomers * nFactors);
    const products = sharedFloat64(known.nProducts * nFactors);
    const base = sharedFloat64(known.nProducts);
    const { normal } = run.stream('offers.bpr.start');
    const spread = START_SPREAD / Math.sqrt(nFactors);
    for (let i = 0; i < customers.length; i++) customers[i] = spread * normal();
    for (let i = 0; i < products.length; i++) products[i] = spread * normal();
    const owners = sharedInt32(known.products.length);
    for (let c = 0; c < known.nCustomers; c++) owners.fill(c, known.offsets[c], known.offsets[c + 1]);
    for (let epoch = 0; epoch < epochs; epoch++) {
      await pause(run);
      run.progress(epoch, epochs, 'Pairwise ranking');
      const input = { known, owners, customers, products, base, nFactors, learningRate, ridge, seed: run.seed, epoch };
      await run.pool.map('recommend.bprEpoch', [input], run.signal);
    }
    return { model: { kind: 'factors', nFactors, customers, products, base }, notes: [] };
  },
});
