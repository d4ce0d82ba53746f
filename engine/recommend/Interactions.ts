import { sharedFloat64, sharedInt32 } from '../table/Matrix.ts';

/** Who has what, each pair of customer and product once, customer by customer; arrays are shared between threads. */
export interface Interactions {
  readonly nCustomers: number;
  readonly nProducts: number;
  /** [nCustomers + 1]: customer c has products[offsets[c]] … products[offsets[c + 1] - 1], ascending. */
  readonly offsets: Int32Array;
  readonly products: Int32Array;
  /** [n], above zero: how much each pair counts. */
  readonly weights: Float64Array;
  /** [n] days since 1970-01-01 of the first row of a pair, NaN where it is not known; null without times. */
  readonly times: Float64Array | null;
}
/** The same product by product. */
export interface ByProduct {
  /** [nProducts + 1] */
  readonly offsets: Int32Array;
  /** Ascending within a product. */
  readonly customers: Int32Array;
  readonly weights: Float64Array;
}
/** Rows as they were read: parallel arrays. */
export interface InteractionRows {
  readonly customers: Int32Array;
  readonly products: Int32Array;
  readonly weights: Float64Array;
  readonly times: Float64Array | null;
}

/**
 * Pairs of rows: weights of repeated rows are added up, and the first time counts.
 * @param rows customers in [0, nCustomers), products in [0, nProducts)
 * Cost: O(rows + customers + products).
 */
export function buildInteractions(rows: InteractionRows, nCustomers: number, nProducts: number): Interactions {
  const order = sortedByPair(rows, nCustomers, nProducts);
  const offsets = sharedInt32(nCustomers + 1);
  let n = 0;
  const first = new Int32Array(order.length);
  order.forEach((row, i) => {
    const before = order[i - 1];
    const isNew =
      i === 0 || rows.customers[before] !== rows.customers[row] || rows.products[before] !== rows.products[row];
    if (isNew) {
      n++;
      offsets[rows.customers[row] + 1]++;
    }
    first[i] = n - 1;
  });
  for (let c = 0; c < nCustomers; c++) offsets[c + 1] += offsets[c];
  const products = sharedInt32(n);
  const weights = sharedFloat64(n);
  const times = rows.times && sharedFloat64(n).fill(Number.NaN);
  order.forEach((row, i) => {
    const pair = first[i];
    products[pair] = rows.products[row];
    weights[pair] += rows.weights[row];
    if (times && !(times[pair] <= rows.times![row])) times[pair] = rows.times![row];
  });
  return { nCustomers, nProducts, offsets, products, weights, times };
}

/** Row numbers by customer and product, equal pairs in the order of the rows: counted twice, no comparing. */
function sortedByPair({ customers, products }: InteractionRows, nCustomers: number, nProducts: number): Int32Array {
  const byProduct = countingOrder(products, nProducts, null);
  return countingOrder(customers, nCustomers, byProduct);
}

function countingOrder(keys: Int32Array, nKeys: number, before: Int32Array | null): Int32Array {
  const next = new Int32Array(nKeys + 1);
  for (const key of keys) next[key + 1]++;
  for (let key = 0; key < nKeys; key++) next[key + 1] += next[key];
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const row = before ? before[i] : i;
    order[next[keys[row]]++] = row;
  }
  return order;
}

/** Cost: O(pairs + products). */
export function byProduct({ nCustomers, nProducts, offsets, products, weights }: Interactions): ByProduct {
  const starts = sharedInt32(nProducts + 1);
  for (const product of products) starts[product + 1]++;
  for (let p = 0; p < nProducts; p++) starts[p + 1] += starts[p];
  const next = starts.slice();
  const customers = sharedInt32(products.length);
  const own = sharedFloat64(products.length);
  for (let c = 0; c < nCustomers; c++) {
    for (let i = offsets[c]; i < offsets[c + 1]; i++) {
      const at = next[products[i]]++;
      customers[at] = c;
      own[at] = weights[i];
    }
  }
  return { offsets: starts, customers, weights: own };
}

/** The pairs that are chosen. @param isTaken by place in `products` */
export function pickPairs(all: Interactions, isTaken: (pair: number) => boolean): Interactions {
  const offsets = sharedInt32(all.nCustomers + 1);
  const taken: number[] = [];
  for (let c = 0; c < all.nCustomers; c++) {
    for (let i = all.offsets[c]; i < all.offsets[c + 1]; i++) if (isTaken(i)) taken.push(i);
    offsets[c + 1] = taken.length;
  }
  const products = sharedInt32(taken.length);
  const weights = sharedFloat64(taken.length);
  const times = all.times && sharedFloat64(taken.length);
  taken.forEach((pair, i) => {
    products[i] = all.products[pair];
    weights[i] = all.weights[pair];
    if (times) times[i] = all.times![pair];
  });
  return { ...all, offsets, products, weights, times };
}

/** The same pairs, each counting once. */
export function asOnes(all: Interactions): Interactions {
  return { ...all, weights: sharedFloat64(all.products.length).fill(1) };
}

/** [nProducts]: customers who have each. */
export function holdersOf({ nProducts, products }: Interactions): Int32Array {
  const holders = sharedInt32(nProducts);
  for (const product of products) holders[product]++;
  return holders;
}

/** Whether a customer has a product. */
export function has({ offsets, products }: Interactions, customer: number, product: number): boolean {
  let low = offsets[customer];
  let high = offsets[customer + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (products[middle] < product) low = middle + 1;
    else high = middle;
  }
  return low < offsets[customer + 1] && products[low] === product;
}
