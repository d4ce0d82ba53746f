import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import { systemCode } from '../files/fileError.ts';
import type { AuditTrail } from './AuditTrail.ts';
import { newCall, type Call, type Reply } from './Call.ts';
import { DEFAULT_RATE, MOST_CONNECTIONS, MOST_SENDING_MS } from './limits.ts';
import type { ModelShelf, Reloaded } from './ModelShelf.ts';
import { Refusal, refuse, refuseWith } from './Refusal.ts';
import { guardOrigin, TokenGuard } from './requestGuard.ts';
import type { Route } from './routeParts.ts';
import { serviceRoutes } from './routes.ts';
import { ServiceMetrics } from './ServiceMetrics.ts';
import { TokenBucket } from './TokenBucket.ts';

export interface ServiceParts {
  readonly shelf: ModelShelf;
  /** See `newToken`. */
  readonly token: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly audit: AuditTrail;
  /** Requests a second over a longer time; twice as many may come at once. */
  readonly rate?: number;
  /** Hears of defects, never of what was asked. */
  onBug(error: unknown): void;
  onReload?(reloaded: Reloaded): void;
  /** How long a request may take to arrive. */
  readonly arrivalMs?: number;
}
export interface ScoringService {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Requests so far, and those that were refused. */
  totals(): { requests: number; refused: number };
  /** Takes no more, answers what is under way, at most ten seconds long or as long as is said, then ends and frees the port. */
  stop(mostMs?: number): Promise<void>;
}

const LONGEST_STOP_MS = 10_000;
const WATCH_MS = 1_000;
const ARRIVAL_MS = 30_000;
const HOST = '127.0.0.1';

/**
 * Answers about single customers and batches over HTTP, on the loopback address only, to whoever has the token. See `limits.ts` for what it takes at most, and
 * `GET /openapi.json` for what it says.
 * @throws AppError `serve.portTaken`, `serve.portDenied`
 */
export async function startService(parts: ServiceParts): Promise<ScoringService> {
  const { shelf, audit, onBug, arrivalMs = ARRIVAL_MS, rate = DEFAULT_RATE } = parts;
  const server = createServer({
    headersTimeout: arrivalMs,
    requestTimeout: arrivalMs,
    keepAliveTimeout: 30_000,
    connectionsCheckingInterval: Math.min(1_000, arrivalMs),
    maxHeaderSize: 16_384,
    noDelay: true,
  });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, parts.port);
  const authority = `${HOST}:${port}`;
  const metrics = new ServiceMetrics();
  const state = { isStopping: false };
  const notReady = () => {
    if (state.isStopping) return refuse('service.stopping');
    return audit.isBroken ? refuse('service.audit') : null;
  };
  const routes = serviceRoutes({ shelf, metrics, authority, notReady });
  const doors: Doors = {
    routes,
    authority,
    tokens: new TokenGuard(parts.token),
    bucket: new TokenBucket(rate, rate * 2, performance.now()),
  };
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const call = newCall(request, response);
    const reply = await answered(call, doors, onBug);
    send(call, reply, doors.bucket, state.isStopping);
    releaseWhenSent(call);
    const ms = performance.now() - call.begun;
    metrics.add(call.route, reply.status, ms / 1000, call.rows);
    keep(audit, call, reply.status, ms);
  };
  server.on('request', (request, response) => void respond(request, response));
  server.on('checkContinue', (request, response: ServerResponse) => {
    response.writeContinue();
    void respond(request, response);
  });
  server.on('clientError', refuseMalformed);
  const watching = setInterval(() => void look(parts, metrics), WATCH_MS);
  watching.unref();
  return {
    url: `http://${authority}`,
    totals: () => metrics.totals(),
    stop: async mostMs => {
      state.isStopping = true;
      clearInterval(watching);
      await close(server, mostMs);
      await audit.flush();
    },
  };
}

interface Doors {
  readonly routes: ReadonlyMap<string, Route>;
  readonly authority: string;
  readonly tokens: TokenGuard;
  readonly bucket: TokenBucket;
}
interface Outgoing extends Reply {
  readonly headers: Readonly<Record<string, string>>;
}

async function answered(call: Call, doors: Doors, onBug: ServiceParts['onBug']): Promise<Outgoing> {
  try {
    return { ...(await routeOf(call, doors).answer(call)), headers: {} };
  } catch (error) {
    if (!(error instanceof Refusal)) onBug(error);
    const { status, code, message, headers } = error instanceof Refusal ? error : refuse('bug');
    return { status, type: 'application/json', body: JSON.stringify({ error: { code, message } }), headers };
  }
}

/** The route of a request that may be answered. @throws Refusal */
function routeOf(call: Call, { routes, authority, tokens, bucket }: Doors): Route {
  const { request } = call;
  const route = routes.get(request.url ?? '');
  if (route) call.route = request.url!;
  guardOrigin(request, authority);
  if (!route?.isOpen) {
    tokens.check(request);
    call.hasToken = true;
  }
  if (!route?.isWatching && !bucket.take(performance.now()))
    throw refuseWith({ 'retry-after': String(bucket.waitSeconds()) }, 'request.rate', formatCount(bucket.perSecond));
  if (!route) throw refuse('request.route');
  if (request.method !== route.method) throw refuseWith({ allow: route.method }, 'request.method', route.method);
  return route;
}

/** Calls with the token are kept one by one. Of all others refusals are counted, and answers of open addresses leave nothing: anybody could fill the disk with them. */
function keep(
  audit: AuditTrail,
  { route, model, rows, inputSha256, hasToken }: Call,
  status: number,
  ms: number,
): void {
  if (!hasToken || status === 429) {
    if (status >= 400 && status < 500) audit.count(status);
    return;
  }
  const rounded = Math.round(ms * 1000) / 1000;
  audit.add({ time: new Date().toISOString(), route, model, rows, inputSha256, status, ms: rounded });
}

function send({ request, response }: Call, reply: Outgoing, bucket: TokenBucket, isStopping: boolean): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': Buffer.byteLength(reply.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'ratelimit-limit': bucket.perSecond,
    'ratelimit-remaining': bucket.left,
    'ratelimit-reset': bucket.fullInSeconds(),
    ...reply.headers,
    ...(isStopping || hasUnread(request) ? { connection: 'close' } : {}),
  });
  response.end(reply.body);
}

/** Lets go of what the call held when its answer has left, or hangs up on who does not take it. */
function releaseWhenSent({ request: { socket }, response, release }: Call): void {
  if (response.writableFinished || response.destroyed || socket.destroyed) {
    release();
    return;
  }
  const late = setInterval(() => {
    // An answer without a connection waits for the one before it.
    if (response.socket === null && !socket.destroyed) return;
    clearInterval(late);
    socket.destroy();
    release();
  }, MOST_SENDING_MS);
  response.once('close', () => {
    clearInterval(late);
    release();
  });
}

/** A body that nobody will read ends the connection, so that it need not be received to its end. */
function hasUnread({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

async function look({ shelf, audit, onBug, onReload }: ServiceParts, metrics: ServiceMetrics): Promise<void> {
  try {
    if (audit.isBroken) await audit.flush();
    for (const reloaded of await shelf.watch()) {
      metrics.addReload(reloaded.changed ? 'changed' : 'refused');
      onReload?.(reloaded);
    }
  } catch (error) {
    onBug(error);
  }
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: HOST, exclusive: true }, resolve);
    });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EADDRINUSE') throw new AppError('serve.portTaken', { port }, { cause: error });
    if (code === 'EACCES') throw new AppError('serve.portDenied', { port }, { cause: error });
    throw error;
  }
  return (server.address() as AddressInfo).port;
}

async function close(server: Server, mostMs = LONGEST_STOP_MS): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  const late = setTimeout(() => server.closeAllConnections(), mostMs);
  await closed;
  clearTimeout(late);
}

const MALFORMED: Record<string, 'request.slow' | 'request.headers'> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request.slow',
  HPE_HEADER_OVERFLOW: 'request.headers',
};
const STATUS_WORDS: Record<number, string> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** What is no request at all is answered on the bare connection, which ends. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, code, message } = refuse(MALFORMED[error.code ?? ''] ?? 'request.malformed');
  const body = JSON.stringify({ error: { code, message } });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_WORDS[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
