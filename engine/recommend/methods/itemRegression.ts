import { AppError } from '#shared/errors';
import { number } from '#shared/option';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { invertDefinite } from './invertDefinite.ts';

/** Products whose matrix is inverted in bearable time. */
export const MOST_REGRESSED = 3_000;

/**
 * Item regression (EASE): what a customer has is regressed on what else he has, all products at once, in closed form: B = I − P / diag(P) with
 * P = (XᵀX + λI)⁻¹, whose diagonal is 0. Cost: O(products³) time, O(products²) memory. Source: Steck (2019), doi:10.1145/3308558.3313710.
 * @throws AppError `offers.tooManyProducts`
 */
export const itemRegression = defineRecommender({
  id: 'itemRegression',
  title: 'Product regression',
  help: 'Learns how much each product speaks for each other one when all the others are known. Often the best; costs more the more products there are.',
  sources: ['steck2019'],
  options: {
    ridge: number({
      title: 'Ridge',
      help: 'How strongly weights are held small. More is smoother; less follows rare products closer.',
      unit: 'customers',
      min: 0.001,
      max: 1_000_000,
      default: 400,
    }),
  },
  fit: async ({ known: { nProducts }, gram: gramOnce }, { ridge }, run) => {
    if (nProducts > MOST_REGRESSED)
      throw new AppError('offers.tooManyProducts', {
        method: 'Product regression',
        most: MOST_REGRESSED,
        got: nProducts,
      });
    const values = sharedFloat64(nProducts * nProducts);
    values.set(await gramOnce());
    for (let p = 0; p < nProducts; p++) values[p * nProducts + p] += ridge;
    await invertDefinite(values, nProducts, run);
    const diagonal = Float64Array.from({ length: nProducts }, (_none, p) => values[p * nProducts + p]);
    for (let from = 0; from < nProducts; from++) {
      for (let to = 0; to < nProducts; to++) values[from * nProducts + to] /= -diagonal[to];
      values[from * nProducts + from] = 0;
    }
    return { model: { kind: 'dense', values }, notes: [] };
  },
});
