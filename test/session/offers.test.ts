import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel } from '#engine/models/readModel';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { unzip } from '../support/unzip.ts';

const PRODUCTS = ['Current account', 'Card', 'Loan', 'Savings', 'Insurance', 'Fund', 'Mortgage', 'Travel'];
const N = 120;
/** Two kinds of customers, so that what goes together is not what is popular; every tenth customer has nothing. */
const owns = (c: number, p: number) =>
  c % 10 !== 9 && ((c % 2 === 0 ? p < 4 : p >= 4) ? (c * 3 + p * 5) % 7 < 5 : (c + p) % 11 === 0);

const balanceOf = (c: number) => 100 + c * (c % 2 === 0 ? 1 : 50);
const customersCsv = () =>
  [
    'Customer ID,Age,Region,Balance',
    ...Array.from(
      { length: N },
      (_none, c) => `C${1000 + c},${20 + (c % 50)},${c % 3 === 0 ? 'North' : 'South'},${balanceOf(c)}`,
    ),
  ].join('\n');
const purchasesCsv = () => {
  const rows = ['client_id,product,quantity,date'];
  for (let c = 0; c < N; c++)
    for (let p = 0; p < PRODUCTS.length; p++)
      if (owns(c, p)) rows.push(`C${1000 + c},${PRODUCTS[p]},1,2025-0${1 + ((c + p) % 9)}-1${(c * p) % 10}`);
  return [...rows, 'X1,Card,1,2025-01-01', 'X2,Card,1,2025-01-02', ',Card,1,2025-01-02'].join('\n');
};
const PAGE = { offset: 0, limit: 200, search: '', segment: null, product: null };
const QUICK = {
  methods: (['popularity', 'associationRules', 'itemNeighbours'] as const).map(id => ({ id, options: {} })),
  compareAt: 3,
};

describe('offers from a list in a table of its own', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await startTestEngine(2);
    const path = join(engine.folder, 'customers.csv');
    writeFileSync(path, customersCsv());
    writeFileSync(join(engine.folder, 'purchases.csv'), purchasesCsv());
    await engine.client.call('dataset.open', { file: engine.register(path, 'customers.csv') });
  }, 60_000);

  it('says what is missing while there is no list', async () => {
    const setup = await engine.client.call('offer.setup', {});
    expect(setup.source).toBeNull();
    expect(setup.problem).toContain('customers.csv');
    await expect(engine.client.call('offer.run', {})).rejects.toMatchObject({ code: 'offers.noSource' });
    await expect(engine.client.call('offer.save', { format: 'csv' })).rejects.toMatchObject({ code: 'offers.none' });
  });

  it('recognises the columns of the list and finds its customers in the table', async () => {
    const file = engine.register(join(engine.folder, 'purchases.csv'), 'purchases.csv');
    const setup = await engine.client.call('offer.addTable', { file, sheet: null });
    expect(setup.problem).toBeNull();
    expect(setup.source).toEqual({
      from: 'list',
      table: 'list-1',
      customer: 'client_id',
      product: 'product',
      weight: 'quantity',
      time: 'date',
    });
    expect(setup.keyColumn).toMatch(/Customer ?ID/);
    expect(setup.account).toMatchObject({ unknownKey: 2, unknownCustomers: 2, missing: 1, customers: N, products: 8 });
    const { account } = setup;
    const { rows, used, repeated, unknownKey, missing, rareProduct } = account!;
    expect(rows).toBe(used + repeated + unknownKey + missing + rareProduct);
  });

  it('compares the methods and says which beats popularity', async () => {
    const result = await engine.client.call('offer.run', { offers: QUICK });
    expect(result.methods.map(({ id }) => id)).toEqual(['popularity', 'associationRules', 'itemNeighbours']);
    expect(result.split.kind).toBe('last');
    for (const { evaluation } of result.methods) {
      expect(evaluation.ndcg.n).toBe(result.nEvaluated);
      expect(evaluation.ndcg.low).toBeLessThanOrEqual(evaluation.ndcg.high);
    }
    expect(result.methods[1].verdict).toMatch(/popularity/);
    expect(result.recommendation.length).toBeGreaterThan(20);
    expect(result.headline).toContain('of 8 products');
    expect(result.nCold).toBe(12);
    expect(result.notes.some(({ code }) => code === 'offers.unknownKeys')).toBe(true);
    expect((await engine.client.call('project.state', {})).offers).toBe('ready');
  });

  it('offers nobody what he has, with a reason in numbers, and says so to those who have nothing', async () => {
    const page = await engine.client.call('offer.customers', PAGE);
    expect(page.total).toBe(N);
    for (const { owned, offers, isCold } of page.rows) {
      for (const { product, reason } of offers) {
        expect(owned).not.toContain(product);
        expect(reason).toMatch(isCold ? /^No product yet: \d+ % of all customers/ : /n = \d+/);
      }
    }
    const cold = page.rows.find(({ isCold }) => isCold)!;
    expect(cold.offers).toHaveLength(3);
    const found = await engine.client.call('offer.customers', { ...PAGE, search: 'c1007' });
    expect(found.rows.map(({ customer }) => customer)).toEqual(['C1007']);
  });

  it('keeps to the rules, counts what they do, and undoes them', async () => {
    const rules = [
      {
        effect: 'only' as const,
        products: ['Loan'],
        test: { by: 'number' as const, column: 'Age', from: 40, to: null },
      },
      { effect: 'never' as const, products: [], test: { by: 'level' as const, column: 'Region', levels: ['North'] } },
    ];
    const result = await engine.client.call('offer.setRules', { offers: { rules } });
    expect(result.rules.map(({ text }) => text)).toEqual([
      'Nobody is offered what they have already',
      'Loan: only to customers whose Age is 40 or more',
      'Every product: never to customers whose Region is North',
    ]);
    expect(result.rules[2].customers).toBe(40);
    expect(result.nNothing).toBeGreaterThanOrEqual(40);
    const page = await engine.client.call('offer.customers', { ...PAGE, product: 'Loan' });
    for (const { row } of page.rows) {
      expect(20 + (row % 50)).toBeGreaterThanOrEqual(40);
      expect(row % 3).not.toBe(0);
    }
    await engine.client.call('project.undo', {});
    const undone = await engine.client.call('offer.result', {});
    expect(undone?.isFresh).toBe(true);
    expect(undone?.result.rules).toHaveLength(1);
  });

  it('refuses a rule about segments before there are any, and a protected column', async () => {
    const segment = [{ effect: 'never' as const, products: [], test: { by: 'segment' as const, segments: [1] } }];
    await expect(engine.client.call('offer.setRules', { offers: { rules: segment } })).rejects.toMatchObject({
      code: 'offers.ruleSegments',
    });
    const unknown = [{ effect: 'never' as const, products: ['Boat'], test: { by: 'segment' as const, segments: [1] } }];
    await expect(engine.client.call('offer.setRules', { offers: { rules: unknown } })).rejects.toMatchObject({
      code: 'offers.ruleProduct',
    });
  });

  it('offers by segment once the customers are grouped', async () => {
    await engine.client.call('segment.run', {});
    const { result, isFresh } = (await engine.client.call('offer.result', {}))!;
    expect(isFresh).toBe(true);
    expect(result.segments.reduce((n, segment) => n + segment.n, 0)).toBe(N);
    expect(result.segments.reduce((n, segment) => n + segment.nCold, 0)).toBe(12);
    const page = await engine.client.call('offer.customers', { ...PAGE, segment: result.segments[0].id });
    expect(page.total).toBe(result.segments[0].n);
    expect(page.rows.find(({ isCold }) => isCold)?.offers[0].reason).toMatch(/^No product yet: \d+ % of segment /);
  }, 30_000);

  it('is part of the model that is saved, which offers other customers the same', async () => {
    const saved = await engine.client.call('model.save', { owner: null });
    expect(saved.card.purpose).toContain('offers each up to 3 of 8 products');
    const model = await readModel(engine.pathOf(saved.token));
    const { products } = model.document.offers!.made;
    const page = await engine.client.call('offer.customers', PAGE);
    for (const { row, owned, offers, segment } of page.rows.slice(0, 30)) {
      const values = { Age: 20 + (row % 50), Region: row % 3 === 0 ? 'North' : 'South', Balance: balanceOf(row) };
      const places = owned.map(product => products.indexOf(product));
      const answer = await model.answerOffers!(values, { products: places, weights: places.map(() => 1) });
      expect([answer.segment?.name, answer.offers]).toEqual([segment, offers]);
    }
  });

  it('is a file to take along, and stays in the project', async () => {
    const csv = await engine.client.call('offer.save', { format: 'csv' });
    const lines = readFileSync(engine.pathOf(csv.token), 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('Customer,Segment,Rank,Product,Score,Reason');
    const xlsx = await engine.client.call('offer.save', { format: 'xlsx' });
    expect(xlsx.name).toBe('customers offers.xlsx');
    expect([...unzip(readFileSync(engine.pathOf(xlsx.token))).keys()].join()).toContain('sheet1.xml');
    const before = await engine.client.call('offer.customers', PAGE);
    const project = engine.register(join(engine.folder, 'offers.tessera'), 'offers.tessera');
    await engine.client.call('project.save', { file: project });
    expect((await engine.client.call('project.state', {})).hasUnsavedChanges).toBe(false);
    await engine.client.call('project.close', {});
    await engine.client.call('project.open', { file: project });
    expect((await engine.client.call('project.state', {})).offers).toBe('ready');
    expect(await engine.client.call('offer.customers', PAGE)).toEqual(before);
    await engine.client.call('project.setSeed', { seed: 7 });
    expect((await engine.client.call('project.state', {})).offers).toBe('stale');
    expect(engine.bugs).toEqual([]);
  }, 60_000);
});

describe('offers from the opened file', () => {
  const opened = async (name: string, text: string) => {
    const engine = await startTestEngine(1);
    writeFileSync(join(engine.folder, name), text);
    await engine.client.call('dataset.open', { file: engine.register(join(engine.folder, name), name) });
    return engine;
  };

  it('takes a list without header by what is in its columns', async () => {
    const rows: string[] = [];
    for (let c = 0; c < 60; c++)
      for (let p = 0; p < 30; p++)
        if ((c * 7 + p * 11 + c * p * 3) % 17 < 6)
          rows.push([c + 1, p + 1, ((c + p) % 5) + 1, 880_000_000 + ((c * 37 + p * 911) % 9_000) * 977].join('\t'));
    const engine = await opened('u.data', rows.join('\n'));
    const setup = await engine.client.call('offer.setup', {});
    expect(setup.source).toMatchObject({
      from: 'list',
      table: 'main',
      weight: expect.any(String),
      time: expect.any(String),
    });
    expect(setup.account).toMatchObject({
      customers: new Set(rows.map(row => row.split('\t')[0])).size,
      products: new Set(rows.map(row => row.split('\t')[1])).size,
      rows: rows.length,
      firstDay: expect.stringMatching(/^1997/),
    });
    const result = await engine.client.call('offer.run', {
      offers: { ...QUICK, split: { kind: 'day', testShare: 0.2, day: null } },
    });
    expect(result.keyColumn).toBeNull();
    expect(result.split.day).toMatch(/^199\d-/);
    expect(result.segments).toEqual([]);
    expect(await engine.client.call('offer.customer', { row: 0 })).toBeNull();
  }, 30_000);

  it('takes columns of counts as products, and leaves the outcome at the end out', async () => {
    const header = ['Customer ID', 'Income', ...PRODUCTS.map(p => `${p} policies`), 'Caravan'];
    const rows = Array.from({ length: N }, (_none, c) =>
      [
        c + 1,
        1000 + c * 13,
        ...PRODUCTS.map((_p, p) => (owns(c, p) && (c + p) % 2 === 0 ? 1 + (c % 2) : 0)),
        c % 7 === 0 ? 1 : 0,
      ].join(','),
    );
    const engine = await opened('policies.csv', [header.join(','), ...rows].join('\n'));
    const setup = await engine.client.call('offer.setup', {});
    expect(setup.source).toEqual({ from: 'ownership', products: PRODUCTS.map(p => `${p} policies`) });
    const result = await engine.client.call('offer.run', { offers: QUICK });
    expect(result.split.kind).toBe('random');
    expect(result.account.products).toBe(8);
    await expect(
      engine.client.call('offer.run', { offers: { source: { from: 'ownership', products: ['Card policies'] } } }),
    ).rejects.toMatchObject({ code: 'offers.oneProduct' });
  }, 30_000);
});
