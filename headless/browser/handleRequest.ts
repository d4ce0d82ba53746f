import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { securityHeaders } from '#shared/contentPolicy';
import { AppError } from '#shared/errors';
import { bugTrace } from '#engine/process/bugTrace';
import { rendererFile } from '#engine/process/rendererFile';
import type { Access } from './Access.ts';
import { readSmallJson, sendAppError, sendStatus } from './answers.ts';
import { proxyRenderer } from './proxyRenderer.ts';
import { findRoute, type Address, type RouteParts } from './routes.ts';

export interface HandlerParts extends RouteParts {
  readonly access: Access;
  readonly rendererDirectory: string;
  /** While developing: the bundler's server, on this machine. */
  readonly rendererUrl: string | null;
  log(line: string): void;
}

/** Answers one HTTP request: the guard first, then the session, then files and routes. */
export async function handleRequest(
  parts: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(parts, request, response);
  } catch (error) {
    if (error instanceof AppError) return sendAppError(response, error);
    if (request.destroyed || response.destroyed) return;
    parts.log(`defect in ${request.method} ${pathOf(request)}: ${bugTrace(error)}`);
    if (response.headersSent) response.destroy();
    else sendStatus(response, 500);
  }
}

async function answer(parts: HandlerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { access } = parts;
  const nonce = randomBytes(18).toString('base64');
  setSecurityHeaders(parts, nonce, response);
  const address = addressOf(request);
  const refusal = refusalOf(access, request, address);
  if (refusal || !address) return sendStatus(response, refusal ?? 400);
  const method = request.method ?? '';
  if (method === 'POST' && address.pathname === '/session') return openSession(access, request, response);
  const route = findRoute(method, address.pathname);
  if (route) {
    if (!access.hasSession(request)) return sendStatus(response, 403);
    return route(parts, request, response, address);
  }
  if (method === 'POST') return sendStatus(response, 404);
  if (parts.rendererUrl) return proxyRenderer(parts.rendererUrl, request, response);
  await sendRendererFile(parts.rendererDirectory, address.pathname, nonce, request, response);
}

function setSecurityHeaders({ access, rendererUrl }: HandlerParts, nonce: string, response: ServerResponse): void {
  const socket = `ws://${access.authority}`;
  const connect = rendererUrl ? [socket, rendererUrl.replace('http:', 'ws:')] : [socket];
  const headers = securityHeaders({ nonce, connect, inlineScripts: rendererUrl !== null });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** The status with which a request is turned away before anything is looked up; null when it may go on. */
function refusalOf(access: Access, request: IncomingMessage, address: Address | null): number | null {
  if (!access.isForUs(request)) return 421;
  if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) return 405;
  if (!address) return 400;
  if (request.method === 'POST' && !access.isOwnAction(request)) return 403;
  return access.isOwnRead(request) ? null : 403;
}

async function openSession(access: Access, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readSmallJson(request);
  const key = typeof body === 'object' && body !== null ? (body as { key?: unknown }).key : undefined;
  if (!access.isKey(key)) return sendStatus(response, 403);
  response.setHeader('Set-Cookie', access.cookie());
  sendStatus(response, 204);
}

async function sendRendererFile(
  root: string,
  pathname: string,
  nonce: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await rendererFile(root, pathname);
  if (!file) return sendStatus(response, 404);
  response.setHeader('Content-Type', file.type);
  if (file.type.startsWith('text/html')) {
    const page = Buffer.from((await readFile(file.path, 'utf8')).replaceAll('__NONCE__', nonce));
    response.writeHead(200, { 'Content-Length': page.length });
    return void response.end(request.method === 'HEAD' ? undefined : page);
  }
  response.writeHead(200, { 'Content-Length': file.sizeBytes });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(createReadStream(file.path), response);
}

/** Only addresses in origin form: a path, never another authority. The path stays as it was sent. */
function addressOf(request: IncomingMessage): Address | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.length > 4096) return null;
  const path = target.split('?')[0];
  return { pathname: path, parameters: new URLSearchParams(target.slice(path.length)) };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0].slice(0, 100);
}
