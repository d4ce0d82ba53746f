import type { Note } from '#shared/notes';
import { int, number } from '#shared/option';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { defineRecommender } from '../defineRecommender.ts';
import { byProduct, type Interactions } from '../Interactions.ts';

/** Customers that can be neighbours; of more, so many are drawn. */
const MOST_PEERS = 5_000;

/**
 * User-user neighbours: the customers most like one, by the shrunk cosine of what they have, speak for what else they have.
 * Cost of scoring: O(Σ holders of what a customer has), at most 5,000 each. Source: Herlocker et al. (1999), doi:10.1145/312624.312682.
 */
export const userNeighbours = defineRecommender({
  id: 'userNeighbours',
  title: 'Similar customers',
  help: 'Offers what the customers with the most similar products have. Catches tastes that no pair of products shows; slower for large books.',
  sources: ['herlocker1999'],
  options: {
    nNeighbours: int({
      title: 'Neighbours of a customer',
      help: 'How many of the most similar customers speak for what they have.',
      min: 1,
      max: 5_000,
      default: 100,
    }),
    shrinkage: number({
      title: 'Shrinkage',
      help: 'Takes weight from similarities that rest on few products; 0 takes none.',
      unit: 'products',
      min: 0,
      max: 10_000,
      default: 10,
    }),
  },
  fit: async ({ known }, { nNeighbours, shrinkage }, run) => {
    const withProducts = Int32Array.from(
      Array.from({ length: known.nCustomers }, (_none, c) => c).filter(c => known.offsets[c] < known.offsets[c + 1]),
    );
    const isDrawn = withProducts.length > MOST_PEERS;
    const drawn = isDrawn
      ? run.stream('offers.peers').sample(withProducts.length, MOST_PEERS)
      : withProducts.map((_c, i) => i);
    const peers = sharedInt32(drawn.length);
    drawn.forEach((at, i) => (peers[i] = withProducts[at]));
    const own = rowsOf(known, peers);
    const holders = byProduct(own);
    const lengths = sharedFloat64(peers.length);
    for (let i = 0; i < peers.length; i++) {
      let squares = 0;
      for (let at = own.offsets[i]; at < own.offsets[i + 1]; at++) squares += own.weights[at] * own.weights[at];
      lengths[i] = Math.sqrt(squares);
    }
    const notes: Note[] = isDrawn
      ? [{ code: 'offers.sampledPeers', args: { n: MOST_PEERS, of: withProducts.length, seed: run.seed } }]
      : [];
    return {
      model: {
        kind: 'peers',
        nNeighbours,
        shrinkage,
        peers,
        offsets: own.offsets,
        products: own.products,
        weights: own.weights,
        lengths,
        holderOffsets: holders.offsets,
        holders: holders.customers,
        holderWeights: holders.weights,
      },
      notes,
    };
  },
});

function rowsOf(all: Interactions, rows: Int32Array): Interactions {
  const offsets = sharedInt32(rows.length + 1);
  rows.forEach((c, i) => (offsets[i + 1] = offsets[i] + all.offsets[c + 1] - all.offsets[c]));
  const products = sharedInt32(offsets[rows.length]);
  const weights = sharedFloat64(offsets[rows.length]);
  rows.forEach((c, i) => {
    products.set(all.products.subarray(all.offsets[c], all.offsets[c + 1]), offsets[i]);
    weights.set(all.weights.subarray(all.offsets[c], all.offsets[c + 1]), offsets[i]);
  });
  return { ...all, nCustomers: rows.length, offsets, products, weights, times: null };
}
