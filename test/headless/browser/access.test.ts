import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startBrowserHost } from '../../../headless/browser/startBrowserHost.ts';
import { useBrowserHost } from './support.ts';

const { folder, host, origin, key, ask, signIn, raw, openSocket } = useBrowserHost();

describe('who may talk to the browser host', () => {
  it('listens on 127.0.0.1 and hands the page out without a secret in it', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('Tessera');
    expect(page.body).not.toContain(key());
    expect(key()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(host().url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#key=/);
  });

  it.each([
    'localhost',
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]',
    'localhost:PORT',
    '127.0.0.1:PORT.evil.example',
    '127.0.0.1.:PORT',
    '0.0.0.0:PORT',
  ])('refuses Host %s', async name => {
    const Host = name.replace('PORT', String(host().port));
    const cookie = await signIn();
    for (const path of ['/', '/host', '/assets/app.js'])
      expect((await ask(path, { headers: { Host, Cookie: cookie } })).status).toBe(421);
    const socket = await openSocket({ Host, Origin: origin(), Cookie: cookie });
    expect(socket).toBe(403);
  });

  it('refuses two Host lines, none, and an address of another authority', async () => {
    const own = `Host: 127.0.0.1:${host().port}\r\n`;
    expect(await raw(`GET / HTTP/1.1\r\n${own}Host: evil.example\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await raw('GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await raw('GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
    expect(await raw(`GET http://evil.example/ HTTP/1.1\r\n${own}\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`CONNECT evil.example:80 HTTP/1.1\r\n${own}\r\n`)).toBe('');
  });

  it('refuses smuggled and malformed requests', async () => {
    const own = `Host: 127.0.0.1:${host().port}\r\n`;
    const both = `POST /session HTTP/1.1\r\n${own}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n${own}\r\n`;
    const answer = await raw(both);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('200 OK');
    expect(await raw(`GET / HTTP/1.1\r\n${own}X: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each(['OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])('refuses the method %s', async method => {
    const answer = await ask('/', { method });
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  it.each([
    'http://evil.example',
    'null',
    'http://localhost:PORT',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'file://',
  ])('refuses Origin %s, with the key and with the session', async given => {
    const Origin = given.replace('PORT', String(host().port));
    const cookie = await signIn();
    const body = JSON.stringify({ key: key() });
    const session = await ask('/session', { method: 'POST', headers: { Origin }, body });
    expect(session.status).toBe(403);
    expect(session.headers['set-cookie']).toBeUndefined();
    expect(
      (await ask('/upload?name=a.csv', { method: 'POST', headers: { Origin, Cookie: cookie }, body: 'a' })).status,
    ).toBe(403);
    expect((await ask('/host', { headers: { Origin, Cookie: cookie } })).status).toBe(403);
    expect(await openSocket({ Origin, Cookie: cookie })).toBe(403);
  });

  it('refuses actions without an Origin and reads that another site started', async () => {
    const Cookie = await signIn();
    expect((await ask('/upload?name=a.csv', { method: 'POST', headers: { Cookie }, body: 'a' })).status).toBe(403);
    const cross = { Cookie, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' };
    for (const path of ['/', '/assets/app.js', '/host', '/file/x'])
      expect((await ask(path, { headers: cross })).status).toBe(403);
    const sameSite = { Cookie, Origin: origin(), 'Sec-Fetch-Site': 'same-site' };
    expect((await ask('/project?name=a', { method: 'POST', headers: sameSite })).status).toBe(403);
    const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await ask('/', { headers: navigation })).status).toBe(200);
    expect((await ask('/', { headers: { ...navigation, 'Sec-Fetch-Dest': 'iframe' } })).status).toBe(403);
  });

  it('asks for the session everywhere but for the page itself', async () => {
    const wrong = [
      undefined,
      'tessera=1',
      `tessera-${host().port}=`,
      `tessera-${host().port}=${key()}`,
      `tessera-${host().port}=${'a'.repeat(43)}`,
    ];
    const real = await signIn();
    wrong.push(real.slice(0, -1), `${real}a`, `${real}; ${real.slice(0, -1)}b`);
    for (const cookie of wrong) {
      const headers: Record<string, string> = { Origin: origin(), ...(cookie === undefined ? {} : { Cookie: cookie }) };
      for (const [method, path] of [
        ['GET', '/host'],
        ['GET', '/file/x'],
        ['POST', '/upload?name=a'],
        ['POST', '/project?name=a'],
        ['POST', '/project/saved'],
        ['POST', '/host/start-file'],
      ])
        expect((await ask(path, { method, headers })).status, `${path} with ${cookie}`).toBe(403);
      expect(await openSocket(headers)).toBe(403);
    }
    expect((await ask('/host', { headers: { Cookie: real } })).status).toBe(200);
  });

  it('gives a session for the key of this launch and nothing like it', async () => {
    const bodies = [
      '',
      'x',
      '{}',
      'null',
      '[]',
      '{"key":null}',
      '{"key":""}',
      JSON.stringify({ key: key().slice(0, -1) }),
      JSON.stringify({ key: `${key()}a` }),
      JSON.stringify({ key: [key()] }),
      JSON.stringify({ key: key(), pad: 'a'.repeat(5000) }),
      `{"__proto__":{"key":"${key()}"}}`,
    ];
    for (const body of bodies)
      expect(
        (await ask('/session', { method: 'POST', headers: { Origin: origin() }, body })).status,
        body.slice(0, 60),
      ).toBe(403);
    const answer = await ask('/session', {
      method: 'POST',
      headers: { Origin: origin() },
      body: JSON.stringify({ key: key() }),
    });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(
      new RegExp(`^tessera-${host().port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
  });

  it('answers every page with a policy that allows nothing from elsewhere', async () => {
    const first = await ask('/');
    const second = await ask('/');
    const policy = String(first.headers['content-security-policy']);
    const directives = Object.fromEntries(
      policy.split('; ').map(part => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(directives['default-src']).toBe("'none'");
    expect(directives['script-src']).toBe("'self'");
    expect(directives['frame-ancestors']).toBe("'none'");
    expect(directives['base-uri']).toBe("'none'");
    expect(directives['form-action']).toBe("'none'");
    expect(directives['connect-src']).toBe(`'self' ws://127.0.0.1:${host().port}`);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(directives['style-src'])?.[1];
    expect(first.body).toContain(`content="${nonce}"`);
    expect(second.headers['content-security-policy']).not.toBe(policy);
    for (const path of ['/', '/assets/app.js', '/nothing', '/host']) {
      const { headers } = await ask(path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by'] ?? headers.server).toBeUndefined();
    }
  });

  it('is not to be reached from other machines, and lets go of its port when it ends', async () => {
    const own = await startBrowserHost({ homeDirectory: folder, engineFile: 'does-not-matter.mjs' });
    const reach = (address: string) =>
      new Promise<string>(resolve => {
        const socket = connect({ host: address, port: own.port, timeout: 2000 });
        socket.on('connect', () => (socket.destroy(), resolve('open')));
        socket.on('timeout', () => (socket.destroy(), resolve('closed')));
        socket.on('error', () => resolve('closed'));
      });
    expect(await reach('127.0.0.1')).toBe('open');
    const others = Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(one => one.address));
    for (const address of others.filter(address => address !== '127.0.0.1'))
      expect(await reach(address), address).toBe('closed');
    await own.close();
    expect(await reach('127.0.0.1')).toBe('closed');
  });
});
