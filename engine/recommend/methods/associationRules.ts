import { int, number } from '#shared/option';
import { pause } from '../../jobs/pause.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { holdersOf } from '../Interactions.ts';
import { linksFrom } from './linksFrom.ts';

/** What decides between products of equal confidence: far below any difference of two confidences. */
const TIE = 1e-9;

/**
 * Association rules between two products, "who has X also has Y": what a customer has offers by the most confident rule it starts. Cost: O(products²)
 * after counting. Source: Agrawal, Imieliński & Swami (1993), doi:10.1145/170036.170072.
 */
export const associationRules = defineRecommender({
  id: 'associationRules',
  title: 'Association rules',
  help: 'Offers by the most confident rule "who has X also has Y". Every offer is a sentence that anyone can check.',
  sources: ['agrawal1993'],
  options: {
    minCustomers: int({
      title: 'Customers of a rule',
      help: 'A rule counts only where at least so many customers have both products.',
      min: 1,
      max: 1_000_000,
      default: 10,
    }),
    minLift: number({
      title: 'Lift of a rule',
      help: 'A rule counts only where holders of X have Y at least so many times as often as all.',
      min: 0,
      max: 1_000,
      default: 1,
    }),
  },
  fit: async ({ known, counts }, { minCustomers, minLift }, run) => {
    const { nProducts } = known;
    const together = await counts();
    const holders = holdersOf(known);
    const nWithProducts = known.offsets.slice(1).filter((end, c) => end > known.offsets[c]).length;
    const found = { from: [] as number[], to: [] as number[], values: [] as number[] };
    for (let from = 0; from < nProducts; from++) {
      if (from % 64 === 0) await pause(run);
      for (let to = 0; to < nProducts; to++) {
        const both = together[from * nProducts + to];
        if (from === to || both < minCustomers) continue;
        const confidence = both / holders[from];
        if ((confidence * nWithProducts) / holders[to] < minLift) continue;
        found.from.push(from);
        found.to.push(to);
        found.values.push(confidence);
      }
    }
    const base = sharedFloat64(nProducts);
    for (let p = 0; p < nProducts; p++) base[p] = (TIE * holders[p]) / Math.max(1, nWithProducts);
    return { model: { kind: 'links', joins: 'best', base, ...linksFrom(found, nProducts) }, notes: [] };
  },
});
