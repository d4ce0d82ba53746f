import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceState } from '#shared/contract/service';
import { churnCsv } from '../support/churnCsv.ts';
import { codeOf } from '../support/codeOf.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';

const QUICK = { models: [{ id: 'logisticRegression' as const, options: {} }] };

describe('the scoring service of the app', () => {
  let engine: TestEngine;
  let model: string;
  const told: ServiceState[] = [];
  const at = (name: string) => join(engine.folder, name);
  const state = () => engine.client.call('service.state', {});
  const start = (file: string, port = 0) => engine.client.call('service.start', { file, port });
  const ask = (url: string, token: string) =>
    fetch(`${url}/v1/score`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"customer":{"Balance":100}}',
    });
  const on = async (file = model, port = 0) => {
    const started = await start(file, port);
    if (!started.state.isOn) throw new Error('it is off');
    return { ...started.state, token: started.token };
  };

  beforeAll(async () => {
    engine = await startTestEngine(1);
    engine.client.on('service.changed', changed => told.push(changed));
    writeFileSync(at('churn.csv'), churnCsv(120));
    await engine.client.call('dataset.open', { file: engine.register(at('churn.csv'), 'churn.csv') });
    await engine.client.call('score.run', { scoring: QUICK });
    const saved = await engine.client.call('model.save', { owner: 'Risk' });
    copyFileSync(engine.pathOf(saved.token), at('kept.tsm'));
    model = engine.register(at('kept.tsm'), 'churn.tsm');
  });

  it('is off at the start', async () => {
    expect(await state()).toEqual({ isOn: false });
  });

  it('answers whoever has the token while it is on, says how often, and frees the port', async () => {
    const { url, token, ...shown } = await on();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(shown).toMatchObject({ requests: 0, refused: 0, problem: null });
    expect(shown.model).toMatchObject({
      name: 'churn',
      status: 'draft',
      nSegments: 0,
      nProducts: 0,
      events: ['Exited is Yes'],
    });
    expect((await ask(url, token)).status).toBe(200);
    expect((await ask(url, 'another')).status).toBe(401);
    expect(await state()).toMatchObject({ isOn: true, requests: 2, refused: 1 });
    expect(JSON.stringify(await state())).not.toContain(token);

    expect(await engine.client.call('service.stop', {})).toEqual({ isOn: false });
    await expect(ask(url, token)).rejects.toThrow();
    const calls = readFileSync(shown.auditLog, 'utf8').trim().split('\n');
    expect(JSON.parse(calls[0])).toMatchObject({ route: '/v1/score', model: shown.model.sha256, status: 200 });
    expect(told[0]).toMatchObject({ isOn: true, url });
    expect(told.at(-1)).toEqual({ isOn: false });
  });

  it('is switched on anew with another token, and stops the one before', async () => {
    const first = await on();
    const second = await on(model, Number(new URL(first.url).port));
    expect(second.url).toBe(first.url);
    expect(second.token).not.toBe(first.token);
    expect((await ask(second.url, first.token)).status).toBe(401);
    await engine.client.call('service.stop', {});
    expect(await engine.client.call('service.stop', {})).toEqual({ isOn: false });
  });

  it('says in a sentence why it cannot be switched on, and stays off', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    expect(await codeOf(start(model, port))).toMatchObject({ code: 'serve.portTaken', args: { port } });
    taken.close();
    const bytes = readFileSync(at('kept.tsm'));
    bytes[bytes.length - 40] ^= 1;
    writeFileSync(at('altered.tsm'), bytes);
    const altered = engine.register(at('altered.tsm'), 'theirs.tsm');
    expect(await codeOf(start(altered))).toMatchObject({ code: 'model.damaged', args: { name: 'theirs.tsm' } });
    const csv = engine.register(at('churn.csv'), 'churn.csv');
    expect(await codeOf(start(csv))).toMatchObject({ code: 'model.notAModel' });
    expect(await codeOf(start(engine.register(at('gone.tsm'), 'gone.tsm')))).toMatchObject({ code: 'file.missing' });
    expect(await codeOf(start(model, 70_000))).toMatchObject({ code: 'message.invalid' });
    expect(await codeOf(start('nobody'))).toMatchObject({ code: 'file.unknownToken' });
    expect(await state()).toEqual({ isOn: false });
  });

  it('says that a file was not taken for as long as that is so, and when it is switched off by a start that fails', async () => {
    const good = readFileSync(at('kept.tsm'));
    const { url, token } = await on();
    const reload = () =>
      fetch(`${url}/v1/models/reload`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    writeFileSync(at('kept.tsm'), 'not a model');
    await reload();
    expect(await state()).toMatchObject({ problem: expect.stringContaining('goes on answering') as string });
    writeFileSync(at('kept.tsm'), good);
    await reload();
    expect(await state()).toMatchObject({ problem: null });
    expect(await codeOf(start(engine.register(at('gone.tsm'), 'gone.tsm')))).toMatchObject({ code: 'file.missing' });
    expect(told.at(-1)).toEqual({ isOn: false });
  });

  it('goes on when the file is removed, and ends with the engine', async () => {
    const { url, token } = await on();
    rmSync(at('kept.tsm'));
    expect((await ask(url, token)).status).toBe(200);
    await engine.close();
    await expect(ask(url, token)).rejects.toThrow();
    expect(engine.bugs).toEqual([]);
  });
});
