import { describe, expect, it } from 'vitest';
import { defaultOffers } from '#shared/offers/choices';
import { newRun } from '#engine/jobs/Run';
import { fitOffers } from '#engine/recommend/fitOffers';
import { buildInteractions, type Interactions } from '#engine/recommend/Interactions';
import type { Owned } from '#engine/recommend/Owned';
import { requireUsable } from '#engine/recommend/requireUsable';
import { TopList } from '#engine/recommend/TopList';
import type { Pool } from '#engine/workers/Pool';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';
import { someBook } from './someBook.ts';

function ownedOf(interactions: Interactions): Owned {
  const { nCustomers, nProducts, offsets } = interactions;
  const customersWithProducts = offsets.slice(1).filter((end, c) => end > offsets[c]).length;
  const account = { customers: nCustomers, customersWithProducts, products: nProducts } as Owned['account'];
  const products = Array.from({ length: nProducts }, (_none, p) => `P${p}`);
  const source = { from: 'ownership' as const, products };
  return { source, sourceText: '', interactions, products, customerNames: null, keyColumn: null, account, notes: [] };
}

function pairs(list: readonly (readonly [customer: number, product: number])[], n: number, p: number): Interactions {
  const customers = Int32Array.from(list, ([c]) => c);
  const products = Int32Array.from(list, ([, product]) => product);
  return buildInteractions({ customers, products, weights: new Float64Array(list.length).fill(1), times: null }, n, p);
}

describe('what nothing can be learned from is said in one sentence', () => {
  const all = [0, 1, 2].flatMap(c => [0, 1].map(p => [c, p] as const));
  it.each([
    ['offers.empty', pairs([], 3, 2)],
    [
      'offers.oneProduct',
      pairs(
        [
          [0, 0],
          [1, 0],
        ],
        3,
        1,
      ),
    ],
    [
      'offers.oneCustomer',
      pairs(
        [
          [1, 0],
          [1, 1],
        ],
        3,
        3,
      ),
    ],
    ['offers.allOwnAll', pairs(all, 3, 2)],
    [
      'offers.noRepeated',
      pairs(
        [
          [0, 0],
          [1, 1],
        ],
        3,
        2,
      ),
    ],
  ])('%s', (code, interactions) => {
    expect(() => requireUsable(ownedOf(interactions))).toThrow(expect.objectContaining({ code }));
  });
  it('and so is a split by time without times', async () => {
    const offers = { ...defaultOffers(), split: { kind: 'last' as const, testShare: 0.2, day: null } };
    await expect(fitOffers(ownedOf(someBook()), offers, testRun())).rejects.toMatchObject({ code: 'offers.noTimes' });
  });
});

describe('repeated rows', () => {
  it('are one pair, their weights added up, from the first time on', () => {
    const rows = {
      customers: Int32Array.of(1, 0, 1, 1),
      products: Int32Array.of(2, 1, 2, 0),
      weights: Float64Array.of(2, 1, 3, 1),
      times: Float64Array.of(9, 5, 4, NaN),
    };
    const { offsets, products, weights, times } = buildInteractions(rows, 3, 3);
    expect([...offsets]).toEqual([0, 1, 3, 3]);
    expect([...products]).toEqual([1, 0, 2]);
    expect([...weights]).toEqual([1, 1, 5]);
    expect([...times!]).toEqual([5, NaN, 4]);
  });
});

describe('the best of many', () => {
  it('come in order, ties to the lower number', () => {
    const best = new TopList(3);
    for (const [item, score] of [
      [4, 1],
      [2, 3],
      [9, 3],
      [1, 0],
      [7, 2],
      [0, 2],
    ])
      best.offer(item, score);
    const items = new Int32Array(3);
    expect(best.take(items, new Float64Array(3), 0)).toBe(3);
    expect([...items]).toEqual([2, 9, 0]);
  });
});

describe('threads', () => {
  const pools: Pool[] = [];

  it('change nothing: every method finds the same to the bit', async () => {
    const book = Array.from({ length: 5 }, (_none, i) => i).flatMap(part =>
      Array.from({ length: 60 }, (_c, c) => c).flatMap(c =>
        Array.from({ length: 12 }, (_p, p) => p)
          .filter(p => (c * 7 + p * 11 + c * p * 3 + part) % 17 < 5)
          .map(p => [part * 60 + c, p] as const),
      ),
    );
    const owned = ownedOf(pairs(book, 300, 12));
    const { methods: all } = defaultOffers();
    const quick = all.map(({ id }) => ({ id, options: id === 'bpr' ? { epochs: 3 } : {} }));
    const found = [];
    for (const threads of [1, 2]) {
      const pool = await sharedPool(threads);
      pools.push(pool);
      const { methods } = await fitOffers(owned, { ...defaultOffers(), methods: quick }, newRun({ seed: 42, pool }));
      found.push(methods.map(({ id, ndcg }) => [id, [...ndcg]]));
    }
    expect(found[0]).toEqual(found[1]);
    expect(found[0]).toHaveLength(7);
  }, 30_000);
});
