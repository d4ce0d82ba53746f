import type { OfferRule } from '#shared/offers/choices';
import { groupShares } from './coldStart.ts';
import type { InUse } from './layOffers.ts';
import type { Offered } from './Offered.ts';
import { pairAt, type KeptFactors, type KeptGroups, type KeptModel, type OffersPart } from './OffersPart.ts';
import type { FactorsModel } from './RecommenderModel.ts';

/**
 * What offers to other customers are made from. Vectors of customers, their names and their places are left out; of methods that ask other customers, what
 * these have stays.
 * Cost: O(products²).
 */
export function keepOffers({ base, offers, labels, segmentNames, result }: Offered, inUse: InUse): OffersPart {
  const { owned } = base;
  const { products, interactions, account } = owned;
  const { id, title, options } = base.methods.find(method => method.id === result.chosen)!;
  return {
    id,
    title,
    useWeights: offers.useWeights,
    products,
    model: keptModel(inUse, options),
    perCustomer: offers.perCustomer,
    excludeOwned: offers.excludeOwned,
    excluded: placesOf(products, offers.excludeProducts),
    rules: offers.rules.map(({ effect, products: named, test }: OfferRule) => ({
      effect,
      products: placesOf(products, named),
      test,
    })),
    customers: interactions.nCustomers,
    customersWithProducts: account.customersWithProducts,
    together: upperHalf(inUse.counts, products.length),
    groups: labels && keptGroups(),
  };

  function keptGroups(): KeptGroups {
    const { sizes, withProducts, holders } = groupShares(interactions, labels, segmentNames.length);
    return { segments: result.segments.map(segment => segment.id), sizes, withProducts, holders };
  }
}

function keptModel({ model }: InUse, options: Readonly<Record<string, unknown>>): KeptModel {
  if (model.kind === 'factors') return keptFactors(model, options);
  if (model.kind !== 'peers') return model;
  const { kind, nNeighbours, shrinkage, offsets, products, weights } = model;
  return { kind, nNeighbours, shrinkage, offsets, products, weights };
}

function keptFactors(
  { kind, nFactors, products, base }: FactorsModel,
  options: Readonly<Record<string, unknown>>,
): KeptFactors {
  const ridge = Number(options.ridge);
  const fold =
    options.alpha === undefined
      ? ({ by: 'ranking', ridge } as const)
      : ({ by: 'leastSquares', ridge, alpha: Number(options.alpha) } as const);
  return { kind, nFactors, products, base, fold };
}

function placesOf(products: readonly string[], named: readonly string[]): Int32Array {
  const places = new Map(products.map((product, p) => [product, p]));
  return Int32Array.from(new Set(named.map(product => places.get(product)!))).sort();
}

function upperHalf(counts: Float64Array, n: number): Uint32Array {
  const half = new Uint32Array((n * (n + 1)) / 2);
  for (let a = 0; a < n; a++) for (let b = a; b < n; b++) half[pairAt(n, a, b)] = counts[a * n + b];
  return half;
}
