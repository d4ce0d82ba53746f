import { formatCount, formatPercent } from '#shared/format';
import { wilsonInterval } from '../shareIntervals.ts';
import { coldGroup, groupShares, type GroupShares } from './coldStart.ts';
import { holdersOf, type Interactions } from './Interactions.ts';
import type { Offered } from './Offered.ts';

/** What reasons are told from, for one set of offers. */
export interface OfferReasons {
  /** @param product offered to the customer */
  reason(customer: number, product: number): string;
}
/** What is known of products and of how they go together. */
export interface ReasonParts {
  /** Who has what, of the customers that are asked about. */
  readonly interactions: Pick<Interactions, 'offsets' | 'products' | 'nProducts'>;
  readonly products: readonly string[];
  /** [nProducts] customers of the book who have each, and those who have any. */
  readonly holders: ArrayLike<number>;
  readonly nAll: number;
  /** Customers of the book who have both. */
  both(a: number, b: number): number;
  readonly ofGroup: GroupShares;
  readonly ofBook: GroupShares;
  readonly segmentNames: readonly string[];
}

/** @param counts see `gramOf`, each pair counting once */
export function offerReasons({ base: { owned }, labels, segmentNames }: Offered, counts: Float64Array): OfferReasons {
  const { interactions, products, account } = owned;
  return tellReasons({
    interactions,
    products,
    holders: holdersOf(interactions),
    nAll: account.customersWithProducts,
    both: (a, b) => counts[a * interactions.nProducts + b],
    ofGroup: groupShares(interactions, labels, segmentNames.length),
    ofBook: groupShares(interactions, null, 1),
    segmentNames,
  });
}

/**
 * Why a product may fit a customer, in numbers that anyone can check: of what he has, the product whose holders have it most surely more often than
 * all (by the lower end of the interval of their share); else how common it is.
 */
export function tellReasons(parts: ReasonParts): OfferReasons {
  const { interactions, products, holders, nAll, both } = parts;
  const { offsets } = interactions;
  const common = (product: number) =>
    `${formatPercent(holders[product] / nAll, 0)} of all customers with products have it, n = ${formatCount(nAll)}`;
  return {
    reason: (customer, product) => {
      if (offsets[customer] === offsets[customer + 1]) return coldReason(customer, product, parts);
      const best = bestPartner(customer, product);
      if (best < 0) return common(product);
      const share = formatPercent(both(best, product) / holders[best], 0);
      const base = formatPercent(holders[product] / nAll, 0);
      return `Holders of ${products[best]} who also have it: ${share}, n = ${formatCount(holders[best])}; of all ${base}`;
    },
  };

  function bestPartner(customer: number, product: number): number {
    let [best, most] = [-1, holders[product] / nAll];
    for (let i = offsets[customer]; i < offsets[customer + 1]; i++) {
      const own = interactions.products[i];
      if (own === product) continue;
      const { low } = wilsonInterval(both(own, product), holders[own]);
      if (low > most) [best, most] = [own, low];
    }
    return best;
  }
}

function coldReason(
  customer: number,
  product: number,
  { ofGroup, ofBook, segmentNames, interactions: { nProducts } }: ReasonParts,
): string {
  const { shares, group } = coldGroup(customer, ofGroup, ofBook);
  const share = formatPercent(shares.holders[group * nProducts + product] / shares.sizes[group], 0);
  const who = shares === ofGroup && shares.labels ? `segment ${segmentNames[group]}` : 'all customers';
  return `No product yet: ${share} of ${who} have it, n = ${formatCount(shares.sizes[group])}`;
}
