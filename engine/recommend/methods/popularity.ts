import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { holdersOf } from '../Interactions.ts';

/** What most have is offered first to everybody: what any other method has to beat. Cost: O(pairs). */
export const popularity = defineRecommender({
  id: 'popularity',
  title: 'Popularity',
  help: 'Offers everybody what most have. It knows nothing about a customer and is what every other method has to beat.',
  sources: [],
  options: {},
  fit: async ({ known }) => {
    const scores = sharedFloat64(known.nProducts);
    scores.set(holdersOf(known));
    return { model: { kind: 'fixed', scores }, notes: [] };
  },
});
