import { int, number } from '#shared/option';
import { pause } from '../../jobs/pause.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { TopList } from '../TopList.ts';
import { linksFrom } from './linksFrom.ts';

/** Products between two looks at whether someone wants to stop. */
const PRODUCTS_AT_ONCE = 64;

/**
 * Item-item neighbours: a product is scored by what a customer has among the products nearest to it, by the shrunk cosine
 * Σ wᵢwⱼ / (|i| |j| + shrinkage). Cost: O(Σ products of a customer² + products² log k).
 * Source: Sarwar et al. (2001), doi:10.1145/371920.372071.
 */
export const itemNeighbours = defineRecommender({
  id: 'itemNeighbours',
  title: 'Similar products',
  help: 'Offers what the holders of the same products also have, by the cosine between products. Quick, and every offer has a plain reason.',
  sources: ['sarwar2001'],
  options: {
    nNeighbours: int({
      title: 'Neighbours of a product',
      help: 'How many of the nearest products speak for one. More smooth the answer, fewer keep to the closest.',
      min: 1,
      max: 4_000,
      default: 200,
    }),
    shrinkage: number({
      title: 'Shrinkage',
      help: 'Takes weight from similarities that rest on few customers; 0 takes none.',
      unit: 'customers',
      min: 0,
      max: 10_000,
      default: 20,
    }),
  },
  fit: async ({ known, gram: gramOnce }, { nNeighbours, shrinkage }, run) => {
    const { nProducts } = known;
    const gram = await gramOnce();
    const lengths = Float64Array.from({ length: nProducts }, (_none, p) => Math.sqrt(gram[p * nProducts + p]));
    const best = new TopList(Math.min(nNeighbours, nProducts));
    const items = new Int32Array(nProducts);
    const values = new Float64Array(nProducts);
    const found = { from: [] as number[], to: [] as number[], values: [] as number[] };
    for (let to = 0; to < nProducts; to++) {
      if (to % PRODUCTS_AT_ONCE === 0) await pause(run);
      best.clear();
      for (let from = 0; from < nProducts; from++) {
        const both = gram[to * nProducts + from];
        if (from !== to && both > 0) best.offer(from, both / (lengths[from] * lengths[to] + shrinkage));
      }
      const n = best.take(items, values, 0);
      for (let i = 0; i < n; i++) {
        found.from.push(items[i]);
        found.to.push(to);
        found.values.push(values[i]);
      }
    }
    return { model: { kind: 'links', joins: 'sum', base: null, ...linksFrom(found, nProducts) }, notes: [] };
  },
});
