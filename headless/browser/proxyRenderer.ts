import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { sendStatus } from './answers.ts';

/** Hands a request for a file of the interface to the bundler's server, while developing. */
export async function proxyRenderer(
  rendererUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = new URL(request.url ?? '/', rendererUrl);
  const answer = await new Promise<IncomingMessage | null>(resolve => {
    const headers = { accept: request.headers.accept ?? '*/*', host: target.host };
    const outgoing = httpRequest(target, { method: request.method, headers }, resolve);
    outgoing.on('error', () => resolve(null));
    outgoing.end();
  });
  if (!answer) return sendStatus(response, 502);
  response.setHeader('Content-Type', answer.headers['content-type'] ?? 'application/octet-stream');
  response.writeHead(answer.statusCode ?? 502);
  await pipeline(answer, response);
}
