import { formatCount, formatPercent } from '#shared/format';
import { wilsonInterval } from '../shareIntervals.ts';
import { coldGroup, groupShares, type GroupShares } from './coldStart.ts';
import { holdersOf } from './Interactions.ts';
import type { Offered } from './Offered.ts';

/** What reasons are told from, for one set of offers. */
export interface OfferReasons {
  /** @param product offered to the customer */
  reason(customer: number, product: number): string;
}

/**
 * Why a product may fit a customer, in numbers that anyone can check: of what he has, the product whose holders have it most surely more often than
 * all (by the lower end of the interval of their share); else how common it is.
 * @param counts see `gramOf`, each pair counting once
 */
export function offerReasons({ base: { owned }, labels, segmentNames }: Offered, counts: Float64Array): OfferReasons {
  const { interactions, products, account } = owned;
  const holders = holdersOf(interactions);
  const { nProducts, offsets } = interactions;
  const nAll = account.customersWithProducts;
  const shares = {
    ofGroup: groupShares(interactions, labels, segmentNames.length),
    ofBook: groupShares(interactions, null, 1),
  };
  const common = (product: number) =>
    `${formatPercent(holders[product] / nAll, 0)} of all customers with products have it, n = ${formatCount(nAll)}`;
  return {
    reason: (customer, product) => {
      if (offsets[customer] === offsets[customer + 1])
        return coldReason(customer, product, nProducts, shares, segmentNames);
      const best = bestPartner(customer, product);
      if (best < 0) return common(product);
      const both = counts[best * nProducts + product];
      const share = formatPercent(both / holders[best], 0);
      const base = formatPercent(holders[product] / nAll, 0);
      return `Holders of ${products[best]} who also have it: ${share}, n = ${formatCount(holders[best])}; of all ${base}`;
    },
  };

  function bestPartner(customer: number, product: number): number {
    let [best, most] = [-1, holders[product] / nAll];
    for (let i = offsets[customer]; i < offsets[customer + 1]; i++) {
      const own = interactions.products[i];
      if (own === product) continue;
      const { low } = wilsonInterval(counts[own * nProducts + product], holders[own]);
      if (low > most) [best, most] = [own, low];
    }
    return best;
  }
}

function coldReason(
  customer: number,
  product: number,
  nProducts: number,
  { ofGroup, ofBook }: { ofGroup: GroupShares; ofBook: GroupShares },
  names: readonly string[],
): string {
  const { shares, group } = coldGroup(customer, ofGroup, ofBook);
  const share = formatPercent(shares.holders[group * nProducts + product] / shares.sizes[group], 0);
  const who = shares === ofGroup && shares.labels ? `segment ${names[group]}` : 'all customers';
  return `No product yet: ${share} of ${who} have it, n = ${formatCount(shares.sizes[group])}`;
}
