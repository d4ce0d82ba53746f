import { createHash } from 'node:crypto';
import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModel } from '#engine/models/readModel';
import type { LoadedModel } from '#engine/models/LoadedModel';
import type { Analysis } from '#engine/session/mainJob';
import { churnAnalysis, saved, withModel } from '../models/support/churnModel.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { codeOf, someService, type SomeService } from './support/service.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let analysis: Analysis;
let one: SomeService;
let model: LoadedModel;

beforeAll(async () => {
  ({ analysis } = await churnAnalysis(folder));
  await saved(withModel(analysis, 'randomForest'), at('churn.tsm'));
  await saved(withModel(analysis, 'histGradientBoosting'), at('other.tsm'));
  model = await readModel(at('churn.tsm'));
  one = await someService(folder, [at('churn.tsm')]);
}, 30_000);
afterAll(() => one.service.stop());

const typical = () => Object.fromEntries(model.inputs.map(({ name, typical: value }) => [name, value]));

describe('the scoring service', () => {
  it('answers about one customer as the model does, to the bit, and says which version answered', async () => {
    const { status, body } = await one.post('/v1/score', { customer: typical(), reasons: true });
    const expected = await model.answer(typical(), { reasons: true });
    expect(status).toBe(200);
    expect(body).toEqual({
      model: { name: 'churn', version: model.identity.sha256.slice(0, 12) },
      ...expected,
      warnings: [],
    });
  });

  it('answers a list in its order, and what is wrong with one customer is said in its place', async () => {
    const customers = [typical(), { Balance: 'much' }, 7, { ...typical(), Balance: 1 }];
    const { status, body } = await one.post('/v1/score/batch', { customers, reasons: false });
    expect([status, body.customers, body.refused]).toEqual([200, 4, 2]);
    const results = body.results as Record<string, unknown>[];
    expect(results[0]).toEqual({ ...(await model.answer(typical(), { reasons: false })), warnings: [] });
    expect(results[1]).toMatchObject({
      error: { code: 'field.type', message: 'Balance has to be a number; "much" was given.' },
    });
    expect(results[2]).toMatchObject({ error: { code: 'body.customer' } });
    expect(results[3]).toMatchObject(await model.answer({ ...typical(), Balance: 1 }, { reasons: false }));
  });

  it('warns of what is missing, new to the model, out of its range or unknown to it', async () => {
    const customer = { Balance: 1e12, Region: 'Atlantis', Salary: 3 };
    const { status, body } = await one.post('/v1/score', { customer });
    const warnings = body.warnings as { code: string; field: string; message: string }[];
    const of = (field: string) => warnings.find(warning => warning.field === field);
    expect(status).toBe(200);
    expect(of('Balance')).toMatchObject({ code: 'field.range' });
    expect(of('Region')).toMatchObject({ code: 'field.level' });
    expect(of('Salary')).toMatchObject({ code: 'field.unknown' });
    expect(of('Products')).toMatchObject({ code: 'field.missing' });
  });

  it('takes a text as the cell of a file, with spaces around it', async () => {
    const plain = await one.post('/v1/score', { customer: { ...typical(), Region: 'North' } });
    const spaced = await one.post('/v1/score', { customer: { ...typical(), Region: ' North\u00a0' } });
    expect(spaced.body).toEqual(plain.body);
    expect(plain.body.warnings).toEqual([]);
  });

  it('takes 2,000 customers at once and lets single ones through meanwhile', async () => {
    const customers = Array.from({ length: 2000 }, () => typical());
    let isDone = false;
    const batch = one.post('/v1/score/batch', { customers, reasons: false }).then(answer => {
      isDone = true;
      return answer;
    });
    let between = 0;
    while (!isDone) {
      expect((await one.post('/v1/score', { customer: {}, reasons: false })).status).toBe(200);
      if (!isDone) between++;
    }
    expect((await batch).body).toMatchObject({ customers: 2000, refused: 0 });
    expect(between).toBeGreaterThan(5);
    expect(codeOf(await one.post('/v1/score/batch', { customers: [...customers, {}] }))).toBe('body.customers');
  });

  it('says what it is: models, health, figures and its OpenAPI document', async () => {
    expect((await one.get('/healthz')).body).toEqual({ status: 'alive' });
    expect((await one.get('/readyz')).body).toEqual({ status: 'ready' });
    const [summary] = (await one.get('/v1/models')).body.models as Record<string, unknown>[];
    expect(summary).toMatchObject({ name: 'churn', sha256: model.identity.sha256, status: 'draft' });
    const { text, headers } = await one.get('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4');
    expect(text).toMatch(/tessera_requests_total\{route="\/v1\/score",status="200"\} \d+/);
    expect(text).toMatch(/tessera_request_seconds_bucket\{route="\/v1\/score",le="\+Inf"\} \d+/);
    const { body } = await one.get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths as object)).toHaveLength(8);
    const { schemas } = body.components as { schemas: Record<string, { properties: Record<string, object> }> };
    const balance = model.inputs.find(({ name }) => name === 'Balance')!;
    const customer = schemas[`Customer_${model.identity.sha256.slice(0, 12)}`];
    expect(customer.properties.Balance).toMatchObject({ 'x-seen-range': [balance.min, balance.max] });
    expect(Object.keys(customer.properties)).toEqual(model.inputs.map(({ name }) => name));
  });

  it('keeps every call, and nothing of the customer', async () => {
    const body = JSON.stringify({ customer: { Region: 'Ms Jane Secret' } });
    await one.post('/v1/score', body);
    await one.get('/Ms%20Jane%20Secret');
    const calls = await one.calls();
    expect(JSON.stringify(calls)).not.toContain('Jane');
    const inputSha256 = createHash('sha256').update(body).digest('hex');
    expect(calls.at(-2)).toMatchObject({ route: '/v1/score', model: model.identity.sha256, rows: 1, inputSha256 });
    expect(calls.at(-1)).toMatchObject({ route: 'other', model: null, rows: 0, inputSha256: null, status: 404 });
    if (process.platform !== 'win32') expect(statSync(one.audit.path).mode & 0o777).toBe(0o600);
  });
});

describe('several models', () => {
  it('are asked by name or version, and one must be named', async () => {
    const two = await someService(folder, [at('churn.tsm'), at('other.tsm')]);
    try {
      const [first, second] = two.shelf.models;
      // Both were saved under one name.
      expect(codeOf(await two.post('/v1/score', { customer: {} }))).toBe('model.which');
      expect(codeOf(await two.post('/v1/score', { customer: {}, model: 'churn' }))).toBe('model.which');
      expect(codeOf(await two.post('/v1/score', { customer: {}, model: 'nobody' }))).toBe('model.unknown');
      for (const { address, version } of [first, second]) {
        const { body } = await two.post('/v1/score', { customer: {}, model: address });
        expect(body.model).toEqual({ name: 'churn', version });
      }
    } finally {
      await two.service.stop();
    }
    await expect(someService(folder, [at('churn.tsm'), at('churn.tsm')])).rejects.toMatchObject({
      code: 'serve.sameModel',
    });
  });
});

describe('a model file that is replaced', () => {
  it('takes over without a dropped request, and a bad one is refused while the old one answers', async () => {
    copyFileSync(at('churn.tsm'), at('live.tsm'));
    const live = await someService(folder, [at('live.tsm')]);
    try {
      const [old] = live.shelf.models;
      copyFileSync(at('other.tsm'), at('live.tsm'));
      let isDone = false;
      const reloading = live.send('POST', '/v1/models/reload').finally(() => (isDone = true));
      const versions = new Set<string>();
      do {
        const { status, body } = await live.post('/v1/score', { customer: {}, reasons: false });
        expect(status).toBe(200);
        versions.add((body.model as { version: string }).version);
      } while (!isDone);
      const { version } = live.shelf.models[0];
      expect((await reloading).body).toEqual({ models: [{ name: 'churn', version, changed: true }] });
      expect(version).not.toBe(old.version);
      writeFileSync(at('live.tsm'), 'not a model');
      const refused = await live.send('POST', '/v1/models/reload');
      expect([refused.status, codeOf(refused)]).toEqual([409, 'model.refused']);
      expect((await live.post('/v1/score', { customer: {} })).body.model).toEqual({ name: 'churn', version });
      // A file that was refused is not read again until it changes.
      expect([await live.shelf.watch(), await live.shelf.watch()]).toEqual([[], []]);
      copyFileSync(at('churn.tsm'), at('live.tsm'));
      await live.shelf.watch();
      expect(await live.shelf.watch()).toMatchObject([{ version: old.version, changed: true }]);
    } finally {
      await live.service.stop();
    }
  }, 20_000);
});

describe('one place', () => {
  it('is taken by one service, which frees it when it stops and answers what is under way', async () => {
    const port = Number(new URL(one.service.url).port);
    await expect(someService(folder, [at('churn.tsm')], { port })).rejects.toMatchObject({
      code: 'serve.portTaken',
      args: { port },
    });
    const first = await someService(folder, [at('churn.tsm')]);
    const customers = Array.from({ length: 200 }, () => typical());
    const batch = first.post('/v1/score/batch', { customers });
    await first.get('/healthz');
    const own = Number(new URL(first.service.url).port);
    await Promise.all([first.service.stop(), batch.then(answer => expect(answer.status).toBe(200))]);
    const next = await someService(folder, [at('churn.tsm')], { port: own });
    await next.service.stop();
  }, 20_000);
});
