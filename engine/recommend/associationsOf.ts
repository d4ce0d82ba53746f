import type { AssociationRule } from '#shared/offers/result';
import { wilsonInterval } from '../shareIntervals.ts';
import { note, type Note } from '#shared/notes';
import { holdersOf } from './Interactions.ts';
import type { Owned } from './Owned.ts';

const MOST_RULES = 100;
/** Rules listed rest on at least so many customers who have both. */
const FEWEST = 5;

/**
 * The strongest rules "who has X also has Y" over all customers with products: those whose lift is certainly above 1, by the lower end of its interval.
 * @param counts [nProducts × nProducts] customers who have both
 */
export function associationsOf(
  { interactions, products, account }: Pick<Owned, 'interactions' | 'products' | 'account'>,
  counts: Float64Array,
): AssociationRule[] {
  const nProducts = products.length;
  const holders = holdersOf(interactions);
  const n = account.customersWithProducts;
  const found: { from: number; to: number; low: number }[] = [];
  for (let from = 0; from < nProducts; from++) {
    for (let to = 0; to < nProducts; to++) {
      const both = counts[from * nProducts + to];
      if (from === to || both < FEWEST) continue;
      const low = wilsonInterval(both, holders[from]).low / (holders[to] / n);
      if (low > 1) found.push({ from, to, low });
    }
  }
  found.sort((a, b) => b.low - a.low || a.from - b.from || a.to - b.to);
  return found.slice(0, MOST_RULES).map(({ from, to }) => {
    const both = counts[from * nProducts + to];
    const confidence = { value: both / holders[from], ...wilsonInterval(both, holders[from]), n: holders[from] };
    const share = holders[to] / n;
    const { value, low, high } = confidence;
    return {
      from: products[from],
      to: products[to],
      n: both,
      nFrom: holders[from],
      support: { value: both / n, ...wilsonInterval(both, n), n },
      confidence,
      lift: { value: value / share, low: low / share, high: high / share, n: holders[from] },
    };
  });
}

/** Of two products with nearly the same holders each gives the other away. */
const SAME = 0.98;

/** Pairs of products that are held by nearly the same customers, as a note; nothing where there are none. */
export function sameProducts(
  { interactions, products }: Pick<Owned, 'interactions' | 'products'>,
  counts: Float64Array,
): Note[] {
  const holders = holdersOf(interactions);
  const n = products.length;
  let [pairs, first, second] = [0, -1, -1];
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const both = counts[a * n + b];
      if (both < FEWEST || both < SAME * (holders[a] + holders[b] - both)) continue;
      if (pairs === 0 || holders[a] > holders[first]) [first, second] = [a, b];
      pairs++;
    }
  }
  return pairs === 0 ? [] : [note('offers.sameProducts', { pairs, first: products[first], second: products[second] })];
}
