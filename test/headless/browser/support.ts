import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import {
  startBrowserHost,
  type BrowserHost,
  type BrowserHostOptions,
} from '../../../headless/browser/startBrowserHost.ts';
import { bundleForNode } from '../../process/support/bundleForNode.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
interface Asked {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** A browser host with a toy engine and a small interface of its own, with a folder outside it that must stay unreachable. */
export function useBrowserHost(options: BrowserHostOptions = {}) {
  const folder = temporaryFolder();
  const rendererDirectory = join(folder, 'renderer');
  mkdirSync(join(rendererDirectory, 'assets'), { recursive: true });
  writeFileSync(join(rendererDirectory, 'index.html'), '<meta name="csp-nonce" content="__NONCE__"><p>Tessera</p>');
  writeFileSync(join(rendererDirectory, 'assets', 'app.js'), 'export const app = 1;');
  writeFileSync(join(rendererDirectory, '.env.json'), '"hidden"');
  writeFileSync(join(folder, 'secret.json'), '"outside"');
  mkdirSync(join(folder, 'renderer-sibling'));
  writeFileSync(join(folder, 'renderer-sibling', 'secret.json'), '"sibling"');
  symlinkSync(join(folder, 'secret.json'), join(rendererDirectory, 'link.json'));
  symlinkSync(folder, join(rendererDirectory, 'up'));
  let host: BrowserHost;
  let toy = '';
  beforeAll(async () => {
    toy = await bundleForNode('test/process/support/toyEngine.ts', folder);
    const homeDirectory = join(folder, 'home');
    host = await startBrowserHost({ engineFile: toy, rendererDirectory, homeDirectory, ...options });
  });
  afterAll(async () => {
    await host.close();
    rmSync(dirname(toy), { recursive: true, force: true });
  });

  const origin = () => `http://127.0.0.1:${host.port}`;
  const key = () => host.url.split('#key=')[1];
  /** Node's own client sends the path as it is given, which `fetch` would tidy. */
  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: host.port, path, method, headers }, incoming => {
        const chunks: Buffer[] = [];
        incoming.on('data', chunk => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode!, headers: incoming.headers, body: Buffer.concat(chunks).toString() }),
        );
        incoming.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  const signIn = async (): Promise<string> => {
    const answer = await ask('/session', {
      method: 'POST',
      headers: { Origin: origin() },
      body: JSON.stringify({ key: key() }),
    });
    if (answer.status !== 204) throw new Error(`no session: ${answer.status}`);
    return String(answer.headers['set-cookie']).split(';')[0];
  };
  /** The bytes as they are, for what no client would send. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connectSocket(host.port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', chunk => (answer += chunk));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      setTimeout(() => socket.destroy(), 1500);
    });
  const openSocket = (headers: Record<string, string>, path = '/engine'): Promise<WebSocket | number> =>
    new Promise((resolve, reject) => {
      const { Origin, ...others } = headers;
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { origin: Origin, headers: others });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!));
      socket.on('error', reject);
    });
  return { folder, host: () => host, origin, key, ask, signIn, raw, openSocket };
}
