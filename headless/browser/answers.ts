import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, toWireError, type ErrorCode } from '#shared/errors';

const STATUS: Partial<Record<ErrorCode, number>> = { 'file.tooLarge': 413, 'file.unknownToken': 404 };

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length });
  response.end(body);
}

/** A refusal without a word about why: whoever asks is not one of our pages. */
export function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0, ...(status >= 400 ? { Connection: 'close' } : {}) });
  response.end();
}

export function sendAppError(response: ServerResponse, error: AppError): void {
  if (response.headersSent) return void response.destroy();
  response.setHeader('Connection', 'close');
  sendJson(response, { error: toWireError(error, 'host') }, STATUS[error.code] ?? 400);
}

/** A small body as JSON; null when it is too large or is not JSON. */
export async function readSmallJson(request: IncomingMessage, maxBytes = 4096): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}
