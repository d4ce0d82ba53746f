import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import type { Assignment } from '#shared/results';
import { startScoringServer, type ScoringServer } from '../../../headless/serve/scoringServer.ts';

let server: ScoringServer;
const bugs: unknown[] = [];
beforeAll(async () => {
  const assign = async (values: Record<string, unknown>) => {
    if ('Nonsense' in values) throw new AppError('data.unknownColumn', { column: 'Nonsense', columns: 'Amount' });
    if ('Bug' in values) throw new TypeError('cannot read "Ms Jane Secret"');
    return { segment: 1, score: Number(values.Amount) } as Assignment;
  };
  const model = { name: 'my book', resultSha256: 'a'.repeat(64), customers: 3, assign };
  server = await startScoringServer([model], 0, error => bugs.push(error));
});
afterAll(() => server.close());

interface Answer {
  status: number;
  body: Record<string, unknown>;
}
function ask(
  method: string,
  path: string,
  given: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...given.headers };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, response => {
      let text = '';
      response.on('data', part => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode!, body: JSON.parse(text) as Record<string, unknown> }),
      );
    });
    sent.on('error', reject);
    sent.end(given.body);
  });
}
const score = (value: unknown, headers = {}) =>
  ask('POST', '/models/my%20book/score', { body: typeof value === 'string' ? value : JSON.stringify(value), headers });

describe('the scoring service', () => {
  it('listens on the loopback address and says what it serves', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { status, body } = await ask('GET', '/ready');
    expect([status, body]).toEqual([
      200,
      { ready: true, models: [{ name: 'my book', resultSha256: 'a'.repeat(64), customers: 3 }] },
    ]);
  });

  it('places one customer or a batch, in order', async () => {
    const { status, body } = await score({ customers: [{ Amount: 5 }, { Amount: 7, Town: null }] });
    expect([status, body.model, (body.results as Assignment[]).map(result => result.score)]).toEqual([
      200,
      'my book',
      [5, 7],
    ]);
  });

  it.each<[string, () => Promise<Answer>, number]>([
    ['no token', () => ask('GET', '/ready', { headers: { authorization: '' } }), 401],
    [
      'a part of the token',
      () => ask('GET', '/ready', { headers: { authorization: `Bearer ${server.token.slice(0, -1)}` } }),
      401,
    ],
    ['the token and more', () => ask('GET', '/ready', { headers: { authorization: `Bearer ${server.token}A` } }), 401],
    ['another host', () => ask('GET', '/ready', { headers: { host: 'evil.example' } }), 403],
    [
      'localhost by name',
      () => ask('GET', '/ready', { headers: { host: `localhost:${new URL(server.url).port}` } }),
      403,
    ],
    ['a web page', () => ask('GET', '/ready', { headers: { origin: server.url } }), 403],
    ['another method', () => ask('OPTIONS', '/ready'), 404],
    ['another address', () => ask('GET', '/models/../ready'), 404],
    ['another model', () => ask('POST', '/models/other/score', { body: '{}' }), 404],
    ['a form', () => score({}, { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['no JSON', () => score('{'), 400],
    ['no customers', () => score({ customers: [] }), 400],
    ['too many customers', () => score({ customers: Array.from({ length: 1001 }, () => ({})) }), 400],
    ['a customer in a customer', () => score({ customers: [{ Amount: { deep: 1 } }] }), 400],
    ['a body that is too large', () => score({ customers: [{ Amount: 'x'.repeat(2 ** 20) }] }), 413],
    ['an unknown column', () => score({ customers: [{ Nonsense: 1 }] }), 422],
  ])('refuses %s', async (_what, asked, status) => {
    const answer = await asked();
    expect(answer.status).toBe(status);
    const { error } = answer.body as { error: { code: string; message: string } };
    expect(error.message).toMatch(/\S.{5,}/);
  });

  it('says nothing of a defect or of the customer it met it on', async () => {
    const { status, body } = await score({ customers: [{ Bug: 1 }] });
    expect([status, body]).toEqual([
      500,
      { error: { code: 'bug', message: 'Something went wrong in the scoring service.' } },
    ]);
    expect(bugs).toHaveLength(1);
  });
});
