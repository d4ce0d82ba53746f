import { join } from 'node:path';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditTrail } from '#engine/service/AuditTrail';
import { MOST_BODY_BYTES } from '#engine/service/limits';
import { churnAnalysis, saved, withModel } from '../models/support/churnModel.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { codeOf, someService, type SomeService } from './support/service.ts';

const folder = temporaryFolder();
const path = join(folder, 'churn.tsm');
let one: SomeService;

beforeAll(async () => {
  const { analysis } = await churnAnalysis(folder);
  await saved(withModel(analysis, 'gaussianNaiveBayes'), path);
  one = await someService(folder, [path], { arrivalMs: 1_000 });
}, 30_000);
afterAll(async () => {
  // Whatever was sent before, the service answers as on its first day, and nothing of it was a defect.
  expect((await one.post('/v1/score', { customer: {} })).status).toBe(200);
  expect(one.bugs).toEqual([]);
  await one.service.stop();
});

type Ask = () => Promise<{ status: number; body: Record<string, unknown> }>;
const score = (customer: unknown) => one.post('/v1/score', { customer });
const nested = (depth: number) => `{"customer":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

it('listens on the loopback address alone', async () => {
  expect(one.service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const others = Object.values(networkInterfaces()).flatMap(found => found ?? []);
  for (const { address, family } of others.filter(({ internal }) => !internal))
    expect([address, family, await isOpen(address, Number(new URL(one.service.url).port))]).toEqual([
      address,
      family,
      false,
    ]);
});

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: 500 }, () => socket.destroy(new Error('open')));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', error => resolve(error.message === 'open'));
    socket.on('close', () => resolve(false));
  });
}

describe('who may not ask', () => {
  it.each<[string, Ask, number, string]>([
    ['no token', () => one.get('/v1/models', { authorization: [] }), 401, 'request.token'],
    ['an empty token', () => one.get('/v1/models', { authorization: 'Bearer ' }), 401, 'request.token'],
    ['a part of it', () => one.get('/v1/models', bearer(one.token.slice(0, -1))), 401, 'request.token'],
    ['it and more', () => one.get('/v1/models', bearer(`${one.token}A`)), 401, 'request.token'],
    ['it twice', () => one.get('/v1/models', bearer(`${one.token} ${one.token}`)), 401, 'request.token'],
    ['a long token', () => one.get('/v1/models', bearer('a'.repeat(8_000))), 401, 'request.token'],
    ['another scheme', () => one.get('/v1/models', { authorization: `Basic ${one.token}` }), 401, 'request.token'],
    ['it in the address', () => one.get(`/v1/models?token=${one.token}`, { authorization: [] }), 401, 'request.token'],
    ['a strange letter', () => one.get('/v1/models', bearer(`${one.token.slice(0, -1)}\u00e9`)), 401, 'request.token'],
    ['another host', () => one.get('/healthz', { host: 'evil.example' }), 403, 'request.host'],
    [
      'localhost by name',
      () => one.get('/healthz', { host: one.host.replace('127.0.0.1', 'localhost') }),
      403,
      'request.host',
    ],
    ['no port', () => one.get('/healthz', { host: '127.0.0.1' }), 403, 'request.host'],
    ['its own origin', () => one.get('/healthz', { origin: one.service.url }), 403, 'request.origin'],
    ['no origin of a sandbox', () => one.get('/healthz', { origin: 'null' }), 403, 'request.origin'],
    ['another page', () => one.get('/healthz', { 'sec-fetch-site': 'cross-site' }), 403, 'request.origin'],
  ])('refuses %s', async (_what, ask, status, code) => {
    const answer = await ask();
    expect([answer.status, codeOf(answer as never)]).toEqual([status, code]);
    expect(JSON.stringify(answer)).not.toMatch(/access-control|node:|\.ts:|at .*\(/i);
  });
});

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

describe('what may not be asked', () => {
  it.each<[string, Ask, number, string]>([
    ['another address', () => one.get('/v1/nothing'), 404, 'request.route'],
    ['a way up', () => one.get('/v1/../../etc/passwd'), 404, 'request.route'],
    ['a way up in other words', () => one.get('/v1/%2e%2e%2fmodels'), 404, 'request.route'],
    ['a whole address', () => one.get(`http://${one.host}/v1/models`), 404, 'request.route'],
    ['two strokes', () => one.get('//v1/models'), 404, 'request.route'],
    ['a question', () => one.get('/v1/models?all'), 404, 'request.route'],
    ['a long address', () => one.get(`/${'a'.repeat(8_000)}`), 404, 'request.route'],
    ['reading what is written', () => one.get('/v1/score'), 405, 'request.method'],
    ['OPTIONS', () => one.send('OPTIONS', '/v1/score'), 405, 'request.method'],
    ['TRACE', () => one.send('TRACE', '/v1/score'), 405, 'request.method'],
    ['DELETE', () => one.send('DELETE', '/v1/models'), 405, 'request.method'],
    [
      'a form',
      () => one.post('/v1/score', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'request.type',
    ],
    ['plain text', () => one.post('/v1/score', '{}', { 'content-type': 'text/plain' }), 415, 'request.type'],
    [
      'another alphabet',
      () => one.post('/v1/score', '{}', { 'content-type': 'application/json; charset=utf-16' }),
      415,
      'request.type',
    ],
    ['what is compressed', () => one.post('/v1/score', '{}', { 'content-encoding': 'gzip' }), 415, 'request.type'],
    ['nothing', () => one.send('POST', '/v1/score'), 400, 'json.invalid'],
    ['half of it', () => one.post('/v1/score', '{"customer":{'), 400, 'json.invalid'],
    ['more than it', () => one.post('/v1/score', '{"customer":{}}{}'), 400, 'json.invalid'],
    ['NaN', () => one.post('/v1/score', '{"customer":{"Balance":NaN}}'), 400, 'json.invalid'],
    ['Infinity', () => one.post('/v1/score', '{"customer":{"Balance":-Infinity}}'), 400, 'json.invalid'],
    ['a number beyond all', () => one.post('/v1/score', '{"customer":{"Balance":1e999}}'), 400, 'json.number'],
    ['a bare line feed in a text', () => one.post('/v1/score', '{"customer":{"Region":"a\nb"}}'), 400, 'json.invalid'],
    ['no UTF-8', () => one.post('/v1/score', Buffer.from([0x22, 0xff, 0x22])), 400, 'json.utf8'],
    ['a field twice', () => one.post('/v1/score', '{"customer":{"Balance":1,"Bal\\u0061nce":2}}'), 400, 'json.twice'],
    ['a customer twice', () => one.post('/v1/score', '{"customer":{},"customer":{}}'), 400, 'json.twice'],
    ['__proto__', () => one.post('/v1/score', '{"customer":{"__proto__":{"Balance":1}}}'), 400, 'json.key'],
    ['constructor', () => one.post('/v1/score', '{"constructor":{"prototype":{}}}'), 400, 'json.key'],
    ['deep objects', () => one.post('/v1/score', nested(9)), 400, 'json.deep'],
    ['very deep lists', () => one.post('/v1/score', `${'['.repeat(100_000)}`), 400, 'json.deep'],
    ['a long list', () => score({ Region: Array.from({ length: 101 }, () => 1) }), 400, 'json.list'],
    ['one customer of 256 KiB', () => one.post('/v1/score', ' '.repeat(262_145)), 413, 'request.size'],
    ['a long text', () => score({ Region: 'x'.repeat(4_001) }), 400, 'json.text'],
    [
      'an endless text',
      () => one.post('/v1/score', `{"customer":{"Region":"${'x'.repeat(100_000)}`),
      400,
      'json.invalid',
    ],
    [
      'many fields',
      () => score(Object.fromEntries(Array.from({ length: 5_001 }, (_none, i) => [`f${i}`, i]))),
      400,
      'json.fields',
    ],
    ['a list', () => one.post('/v1/score', '[]'), 400, 'body.notAnObject'],
    ['a list of a list', () => one.post('/v1/score/batch', '[]'), 400, 'body.notAnObject'],
    ['no customer', () => one.post('/v1/score', '{}'), 400, 'body.missing'],
    ['no customers', () => one.post('/v1/score/batch', '{"customers":[]}'), 400, 'body.customers'],
    ['customers that are none', () => one.post('/v1/score/batch', '{"customers":7}'), 400, 'body.customers'],
    ['another key', () => one.post('/v1/score', '{"customer":{},"toString":1}'), 400, 'body.unknownKey'],
    ['reasons in words', () => one.post('/v1/score', '{"customer":{},"reasons":"yes"}'), 400, 'body.reasons'],
    ['a model that is a number', () => one.post('/v1/score', '{"customer":{},"model":1}'), 400, 'body.model'],
    ['a text for a number', () => score({ Balance: '1' }), 422, 'field.type'],
    ['yes for a number', () => score({ Balance: true }), 422, 'field.type'],
    ['an object for a number', () => score({ Balance: { a: 1 } }), 422, 'field.type'],
    ['a list for a text', () => score({ Region: ['a'] }), 422, 'field.type'],
  ])('refuses %s', async (_what, ask, status, code) => {
    const answer = await ask();
    expect([answer.status, codeOf(answer as never)]).toEqual([status, code]);
    const { error } = answer.body as { error: { message: string } };
    expect(Object.keys(answer.body)).toEqual(['error']);
    expect(error.message).toMatch(/^\S.{10,400}[.]$/s);
  });

  it('takes names that objects have for fields like any other', async () => {
    const { status, body } = await score({ toString: 1, hasOwnProperty: 2, valueOf: 3, length: 4 });
    expect(status).toBe(200);
    const unknown = (body.warnings as { code: string; message: string }[]).filter(
      ({ code }) => code === 'field.unknown',
    );
    expect(unknown).toHaveLength(1);
    expect(unknown[0].message).toMatch(/^4 fields are not .*"hasOwnProperty"/);
  });
});

describe('what is not even a question', () => {
  const head = (more: string[]) =>
    ['POST /v1/score HTTP/1.1', `Host: ${one.host}`, `Authorization: Bearer ${one.token}`, ...more, '', ''].join(
      '\r\n',
    );

  it.each<[string, () => string, RegExp]>([
    ['noise', () => 'hello\r\n\r\n', /^HTTP\/1.1 400 .*request\.malformed/s],
    ['two lengths', () => head(['Content-Length: 2', 'Content-Length: 20']), /^HTTP\/1.1 400 /],
    ['a length and pieces', () => head(['Content-Length: 2', 'Transfer-Encoding: chunked']), /^HTTP\/1.1 400 /],
    ['a header without an end', () => head([`X: ${'a'.repeat(20_000)}`]), /^HTTP\/1.1 431 .*request\.headers/s],
    ['two hosts', () => head([`Host: ${one.host}`, 'Connection: close']), /^HTTP\/1.1 4\d\d /],
    [
      'headers that never end',
      () => `POST /v1/score HTTP/1.1\r\nHost: ${one.host}\r\n`,
      /^HTTP\/1.1 408 .*request\.slow/s,
    ],
    [
      'a body that never comes',
      () => head(['Content-Type: application/json', 'Content-Length: 10']),
      /^HTTP\/1.1 408 /,
    ],
  ])('refuses %s and hangs up', async (_what, text, heard) => {
    expect(await one.raw(text())).toMatch(heard);
  });

  it('answers requests in a row in their order', async () => {
    const body = '{"customer":{}}';
    const ask = (more: string) =>
      head(['Content-Type: application/json', `Content-Length: ${body.length}`, ...(more ? [more] : [])]) + body;
    const heard = await one.raw(
      `${ask('')}${ask('')}GET /healthz HTTP/1.1\r\nHost: ${one.host}\r\nConnection: close\r\n\r\n`,
    );
    expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(heard.trimEnd()).toMatch(/\{"status":"alive"\}$/);
  });

  it('refuses bodies that are too large, by what they say and by what they are', async () => {
    const said = await one.raw(head(['Content-Type: application/json', `Content-Length: ${MOST_BODY_BYTES + 1}`]));
    expect(said).toMatch(/^HTTP\/1.1 413 .*request\.size/s);
    const pieces = `${head(['Content-Type: application/json', 'Transfer-Encoding: chunked'])}900000\r\n${'x'.repeat(0x90_0000)}`;
    expect(await one.raw(pieces)).toMatch(/^HTTP\/1.1 413 .*request\.size/s);
  });
});

describe('too much at once', () => {
  it('is held to a rate that every answer states', async () => {
    const slow = await someService(folder, [path], { rate: 1 });
    try {
      const first = await slow.get('/v1/models');
      expect(first.headers).toMatchObject({ 'ratelimit-limit': '1', 'ratelimit-remaining': '1' });
      await slow.get('/v1/models');
      const refused = await slow.get('/v1/models');
      expect([refused.status, codeOf(refused), refused.headers['retry-after']]).toEqual([429, 'request.rate', '1']);
      expect((await slow.get('/healthz')).status).toBe(200);
    } finally {
      await slow.service.stop();
    }
  });

  it('of wrong tokens is refused, and the right one is let in', async () => {
    const other = await someService(folder, [path]);
    try {
      const answers = await Promise.all(Array.from({ length: 30 }, () => other.get('/v1/models', bearer('wrong'))));
      const statuses = answers.map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      expect((await other.get('/v1/models')).status).toBe(200);
      // Who has no token cannot fill the disk.
      await other.get('/healthz');
      const calls = await other.calls();
      const kept = calls.filter(call => 'route' in call);
      const counted = calls.flatMap(call => ('counted' in call ? Object.values(call.counted) : []));
      expect(kept).toMatchObject([{ route: '/v1/models', status: 200 }]);
      expect(counted.reduce((sum, n) => sum + n, 0)).toBe(30);
    } finally {
      await other.service.stop();
    }
  });
});

it('answers nothing while its audit log cannot be written', async () => {
  const audit = new AuditTrail(join(path, 'below a file.jsonl'));
  const other = await someService(folder, [path], { audit });
  try {
    await other.get('/v1/models');
    await audit.flush();
    expect(codeOf(await other.get('/readyz'))).toBe('service.audit');
    expect(codeOf(await other.post('/v1/score', { customer: {} }))).toBe('service.audit');
    expect((await other.get('/healthz')).status).toBe(200);
  } finally {
    await other.service.stop();
  }
});
