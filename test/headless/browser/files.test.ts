import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SOCKET_REPLACED, type FileRef } from '#shared/host';
import { connect } from '#shared/transport/connect';
import { webSocketPort } from '#engine/process/webSocketPort';
import { TRAVERSALS } from '../../process/support/traversals.ts';
import { useBrowserHost } from './support.ts';

const LIMIT = 3 * 2 ** 20;
const { host, origin, ask, signIn, raw, openSocket } = useBrowserHost({ maxUploadBytes: LIMIT });

async function signedIn() {
  return { Origin: origin(), Cookie: await signIn() };
}
async function upload(name: string, body: string | Buffer): Promise<FileRef> {
  const answer = await ask(`/upload?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: await signedIn(),
    body,
  });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as FileRef;
}
async function client() {
  return connect(webSocketPort((await openSocket(await signedIn())) as WebSocket));
}
const left = () => readdirSync(host().tempDirectory).filter(name => name !== 'engine' && name !== 'owner.pid');

describe('files of the interface', () => {
  it('serves them with their type, and HEAD without a body', async () => {
    const script = await ask('/assets/app.js');
    expect(script).toMatchObject({ status: 200, body: 'export const app = 1;' });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(await ask('/assets/app.js', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it.each(TRAVERSALS)('answers %j with nothing', async path => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host().port}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toMatch(/outside|sibling|hidden|root:/);
  });
});

describe('files of the person', () => {
  it('are copied into a folder of the host under a name of its own, and only their token comes back', async () => {
    const ref = await upload('../../Kunden März.csv', 'id\n1\n');
    expect(ref).toEqual({
      token: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
      name: '-..-Kunden März.csv',
      sizeBytes: 5,
      kind: 'table',
    });
    const [name] = left();
    expect(name).toMatch(/^[0-9a-f]{24}\.csv$/);
    expect(readFileSync(join(host().tempDirectory, name), 'utf8')).toBe('id\n1\n');
    expect(statSync(join(host().tempDirectory, name)).mode & 0o077).toBe(0);
    expect(statSync(host().tempDirectory).mode & 0o077).toBe(0);
    const report = await (await client()).call('dataset.open', { file: ref.token });
    expect(report).toEqual({ fileName: ref.name });
  });

  it('that are too large are refused, announced or not, and leave nothing behind', async () => {
    const before = left();
    const headers = await signedIn();
    const big = Buffer.alloc(LIMIT + 1);
    const announced = await ask('/upload?name=big.csv', {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(2 ** 40) },
      body: 'a',
    });
    expect(announced.status).toBe(413);
    expect(JSON.parse(announced.body)).toEqual({
      error: { kind: 'app', code: 'file.tooLarge', args: { name: 'big.csv', limitBytes: LIMIT } },
    });
    const chunked = await ask('/upload?name=big.csv', {
      method: 'POST',
      headers: { ...headers, 'Transfer-Encoding': 'chunked' },
      body: big,
    }).catch((error: NodeJS.ErrnoException) => error.code);
    // The refusal may overtake the rest of the body, which then meets a closed connection.
    if (typeof chunked === 'object') expect(chunked.status).toBe(413);
    else expect(['ECONNRESET', 'EPIPE']).toContain(chunked);
    await expect.poll(left, { timeout: 20_000 }).toEqual(before);
  });

  it('that end early leave nothing behind', async () => {
    const before = left();
    const { Cookie, Origin } = await signedIn();
    await raw(
      `POST /upload?name=half.csv HTTP/1.1\r\nHost: 127.0.0.1:${host().port}\r\nOrigin: ${Origin}\r\nCookie: ${Cookie}\r\nContent-Length: 100\r\n\r\nhalf`,
    );
    await expect.poll(left, { timeout: 20_000 }).toEqual(before);
  });

  it.each([
    '',
    '.',
    '..',
    'CON.csv',
    'a\u0000b.csv',
    'a\r\nSet-Cookie: x=1.csv',
    'a'.repeat(500) + '.csv',
    '\u202egpj.csv',
    'x.csv:stream',
    'x. . .',
  ])('called %j get a plain name', async name => {
    const ref = await upload(name, 'a');
    expect(ref.name.length).toBeLessThanOrEqual(150);
    // oxlint-disable-next-line no-control-regex
    expect(ref.name).not.toMatch(/[\u0000-\u001f/\\:\u202e]|^\.|\.$|^con\./i);
    expect(ref.name).not.toBe('');
  });
});

describe('what the engine hands out', () => {
  it('is a download under its name, for a page with the session only', async () => {
    const [report] = await (await client()).call('report.build', { formats: ['html'], paper: 'A4' });
    const { Cookie } = await signedIn();
    expect((await ask(`/file/${report.token}`)).status).toBe(403);
    const answer = await ask(`/file/${report.token}`, { headers: { Cookie } });
    expect(answer).toMatchObject({ status: 200, body: '<p>toy</p>' });
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Bericht -Q1- f_r 100 _.html"; filename*=UTF-8''Bericht%20-Q1-%20f%C3%BCr%20100%20%25.html`,
    );
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('is nothing but what it handed out', async () => {
    const headers = await signedIn();
    for (const token of ['', 'x', '..%2f..', '__proto__', 'constructor', 'a'.repeat(3000)])
      expect((await ask(`/file/${token}`, { headers })).status).toBe(404);
  });

  it('is a saved project where the browser has no place for it', async () => {
    const headers = await signedIn();
    expect((await ask('/project/saved', { method: 'POST', headers })).status).toBe(400);
    const engine = await client();
    const place = JSON.parse((await ask('/project?name=Book%20Q1', { method: 'POST', headers })).body) as FileRef;
    expect(place).toMatchObject({ name: 'Book Q1.tessera', kind: 'project' });
    await engine.call('project.save', { file: place.token });
    const saved = JSON.parse((await ask('/project/saved', { method: 'POST', headers })).body);
    expect(saved).toEqual({ download: { token: place.token, name: 'Book Q1.tessera' }, where: null });
    expect((await ask(`/file/${place.token}`, { headers })).body).toBe('a toy project');
  });
});

describe('the socket', () => {
  it('gives way to a newer one, and the engine stays', async () => {
    const headers = await signedIn();
    const first = (await openSocket(headers)) as WebSocket;
    const closed = new Promise<number>(resolve => first.on('close', resolve));
    const second = connect(webSocketPort((await openSocket(headers)) as WebSocket));
    expect(await closed).toBe(SOCKET_REPLACED);
    const { threads } = await second.call('project.state', {});
    expect((await (await client()).call('project.state', {})).threads).toBe(threads);
  });

  it('survives junk and closes on frames beyond 8 MiB', async () => {
    const headers = await signedIn();
    const socket = (await openSocket(headers)) as WebSocket;
    for (const junk of [
      '',
      'x',
      '[]',
      'null',
      '{"kind":"request"}',
      '{"channel":"control","control":{"kind":"close"}}',
      '{"__proto__":{"kind":"request"}}',
    ])
      socket.send(junk);
    socket.send(Buffer.from([1, 2, 3]));
    expect((await connect(webSocketPort(socket)).call('project.state', {})).appVersion).toBe('toy');
    const closed = new Promise<number>(resolve => socket.on('close', resolve));
    socket.send('a'.repeat(9 * 2 ** 20));
    expect([1006, 1009]).toContain(await closed);
    expect((await (await client()).call('project.state', {})).appVersion).toBe('toy');
  });

  it('is at one address only', async () => {
    const headers = await signedIn();
    for (const path of ['/', '/engine/', '/engine?x=1', '/Engine', '//engine'])
      expect(await openSocket(headers, path)).toBe(403);
  });
});
