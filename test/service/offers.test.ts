import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRecipe } from '#shared/recipe';
import type { LoadedModel } from '#engine/models/LoadedModel';
import { readModel } from '#engine/models/readModel';
import { MOST_PRODUCT_NAME, MOST_PRODUCTS } from '#engine/service/limits';
import { analyse } from '#engine/session/mainJob';
import { saved } from '../models/support/churnModel.ts';
import { bookOfOwners, PRODUCTS } from '../support/ownersCsv.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { codeOf, someService, type SomeService } from './support/service.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let one: SomeService;
let model: LoadedModel;

beforeAll(async () => {
  writeFileSync(at('owned.csv'), bookOfOwners());
  const base = defaultRecipe();
  const offers = {
    ...base.offers,
    source: { from: 'ownership' as const, products: PRODUCTS },
    methods: [{ id: 'itemNeighbours' as const, options: {} }],
    chosen: 'itemNeighbours' as const,
    rules: [
      {
        effect: 'only' as const,
        products: ['Has Loan'],
        test: { by: 'number' as const, column: 'Age', from: 40, to: null },
      },
    ],
  };
  const segmenting = { ...base.segmenting, chooseBy: 'given' as const, nClusters: 2 };
  const analysis = await analyse({ path: at('owned.csv'), name: 'o' }, { ...base, segmenting, offers }, testRun());
  await saved(analysis, at('owned.tsm'));
  await saved({ ...analysis, offered: undefined }, at('plain.tsm'));
  model = await readModel(at('owned.tsm'));
  one = await someService(folder, [at('owned.tsm')]);
}, 30_000);
afterAll(async () => {
  expect((await offers({ products: [] })).status).toBe(200);
  expect(one.bugs).toEqual([]);
  await one.service.stop();
});

const offers = (body: unknown) => one.post('/v1/offers', body);
const loan = PRODUCTS.indexOf('Has Loan');
const card = PRODUCTS.indexOf('Has Card');

describe('offers by the service', () => {
  it('are those of the model, with reasons, and what the rules ask of a customer decides', async () => {
    const customer = { Age: 50, Income: 1000 };
    const { status, body } = await offers({ customer, products: ['Has Card'] });
    const wanted = await model.answerOffers!(customer, { products: [card], weights: [1] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: { name: 'churn' }, owned: 1, ...wanted });
    const list = body.offers as { product: string; reason: string }[];
    expect(list.map(({ product }) => product)).toContain('Has Loan');
    expect(list[0].reason).toMatch(/n = \d+/);
    const young = await offers({ customer: { ...customer, Age: 30 }, products: ['Has Card'] });
    expect(JSON.stringify(young.body.offers)).not.toContain(PRODUCTS[loan]);
  });

  it('go to whom nothing is known of, by what is common', async () => {
    const { body } = await offers({ products: [] });
    expect(body).toMatchObject({ isCold: true, owned: 0 });
    expect((body.offers as { reason: string }[])[0].reason).toContain('No product yet');
    expect((body.warnings as { field: string }[]).map(({ field }) => field)).toContain('Age');
  });

  it('warn of products that the model does not know, and of weights that do not count', async () => {
    const products = ['Has Card', 'Spaceship', { product: ' Has Loan ', weight: 2 }];
    const { status, body } = await offers({ customer: { Age: 50 }, products });
    const warnings = body.warnings as { code: string; message: string }[];
    expect([status, body.owned]).toEqual([200, 2]);
    expect(warnings[0]).toMatchObject({
      code: 'product.unknown',
      message: expect.stringMatching(/^"Spaceship" is not a product of the model and is not counted\./),
    });
    expect(warnings[1]).toMatchObject({ code: 'product.weight' });
  });

  it('come in a list, in its order, and what is wrong with one customer is said in its place', async () => {
    const customers = [
      { customer: { Age: 50 }, products: ['Has Card'] },
      { products: 'Has Card' },
      7,
      { customer: {} },
    ];
    const { status, body } = await one.post('/v1/offers/batch', { customers });
    expect([status, body.customers, body.refused]).toEqual([200, 4, 3]);
    const results = body.results as Record<string, { code: string }>[];
    expect(results[0].offers).toEqual((await offers(customers[0])).body.offers);
    expect(results.slice(1).map(({ error }) => error.code)).toEqual([
      'body.products',
      'body.offerCustomer',
      'body.missing',
    ]);
  });

  it('are logged without what was asked', async () => {
    await offers({ customer: { Region: 'Ms Jane Secret' }, products: ['Secret'] });
    const calls = await one.calls();
    expect(JSON.stringify(calls)).not.toContain('Secret');
    expect(calls.at(-1)).toMatchObject({ route: '/v1/offers', model: model.identity.sha256, rows: 1, status: 200 });
  });
});

describe('what may not be asked about offers', () => {
  const many = (n: number) => Array.from({ length: n }, (_none, i) => `p${i}`);
  it.each<[string, unknown, number, string]>([
    ['nothing', {}, 400, 'body.missing'],
    ['a name', { products: 'Has Card' }, 400, 'body.products'],
    ['numbers', { products: [1] }, 400, 'body.products'],
    ['null', { products: [null] }, 400, 'body.products'],
    ['more of a product', { products: [{ product: 'Has Card', price: 1 }] }, 400, 'body.products'],
    ['no product', { products: [{ weight: 1 }] }, 400, 'body.products'],
    ['a product of a product', { products: [['Has Card']] }, 400, 'body.products'],
    ['no weight', { products: [{ product: 'Has Card', weight: 0 }] }, 422, 'product.weight'],
    ['a weight below nothing', { products: [{ product: 'Has Card', weight: -1 }] }, 422, 'product.weight'],
    ['an endless weight', { products: [{ product: 'Has Card', weight: 1e300 }] }, 422, 'product.weight'],
    ['a weight in words', { products: [{ product: 'Has Card', weight: 'much' }] }, 422, 'product.weight'],
    ['too many products', { products: many(MOST_PRODUCTS + 1) }, 400, 'json.list'],
    ['a customer of nothing', { products: [], customer: null }, 400, 'body.customer'],
    ['an endless name', { products: ['x'.repeat(401)] }, 400, 'body.products'],
    ['a customer in words', { products: [], customer: 'Jane' }, 400, 'body.customer'],
    ['a field of another kind', { products: [], customer: { Age: 'old' } }, 422, 'field.type'],
    ['a key that is not known', { products: [], top: 5 }, 400, 'body.unknownKey'],
    ['another model', { products: [], model: 'nobody' }, 404, 'model.unknown'],
    ['a prototype', '{"products":[{"__proto__":{"product":"x"}}]}', 400, 'json.key'],
    ['a product twice', '{"products":[{"product":"x","product":"y"}]}', 400, 'json.twice'],
    ['a tower', `{"products":${'['.repeat(20)}${']'.repeat(20)}}`, 400, 'json.deep'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await offers(body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it('takes as many products as it says, with names as long as it says', async () => {
    const long = many(MOST_PRODUCTS).map(name => name.padEnd(MOST_PRODUCT_NAME, 'é'));
    const { status, body } = await offers({ products: long });
    expect([status, body.owned]).toEqual([200, 0]);
    expect(codeOf(await one.post('/v1/offers/batch', { customers: [] }))).toBe('body.customers');
    expect((await one.get('/v1/offers')).status).toBe(405);
    expect((await one.post('/v1/offers', { products: [] }, { authorization: [] })).status).toBe(401);
  });

  it('says so where a model makes none, and describes offers only where one does', async () => {
    const plain = await someService(folder, [at('plain.tsm')]);
    try {
      const answer = await plain.post('/v1/offers', { products: [] });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'model.noOffers']);
      expect(codeOf(await plain.post('/v1/offers/batch', { customers: [{ products: [] }] }))).toBe('model.noOffers');
      const { paths } = (await plain.get('/openapi.json')).body as { paths: object };
      expect(Object.keys(paths)).not.toContain('/v1/offers');
      const [summary] = (await plain.get('/v1/models')).body.models as Record<string, unknown>[];
      expect(summary.offers).toBeNull();
    } finally {
      await plain.service.stop();
    }
  });

  it('is described with the products of the model and the fields of its rules', async () => {
    const { body } = await one.get('/openapi.json');
    const { schemas } = body.components as { schemas: Record<string, Record<string, unknown>> };
    const version = model.identity.sha256.slice(0, 12);
    expect(Object.keys(body.paths as object)).toEqual(expect.arrayContaining(['/v1/offers', '/v1/offers/batch']));
    expect(schemas[`Owned_${version}`]).toMatchObject({ maxItems: MOST_PRODUCTS, 'x-known-products': PRODUCTS });
    expect(Object.keys(schemas[`OfferCustomer_${version}`].properties as object)).toContain('Age');
    const references = JSON.stringify(body).match(/#\/components\/schemas\/[\w]+/g)!;
    for (const name of references) expect(schemas[name.split('/')[3]], name).toBeDefined();
    const [summary] = (await one.get('/v1/models')).body.models as Record<string, unknown>[];
    expect(summary.offers).toEqual({ method: 'Similar products', products: 8, most: 3 });
  });
});
