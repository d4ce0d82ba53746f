import { sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import type { Interactions } from './Interactions.ts';
import { openProducts, type Blocks, type TopOffers } from './topOffers.ts';
import { TopList } from './TopList.ts';

/** How often each group has each product. */
export interface GroupShares {
  /** [nCustomers], 0-based group, -1 for none; null puts all into one. */
  readonly labels: Int32Array | null;
  readonly nGroups: number;
  /** [nGroups × nProducts] */
  readonly holders: Float64Array;
  /** [nGroups] customers, and those among them who have anything. */
  readonly sizes: Int32Array;
  readonly withProducts: Int32Array;
}

export function groupShares(all: Interactions, labels: Int32Array | null, nGroups: number): GroupShares {
  const { nProducts, nCustomers, offsets, products } = all;
  const n = labels ? nGroups : 1;
  const shares = {
    labels,
    nGroups: n,
    holders: sharedFloat64(n * nProducts),
    sizes: sharedInt32(n),
    withProducts: sharedInt32(n),
  };
  for (let c = 0; c < nCustomers; c++) {
    const group = labels ? labels[c] : 0;
    if (group < 0) continue;
    shares.sizes[group]++;
    if (offsets[c] < offsets[c + 1]) shares.withProducts[group]++;
    for (let i = offsets[c]; i < offsets[c + 1]; i++) shares.holders[group * nProducts + products[i]]++;
  }
  return shares;
}

/**
 * Offers for customers without any product: what is most common in their group, or in the book where nobody of the group has anything.
 * @param lists written for those customers; the score is the share of the group who have the product
 */
export function fillCold(
  all: Interactions,
  { ofGroup, ofBook }: { ofGroup: GroupShares; ofBook: GroupShares },
  blocks: Blocks,
  lists: TopOffers,
) {
  const { nProducts, offsets } = all;
  const best = new TopList(lists.nEach);
  const isOpen = new Uint8Array(nProducts);
  for (let c = 0; c < all.nCustomers; c++) {
    if (offsets[c] < offsets[c + 1]) continue;
    const { shares, group } = coldGroup(c, ofGroup, ofBook);
    openProducts(blocks, all, c, isOpen);
    best.clear();
    for (let p = 0; p < nProducts; p++) {
      const holders = shares.holders[group * nProducts + p];
      if (isOpen[p] === 1 && holders > 0) best.offer(p, holders / shares.sizes[group]);
    }
    best.take(lists.products, lists.scores, c * lists.nEach);
  }
}

/** The group whose products a customer without any is offered. */
export function coldGroup(
  customer: number,
  ofGroup: GroupShares,
  ofBook: GroupShares,
): { shares: GroupShares; group: number } {
  const group = ofGroup.labels ? ofGroup.labels[customer] : 0;
  return group >= 0 && ofGroup.withProducts[group] > 0 ? { shares: ofGroup, group } : { shares: ofBook, group: 0 };
}
