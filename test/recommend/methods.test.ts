import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecommenderId } from '#shared/offers/choices';
import { associationsOf } from '#engine/recommend/associationsOf';
import { judgeLists, relevantOf } from '#engine/recommend/evaluateOffers';
import { fitMethod, learningFrom } from '#engine/recommend/fitOffers';
import { asOnes, type Interactions } from '#engine/recommend/Interactions';
import { alternate } from '#engine/recommend/methods/implicitAls';
import { newScoreSpace, scoreCustomer } from '#engine/recommend/scoreCustomer';
import { noBlocks, topOffers } from '#engine/recommend/topOffers';
import { sharedFloat64 } from '#engine/table/Matrix';
import { testRun } from '../support/testRun.ts';
import { isHeld, N, P, someBook } from './someBook.ts';

interface Golden {
  pairs: number;
  items: number[];
  itemsByWeight: number[];
  users: number[];
  regression: number[];
  alsCustomers: number[];
  alsProducts: number[];
  implicitCustomers: number[];
  implicitProducts: number[];
  rules: [from: number, to: number, support: number, confidence: number, lift: number][];
  measures: Record<
    'k' | 'customers' | 'precision' | 'recall' | 'ndcg' | 'map' | 'hitRate' | 'coverage' | 'novelty',
    number
  >[];
}
const file = new URL('../golden/recommend.json', import.meta.url);
const [golden] = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Golden[] }).cases;

async function scoresOf(id: RecommenderId, options: Record<string, unknown>, known: Interactions): Promise<number[]> {
  const run = testRun();
  const { model } = await fitMethod({ id, options }, learningFrom(known, run), run);
  const out = new Float64Array(P);
  const space = newScoreSpace(model);
  return Array.from({ length: N }, (_none, c) => {
    scoreCustomer(model, known, c, space, out);
    return [...out];
  }).flat();
}

function expectClose(got: ArrayLike<number>, wanted: readonly number[], within: number): void {
  expect(got.length).toBe(wanted.length);
  const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i])), 0);
  expect(worst).toBeLessThan(within);
}

describe('methods agree with an independent implementation', () => {
  const book = someBook();

  it('has the same book', () => {
    expect(book.products.length).toBe(golden.pairs);
  });
  it('scores by similar products', async () => {
    const options = { nNeighbours: 5, shrinkage: 2 };
    expectClose(await scoresOf('itemNeighbours', options, asOnes(book)), golden.items, 1e-10);
    expectClose(await scoresOf('itemNeighbours', options, book), golden.itemsByWeight, 1e-10);
  });
  it('scores by similar customers', async () => {
    expectClose(await scoresOf('userNeighbours', { nNeighbours: 7, shrinkage: 1 }, asOnes(book)), golden.users, 1e-10);
  });
  it('scores by item regression', async () => {
    expectClose(await scoresOf('itemRegression', { ridge: 3 }, asOnes(book)), golden.regression, 1e-10);
  });

  const als = async (solverSteps: number) => {
    const products = sharedFloat64(P * 4);
    for (let r = 0; r < P; r++) for (let f = 0; f < 4; f++) products[r * 4 + f] = (((r * 5 + f * 3) % 11) - 5) / 50;
    const customers = sharedFloat64(N * 4);
    await alternate(
      book,
      customers,
      products,
      { nFactors: 4, iterations: 3, ridge: 0.5, alpha: 1.5, solverSteps },
      testRun(),
    );
    return { customers, products };
  };
  it('alternates least squares exactly when the solver takes enough steps', async () => {
    const { customers, products } = await als(12);
    expectClose(customers, golden.alsCustomers, 1e-8);
    expectClose(products, golden.alsProducts, 1e-8);
  });
  it('comes nearer by three steps of the solver than implicit by three', async () => {
    const { customers, products } = await als(3);
    const theirs = lossOf(golden.implicitCustomers, golden.implicitProducts);
    expect(lossOf(customers, products)).toBeLessThan(theirs);
  });
  /** What alternating least squares make small, of four factors, with the options of `als`. */
  function lossOf(customers: ArrayLike<number>, products: ArrayLike<number>): number {
    const weights = new Float64Array(N * P);
    for (let c = 0; c < N; c++)
      for (let i = book.offsets[c]; i < book.offsets[c + 1]; i++) weights[c * P + book.products[i]] = book.weights[i];
    let loss = 0;
    for (let f = 0; f < customers.length; f++) loss += 0.5 * customers[f] ** 2;
    for (let f = 0; f < products.length; f++) loss += 0.5 * products[f] ** 2;
    weights.forEach((weight, at) => {
      const [c, p] = [Math.floor(at / P), at % P];
      let answer = 0;
      for (let f = 0; f < 4; f++) answer += customers[c * 4 + f] * products[p * 4 + f];
      loss += (1 + 1.5 * weight) * ((weight > 0 ? 1 : 0) - answer) ** 2;
    });
    return loss;
  }

  it('finds the rules that mlxtend finds', async () => {
    const counts = await learningFrom(asOnes(book), testRun()).counts();
    const products = Array.from({ length: P }, (_none, p) => String(p));
    const withProducts = book.offsets.slice(1).filter((end, c) => end > book.offsets[c]).length;
    const account = { customersWithProducts: N } as Parameters<typeof associationsOf>[0]['account'];
    const found = associationsOf({ interactions: book, products, account }, counts);
    expect(withProducts).toBe(N - 1);
    expect(found.length).toBeGreaterThan(5);
    for (const { from, to, support, confidence, lift, n } of found) {
      const rule = golden.rules.find(([a, b]) => String(a) === from && String(b) === to)!;
      expect([support.value, confidence.value, lift.value]).toEqual(
        rule.slice(2).map(value => expect.closeTo(value, 10)),
      );
      expect(n).toBe(Math.round(rule[2] * N));
      expect(lift.low).toBeLessThanOrEqual(lift.value);
      expect(lift.low).toBeGreaterThan(1);
    }
    const scores = await scoresOf('associationRules', { minCustomers: 1, minLift: 0 }, asOnes(book));
    const [customer, product] = [7, 4];
    const own = book.products.subarray(book.offsets[customer], book.offsets[customer + 1]);
    const best = Math.max(...Array.from(own, p => golden.rules.find(([a, b]) => a === p && b === product)?.[3] ?? 0));
    expect(scores[customer * P + product]).toBeCloseTo(best, 6);
  });

  it.each(golden.measures)('measures lists of $k as scikit-learn and plain arithmetic do', async wanted => {
    const train = asOnes(someBook((c, p) => !isHeld(c, p)));
    const relevant = relevantOf(train, someBook(isHeld));
    expect(relevant.rows.length).toBe(wanted.customers);
    const run = testRun();
    const { model } = await fitMethod({ id: 'popularity', options: {} }, learningFrom(train, run), run);
    const lists = await topOffers(
      { model, known: train, rows: relevant.rows, nEach: wanted.k, blocks: noBlocks(P) },
      run,
    );
    const { evaluation } = judgeLists(lists, relevant);
    for (const name of ['precision', 'recall', 'ndcg', 'map', 'hitRate', 'coverage', 'novelty'] as const) {
      expect(evaluation[name].value, name).toBeCloseTo(wanted[name], 10);
      expect(evaluation[name].low).toBeLessThanOrEqual(evaluation[name].value);
      expect(evaluation[name].high).toBeGreaterThanOrEqual(evaluation[name].value);
    }
  });

  it('ranks what customers have before what they have not by pairwise ranking, the same each time', async () => {
    const scores = await scoresOf('bpr', { epochs: 60, nFactors: 8 }, asOnes(book));
    let [right, all] = [0, 0];
    for (let c = 0; c < N; c++) {
      const own = new Set(book.products.subarray(book.offsets[c], book.offsets[c + 1]));
      for (const p of own)
        for (let q = 0; q < P; q++)
          if (!own.has(q)) {
            all++;
            if (scores[c * P + p] > scores[c * P + q]) right++;
          }
    }
    expect(right / all).toBeGreaterThan(0.85);
    expect(await scoresOf('bpr', { epochs: 60, nFactors: 8 }, asOnes(book))).toEqual(scores);
  });
});
