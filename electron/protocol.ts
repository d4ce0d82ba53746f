import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { securityHeaders } from '#shared/contentPolicy';
import { rendererFile } from '#engine/process/rendererFile';
import { isAppUrl } from './appOrigin.ts';

/** What `protocol.registerSchemesAsPrivileged` is told: a scheme that fetch can use is one that other origins cannot read. */
export const SCHEME_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  corsEnabled: true,
  stream: true,
} as const;

/** Answers `app://tessera/…` from the folder of the built interface, and nothing from anywhere else. */
export function rendererProtocol(root: string): (request: Request) => Promise<Response> {
  return async request => {
    const nonce = randomBytes(18).toString('base64');
    const headers = securityHeaders({ nonce });
    if (!isAppUrl(request.url)) return new Response(null, { status: 404, headers });
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
    const file = await rendererFile(root, new URL(request.url).pathname);
    if (!file) return new Response(null, { status: 404, headers });
    const bytes = await readFile(file.path);
    const isPage = file.type.startsWith('text/html');
    const body = isPage ? Buffer.from(bytes.toString('utf8').replaceAll('__NONCE__', nonce)) : bytes;
    const withType = { ...headers, 'Content-Type': file.type, 'Content-Length': String(body.length) };
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { status: 200, headers: withType });
  };
}
