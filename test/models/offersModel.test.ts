import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import type { OfferRule, RecommenderId } from '#shared/offers/choices';
import type { AppError } from '#shared/errors';
import { openModel, readModel } from '#engine/models/readModel';
import { customerOffers } from '#engine/session/customerOffers';
import { analyse, type Analysis } from '#engine/session/mainJob';
import { MadeOffers } from '#engine/session/MadeOffers';
import { offerReasons } from '#engine/recommend/reasons';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { bookOfOwners, OWNED, PRODUCTS } from '../support/ownersCsv.ts';
import { saved } from './support/churnModel.ts';
import { forged, part } from './support/forged.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const RULES: OfferRule[] = [
  { effect: 'only', products: ['Has Loan'], test: { by: 'number', column: 'Age', from: 40, to: null } },
  { effect: 'never', products: [], test: { by: 'level', column: 'Region', levels: ['East'] } },
  { effect: 'never', products: ['Has Fund'], test: { by: 'segment', segments: [1] } },
];

let analysis: Analysis;
beforeAll(async () => {
  writeFileSync(at('owned.csv'), bookOfOwners());
  const base = defaultRecipe();
  const recipe: Recipe = {
    ...base,
    segmenting: { ...base.segmenting, chooseBy: 'given', nClusters: 3 },
    offers: {
      ...base.offers,
      source: { from: 'ownership', products: PRODUCTS },
      methods: base.offers.methods.map(method =>
        method.id === 'bpr' ? { ...method, options: { epochs: 5, nFactors: 4 } } : method,
      ),
      compareAt: 3,
      rules: RULES,
    },
  };
  analysis = await analyse({ path: at('owned.csv'), name: 'owned.csv' }, recipe, testRun());
}, 60_000);

/** The same customers offered by another method. */
async function by(id: RecommenderId): Promise<Analysis> {
  const { source, imported, segmented } = analysis;
  const recipe = { ...analysis.recipe, offers: { ...analysis.recipe.offers, chosen: id } };
  const offers = new MadeOffers();
  const shown = await offers.make({ source, recipe, imported }, segmented, testRun());
  return { ...analysis, recipe, offered: shown.offered, offersInUse: run => offers.inUseOf(shown, run) };
}
async function modelBy(id: RecommenderId) {
  const of = await by(id);
  await saved(of, at(`${id}.tsm`));
  return { of, path: at(`${id}.tsm`), model: await readModel(at(`${id}.tsm`)) };
}
/** What one row of the book says of a customer, and what he has. */
function customerOf(row: number) {
  const cells = bookOfOwners().split('\n')[row + 1].split(',');
  const products = PRODUCTS.flatMap((_product, p) => (cells[4 + p] === '1' ? [p] : []));
  const owned = Object.fromEntries(PRODUCTS.map((name, p) => [name, Number(cells[4 + p])]));
  return {
    values: { Age: Number(cells[1]), Region: cells[2], Income: Number(cells[3]), ...owned },
    owned: { products, weights: products.map(() => 1) },
  };
}
/** What the Offers screen says of a customer of the book. */
async function onScreen(of: Analysis) {
  const { counts } = await of.offersInUse!(testRun());
  const shown = { recipe: of.recipe, imported: of.imported, segmented: of.segmented, offered: of.offered! };
  const reasons = offerReasons(of.offered!, counts);
  return (row: number) => customerOffers(shown, row, reasons);
}

describe('offers by a model file', () => {
  it.each(['popularity', 'associationRules', 'itemNeighbours', 'itemRegression'] as const)(
    'are those of the project, to the bit: %s',
    async id => {
      const { of, model } = await modelBy(id);
      const offersTo = await onScreen(of);
      let [cold, ruled] = [0, 0];
      for (let row = 0; row < OWNED; row++) {
        const wanted = offersTo(row);
        const { values, owned } = customerOf(row);
        const got = await model.answerOffers!(values, owned);
        expect(got.offers, `row ${row}`).toEqual(wanted.offers);
        expect([got.isCold, got.segment?.name]).toEqual([wanted.isCold, wanted.segment]);
        if (wanted.isCold) cold++;
        if (wanted.offers.length === 0) ruled++;
      }
      expect(cold).toBeGreaterThan(2);
      expect(ruled).toBeGreaterThan(2);
    },
    20_000,
  );

  it('by similar customers come from what others have, and hold no row number', async () => {
    const { of, model } = await modelBy('userNeighbours');
    const { made } = model.document.offers!;
    const inUse = await of.offersInUse!(testRun());
    if (made.model.kind !== 'peers' || inUse.model.kind !== 'peers') throw new Error('no peers');
    expect(Object.keys(made.model).sort()).toEqual([
      'kind',
      'nNeighbours',
      'offsets',
      'products',
      'shrinkage',
      'weights',
    ]);
    expect(made.model.products).toEqual(Int32Array.from(inUse.model.products));
    expect(model.document.card.limits.join()).toContain('Offers rest on what');
    const { offers } = await model.answerOffers!(customerOf(6).values, customerOf(6).owned);
    expect(offers.length).toBeGreaterThan(0);
  });

  it('by ALS fold a new customer in as plain arithmetic does', async () => {
    const { model } = await modelBy('implicitAls');
    const { made } = model.document.offers!;
    if (made.model.kind !== 'factors' || made.model.fold.by !== 'leastSquares') throw new Error('no factors');
    expect(JSON.stringify(Object.keys(made.model))).not.toContain('customers');
    const { products: y, nFactors: n, fold } = made.model;
    const { values, owned } = customerOf(6);
    const rows = PRODUCTS.map((_name, p) => Array.from(y.subarray(p * n, (p + 1) * n)));
    const matrix = Array.from({ length: n }, (_r, a) =>
      Array.from({ length: n }, (_c, b) => {
        const all = rows.reduce((sum, row) => sum + row[a] * row[b], a === b ? fold.ridge : 0);
        return owned.products.reduce((sum, p) => sum + fold.alpha * rows[p][a] * rows[p][b], all);
      }),
    );
    const right = matrix.map((_row, f) => owned.products.reduce((sum, p) => sum + (1 + fold.alpha) * rows[p][f], 0));
    const x = byElimination(matrix, right);
    const { offers } = await model.answerOffers!(values, owned);
    expect(offers.length).toBeGreaterThan(0);
    for (const { product, score } of offers) {
      const own = rows[PRODUCTS.indexOf(product)];
      expect(score).toBeCloseTo(
        own.reduce((sum, value, f) => sum + value * x[f], 0),
        10,
      );
    }
    expect(model.document.card.limits.join()).toContain('found anew from the products that are given');
  });

  it('by pairwise ranking find the vector at which the loss is flat', async () => {
    const { model } = await modelBy('bpr');
    const { made } = model.document.offers!;
    if (made.model.kind !== 'factors') throw new Error('no factors');
    const { products: y, nFactors: n, base, fold } = made.model;
    const { owned } = customerOf(6);
    const has = new Set(owned.products);
    const { foldIn } = await import('#engine/recommend/foldIn');
    const { buildInteractions } = await import('#engine/recommend/Interactions');
    const rows = { customers: new Int32Array(has.size), products: Int32Array.from(has), times: null };
    const known = buildInteractions({ ...rows, weights: new Float64Array(has.size).fill(1) }, 1, PRODUCTS.length);
    const x = foldIn(made.model)(known);
    const score = (p: number) => base![p] + x.reduce((sum, value, f) => sum + value * y[p * n + f], 0);
    for (let f = 0; f < n; f++) {
      let [sum, pairs] = [0, 0];
      for (const i of has)
        for (let j = 0; j < PRODUCTS.length; j++) {
          if (has.has(j)) continue;
          sum -= (y[i * n + f] - y[j * n + f]) / (1 + Math.exp(score(i) - score(j)));
          pairs++;
        }
      expect(Math.abs(sum / pairs + fold.ridge * x[f])).toBeLessThan(1e-10);
    }
  });
});

function byElimination(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const a = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < n; i++) {
    const pivot = a.reduce((best, row, r) => (r >= i && Math.abs(row[i]) > Math.abs(a[best][i]) ? r : best), i);
    [a[i], a[pivot]] = [a[pivot], a[i]];
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const factor = a[r][i] / a[i][i];
      for (let c = i; c <= n; c++) a[r][c] -= factor * a[i][c];
    }
  }
  return a.map((row, i) => row[n] / row[i]);
}

describe('a model file with offers', () => {
  it('says in its card what it offers, by which rules, and asks for what they look at', async () => {
    const { model } = await modelBy('itemNeighbours');
    const { card, offers, inputs } = model.document;
    expect(card.purpose).toContain('offers each up to 3 of 8 products');
    expect(card.methods.join()).toContain('Offers: Similar products, learned from what');
    expect(card.features).toContain('Age');
    expect(offers!.fields.map(({ name }) => name)).toEqual(['Age', 'Region']);
    expect(inputs.length).toBeGreaterThan(0);
    expect(JSON.stringify(model.document)).not.toContain('C1001');
  });

  it('is saved without offers, and says so, where a rule names customers', async () => {
    const { imported } = analysis;
    const name = imported.table.columns[imported.roles.indexOf('identifier')].name;
    const test = { by: 'level' as const, column: name, levels: ['C1001'] };
    const named: OfferRule = { effect: 'never', products: [], test };
    const offers = { ...analysis.recipe.offers, rules: [named] };
    const of = {
      ...analysis,
      recipe: { ...analysis.recipe, offers },
      offered: { ...analysis.offered!, offers },
    };
    await saved(of, at('named.tsm'));
    const { document, answerOffers } = await readModel(at('named.tsm'));
    expect([document.offers, answerOffers]).toEqual([undefined, null]);
    expect(document.card.limits.join()).toContain(`Offers are not part of it: a rule goes by ${name}`);
    expect(readFileSync(at('named.tsm')).includes('C1001')).toBe(false);
  });

  it('is saved without offers where they were made with other segments', async () => {
    const result = { ...analysis.offered!.result, segments: analysis.offered!.result.segments.slice(1) };
    await saved({ ...analysis, offered: { ...analysis.offered!, result } }, at('other.tsm'));
    const { document } = await readModel(at('other.tsm'));
    expect(document.offers).toBeUndefined();
    expect(document.card.limits.join()).toContain('made with other segments');
  });

  const links = 'offers.made.model';
  const made = 'offers.made';
  it.each<[string, RecommenderId, (document: Record<string, unknown>) => void]>([
    ['with a product twice', 'popularity', d => (part(d, made).products = PRODUCTS.map(() => 'A'))],
    ['with a score that is none', 'popularity', d => ((part(d, links).scores as Float64Array)[0] = NaN)],
    ['with too few scores', 'popularity', d => (part(d, links).scores = new Float64Array(2))],
    ['with another method', 'popularity', d => (part(d, made).model = { kind: 'code' })],
    ['with more than a method has', 'popularity', d => (part(d, links).code = 'exit()')],
    ['that offers a hundred', 'popularity', d => (part(d, made).perCustomer = 100)],
    ['that keeps away what there is not', 'popularity', d => (part(d, made).excluded = Int32Array.of(99))],
    ['that keeps away one twice', 'popularity', d => (part(d, made).excluded = Int32Array.of(1, 1))],
    ['whose rule is about no column', 'popularity', d => (part(d, `${made}.rules.0.test`).column = 'X')],
    ['whose rule counts words', 'popularity', d => (part(d, `${made}.rules.0.test`).column = 'Region')],
    ['whose rule is about no product', 'popularity', d => (part(d, `${made}.rules.0`).products = Int32Array.of(-1))],
    ['whose rule does what there is not', 'popularity', d => (part(d, `${made}.rules.0`).effect = 'always')],
    ['where more have two than one', 'popularity', d => ((part(d, made).together as Uint32Array)[1] = 4_000_000)],
    ['where more have one than there are', 'popularity', d => ((part(d, made).together as Uint32Array)[0] = 4_000_000)],
    ['with too few counts', 'popularity', d => (part(d, made).together = new Uint32Array(1))],
    ['with more with products than customers', 'popularity', d => (part(d, made).customers = 1)],
    ['whose segments are others', 'popularity', d => ((part(d, `${made}.groups`).segments as number[])[0] = 77)],
    ['whose segments have too much', 'popularity', d => ((part(d, `${made}.groups`).holders as Float64Array)[0] = 1e6)],
    ['whose segments are of no length', 'popularity', d => (part(d, `${made}.groups`).sizes = new Int32Array(0))],
    ['that asks for no field', 'popularity', d => (part(d, 'offers.fields.0').name = 'X')],
    ['with the offers of another', 'popularity', d => ((part(d, 'offers.checks.1').scores as number[])[0] = 0.5)],
    [
      'that asks about more products than a question has',
      'popularity',
      d => (part(d, 'offers.checks.1').products = Array.from({ length: 13 }, () => 0)),
    ],
    ['without customers to ask about', 'popularity', d => (part(d, 'offers').checks = [])],
    ['whose links fall', 'itemNeighbours', d => (part(d, links).offsets as Int32Array).reverse()],
    ['whose links lead outside', 'itemNeighbours', d => ((part(d, links).targets as Int32Array)[0] = 8)],
    [
      'whose links weigh nothing that is',
      'itemNeighbours',
      d => ((part(d, links).values as Float64Array)[0] = Infinity),
    ],
    ['whose neighbours have nothing', 'userNeighbours', d => ((part(d, links).weights as Float64Array)[0] = 0)],
    ['whose neighbours have what is not', 'userNeighbours', d => ((part(d, links).products as Int32Array)[0] = 99)],
    ['whose neighbours are endless', 'userNeighbours', d => ((part(d, links).offsets as Int32Array)[1] = 9_999)],
    ['with a vector that is none', 'implicitAls', d => ((part(d, links).products as Float64Array)[3] = NaN)],
    ['with vectors of another length', 'implicitAls', d => (part(d, links).nFactors = 7)],
    ['with a ridge below nothing', 'implicitAls', d => (part(d, `${links}.fold`).ridge = -1)],
    ['whose squares are not of the length', 'itemRegression', d => (part(d, links).values = new Float64Array(9))],
  ])('is refused: one %s', async (_what, id, change) => {
    const bytes = await bytesBy(id);
    const error = await openModel(forged(bytes, change), 'owned.tsm', null).then(
      () => null,
      (reason: unknown) => reason as AppError,
    );
    expect(error?.code).toBe('model.damaged');
  });

  const kept = new Map<RecommenderId, Uint8Array>();
  async function bytesBy(id: RecommenderId): Promise<Uint8Array> {
    const known = kept.get(id) ?? Uint8Array.from(readFileSync((await modelBy(id)).path));
    kept.set(id, known);
    return known;
  }
});
