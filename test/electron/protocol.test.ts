import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { TRAVERSALS } from '../process/support/traversals.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);
const { rendererProtocol } = await import('../../electron/protocol.ts');

const folder = temporaryFolder();
const root = join(folder, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(root, 'index.html'), '<meta content="__NONCE__">__NONCE__');
writeFileSync(join(root, 'assets', 'app.js'), 'export {};');
writeFileSync(join(folder, 'secret.json'), '"outside"');
symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'));
symlinkSync(folder, join(root, 'up'));
const answer = rendererProtocol(root);
const ask = (url: string, method = 'GET') => answer({ url, method } as Request);

describe('app://tessera', () => {
  it('serves the page with a policy and a nonce of its own', async () => {
    const first = await ask('app://tessera/');
    expect(first.status).toBe(200);
    expect(first.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const policy = first.headers.get('Content-Security-Policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|https?:|ws:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)![1];
    expect(await first.text()).toBe(`<meta content="${nonce}">${nonce}`);
    expect((await ask('app://tessera/')).headers.get('Content-Security-Policy')).not.toBe(policy);
  });

  it('serves files by kind and answers HEAD without a body', async () => {
    const script = await ask('app://tessera/assets/app.js?v=1#x');
    expect([script.status, script.headers.get('Content-Type'), await script.text()]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'export {};',
    ]);
    expect(script.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await (await ask('app://tessera/assets/app.js', 'HEAD')).text()).toBe('');
  });

  it.each(TRAVERSALS)('answers %j with nothing from outside', async path => {
    const given = await ask(`app://tessera${path}`);
    const body = await given.text();
    expect(body).not.toMatch(/outside|sibling|hidden|root:/);
    // An address is tidied before it is looked up, so a climb may end at a file that is there to be seen.
    if (given.status === 200)
      expect(new URL(`app://tessera${path}`).pathname).toMatch(/^\/(index\.html|assets\/app\.js)?$/);
    else expect(given.status).toBe(404);
  });

  it.each([
    'app://evil/',
    'app://tessera.evil/',
    'app://a@tessera/',
    'app://tessera:1/',
    'http://tessera/',
    'file:///etc/passwd',
    'app:/index.html',
    'nothing',
  ])('has nothing for %s', async url => {
    expect((await ask(url)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async method => {
    expect((await ask('app://tessera/', method)).status).toBe(405);
  });
});
