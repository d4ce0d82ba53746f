import type { PairedDifference, RecommenderEvaluation } from '#shared/offers/result';
import type { Measure } from '#shared/scoring/evaluation';
import { studentT975 } from '../explain/intervals.ts';
import { NORMAL_975, wilsonInterval } from '../shareIntervals.ts';
import { holdersOf, type Interactions } from './Interactions.ts';
import type { TopOffers } from './topOffers.ts';

/** What the lists for each evaluated customer are worth. */
export interface Judged {
  readonly evaluation: RecommenderEvaluation;
  /** [rows], NDCG of each customer, for comparing methods on the same ones. */
  readonly ndcg: Float64Array;
}
/** What should have been found: the held-back pairs that count. */
export interface Relevant {
  /** Customers with something to be found and something known before, ascending. */
  readonly rows: Int32Array;
  readonly test: Interactions;
  readonly train: Interactions;
}

/**
 * Customers with something to be found and something known before.
 * @param test the held-back pairs that count
 */
export function relevantOf(train: Interactions, test: Interactions): Relevant {
  const all = Array.from({ length: train.nCustomers }, (_none, c) => c);
  const hasAny = ({ offsets }: Interactions, c: number) => offsets[c] < offsets[c + 1];
  return { rows: Int32Array.from(all.filter(c => hasAny(train, c) && hasAny(test, c))), test, train };
}

/**
 * Figures at the length of the lists, as means over customers with 95 % intervals by Student's t (hit rate: Wilson's; coverage: by the jackknife over
 * customers). Precision divides by the length; NDCG has gain 1 and discount log₂(1 + rank), and is 1 where everything that could be found stands first;
 * average precision divides by the smaller of the length and what was to be found.
 * @param lists for `relevant.rows`, in their order
 * Cost: O(customers × length). Source: Järvelin & Kekäläinen (2002), doi:10.1145/582415.582418, for NDCG.
 */
export function judgeLists(lists: TopOffers, { rows, test, train }: Relevant): Judged {
  const n = rows.length;
  const { nEach } = lists;
  const figures = {
    precision: new Float64Array(n),
    recall: new Float64Array(n),
    ndcg: new Float64Array(n),
    map: new Float64Array(n),
    novelty: new Float64Array(n),
  };
  const surprise = surpriseOf(train);
  const wanted = new Uint8Array(train.nProducts);
  let hits = 0;
  for (let i = 0; i < n; i++) {
    const own = test.products.subarray(test.offsets[rows[i]], test.offsets[rows[i] + 1]);
    for (const p of own) wanted[p] = 1;
    const list = lists.products.subarray(i * nEach, (i + 1) * nEach);
    const found = judgeList(list, wanted, own.length, surprise);
    for (const p of own) wanted[p] = 0;
    figures.precision[i] = found.hits / nEach;
    figures.recall[i] = found.hits / own.length;
    figures.ndcg[i] = found.gain / idealGain(Math.min(nEach, own.length));
    figures.map[i] = found.precisions / Math.min(nEach, own.length);
    figures.novelty[i] = found.novelty;
    if (found.hits > 0) hits++;
  }
  return {
    ndcg: figures.ndcg,
    evaluation: {
      precision: meanMeasure(figures.precision),
      recall: meanMeasure(figures.recall),
      ndcg: meanMeasure(figures.ndcg),
      map: meanMeasure(figures.map),
      hitRate: { value: n === 0 ? Number.NaN : hits / n, ...wilsonInterval(hits, n), n },
      coverage: coverageOf(lists, train.nProducts, n),
      novelty: meanMeasure(figures.novelty),
    },
  };
}

function judgeList(list: Int32Array, wanted: Uint8Array, nWanted: number, surprise: Float64Array) {
  let [hits, gain, precisions, bits, shown] = [0, 0, 0, 0, 0];
  for (let k = 0; k < list.length && nWanted > 0; k++) {
    const product = list[k];
    if (product < 0) break;
    shown++;
    bits += surprise[product];
    if (wanted[product] === 0) continue;
    hits++;
    gain += 1 / Math.log2(k + 2);
    precisions += hits / (k + 1);
  }
  return { hits, gain, precisions, novelty: shown === 0 ? 0 : bits / shown };
}

export function idealGain(n: number): number {
  let gain = 0;
  for (let k = 0; k < n; k++) gain += 1 / Math.log2(k + 2);
  return gain;
}

/** [nProducts]: −log₂ of the share of customers with products who have each; a product that nobody has counts as if one had. */
function surpriseOf(train: Interactions): Float64Array {
  let nCustomers = 0;
  for (let c = 0; c < train.nCustomers; c++) if (train.offsets[c] < train.offsets[c + 1]) nCustomers++;
  return Float64Array.from(holdersOf(train), holders => -Math.log2(Math.max(1, holders) / Math.max(1, nCustomers)));
}

/** Mean with a 95 % interval by Student's t; within [0, 1] for figures that are shares. */
export function meanMeasure(values: Float64Array): Measure {
  const n = values.length;
  const { mean, half } = meanAndHalf(values);
  return { value: mean, low: Math.max(0, mean - half), high: mean + half, n };
}

function meanAndHalf(values: Float64Array): { mean: number; half: number } {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, half: n < 2 ? Number.NaN : (studentT975(n - 1) * Math.sqrt(squares / (n - 1))) / Math.sqrt(n) };
}

/** Mean of a − b over the same customers, with its 95 % interval. */
export function pairedDifference(a: Float64Array, b: Float64Array): PairedDifference {
  const { mean, half } = meanAndHalf(a.map((value, i) => value - b[i]));
  return { value: mean, low: mean - half, high: mean + half };
}

/** Share of the products on any list; leaving out one customer loses what only he is offered, which gives the jackknife's interval. */
function coverageOf({ products, nEach }: TopOffers, nProducts: number, n: number): Measure {
  const times = new Int32Array(nProducts);
  for (const p of products) if (p >= 0) times[p]++;
  const value = times.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) / nProducts;
  const alone = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (const p of products.subarray(i * nEach, (i + 1) * nEach))
      if (p >= 0 && times[p] === 1) alone[i] += 1 / nProducts;
  let mean = 0;
  for (const share of alone) mean += share / n;
  let squares = 0;
  for (const share of alone) squares += (share - mean) ** 2;
  const half = n < 2 ? Number.NaN : NORMAL_975 * Math.sqrt(((n - 1) / n) * squares);
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half), n };
}
