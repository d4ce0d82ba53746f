import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { AppError } from '#shared/errors';
import type { Assignment } from '#shared/results';
import { errorSentence } from '#shared/text/errorSentences';

/** One finished segmentation that customers are placed by. */
export interface ServedModel {
  readonly name: string;
  readonly resultSha256: string;
  readonly customers: number;
  assign(values: Readonly<Record<string, string | number | boolean | null>>): Promise<Assignment>;
}
export interface ScoringServer {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 2 ** 20;
const MAX_CUSTOMERS = 1000;
const cell = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);
const scoreRequest = z.strictObject({
  customers: z
    .array(z.record(z.string().min(1).max(400), cell))
    .min(1)
    .max(MAX_CUSTOMERS),
});

/** What is refused before or instead of an answer; `code` and `message` are all that goes out. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Answers on 127.0.0.1 only, to whoever has the token of this start: `GET /ready`, and `POST /models/NAME/score` with
 * `{ "customers": [{ "column": value, … }] }` (at most 1,000 customers and 1 MiB). Web pages are refused: no request with an Origin, no
 * other Host. Nothing of a customer is kept or logged.
 */
export async function startScoringServer(
  models: readonly ServedModel[],
  port: number,
  onBug: (error: unknown) => void,
): Promise<ScoringServer> {
  const token = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => void respond(request, response));
  Object.assign(server, { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5000, maxConnections: 64 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      guard(request, authority, token);
      send(response, 200, await answer(request, models));
    } catch (error) {
      const refusal = asRefusal(error);
      if (!refusal) onBug(error);
      const { status, code, message } =
        refusal ?? new Refusal(500, 'bug', 'Something went wrong in the scoring service.');
      send(response, status, { error: { code, message } });
    }
  }

  return {
    url: `http://${authority}`,
    token,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function guard({ headers }: IncomingMessage, authority: string, token: string): void {
  if (headers.host !== authority) throw new Refusal(403, 'host', `Only requests to ${authority} are answered.`);
  if (headers.origin !== undefined) throw new Refusal(403, 'origin', 'Web pages are not answered.');
  const given = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(given), digest(token)))
    throw new Refusal(401, 'token', 'The token of this start is needed: Authorization: Bearer TOKEN.');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

async function answer(request: IncomingMessage, models: readonly ServedModel[]): Promise<unknown> {
  const { method, url = '' } = request;
  if (method === 'GET' && url === '/ready')
    return {
      ready: true,
      models: models.map(({ name, resultSha256, customers }) => ({ name, resultSha256, customers })),
    };
  const name = /^\/models\/([^/?#]{1,600})\/score$/.exec(url)?.[1];
  if (method !== 'POST' || name === undefined)
    throw new Refusal(404, 'address', 'There are GET /ready and POST /models/NAME/score.');
  const model = models.find(candidate => encodeURIComponent(candidate.name) === name);
  if (!model)
    throw new Refusal(404, 'model', `There is no such model; there are ${models.map(m => m.name).join(', ')}.`);
  const { customers } = await readRequest(request);
  const results: Assignment[] = [];
  for (const values of customers) results.push(await model.assign(values));
  return { model: model.name, resultSha256: model.resultSha256, results };
}

async function readRequest(request: IncomingMessage): Promise<z.infer<typeof scoreRequest>> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'type', 'The body has to be application/json.');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, 'size', `A request may have ${MAX_BODY_BYTES} bytes.`);
    parts.push(part);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Refusal(400, 'json', 'The body is not JSON.');
  }
  const parsed = scoreRequest.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, 'request', `${issue.path.join('.') || 'the body'}: ${issue.message}`);
}

function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  return error instanceof AppError ? new Refusal(422, error.code, errorSentence(error)) : null;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(body));
}
