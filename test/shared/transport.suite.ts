import { afterEach, describe, expect, it } from 'vitest';
import type { Handlers } from '#shared/contract/contract';
import type { ProjectState } from '#shared/contract/project';
import { AppError, Cancelled, RemoteBug } from '#shared/errors';
import { connect, type EngineClient } from '#shared/transport/connect';
import type { Message, Port } from '#shared/transport/message';
import { serve } from '#shared/transport/serve';

/** A pair of joined ports: the interface's end and the engine's end, and how to take both down. */
export interface JoinedPorts {
  readonly client: Port;
  readonly server: Port;
  close?(): Promise<void> | void;
}
type SomeHandlers = { [M in keyof Handlers]?: Handlers[M] };

/** The behaviour every transport must show, over ports made anew for each test. */
export function transportSuite(name: string, makePorts: () => Promise<JoinedPorts> | JoinedPorts): void {
  describe(`transport over ${name}`, () => {
    const open: JoinedPorts[] = [];
    const bugs: { where: string; error: unknown }[] = [];

    async function start(handlers: SomeHandlers) {
      const ports = await makePorts();
      open.push(ports);
      bugs.length = 0;
      const server = serve(handlers as Handlers, ports.server, (where, error) => bugs.push({ where, error }));
      return { client: connect(ports.client), ports, emit: server.emit };
    }
    afterEach(async () => {
      for (const ports of open.splice(0)) {
        ports.client.close();
        await ports.close?.();
      }
    });

    it('answers a call with the output, cell by cell', async () => {
      const rows = [{ name: 'Ünïcode ₨ 😀', kind: 'number', role: 'feature' }];
      const { client } = await start({
        'dataset.page': async input => ({
          columns: rows,
          rows: [[1.5, 'a', true, null]],
          rowIds: [input.offset],
          sourceRows: [5],
          edits: [],
          total: 1,
          of: 1,
        }),
      });
      const page = await client.call('dataset.page', { offset: 3, limit: 1, filters: [], sort: null });
      expect(page).toEqual({
        columns: rows,
        rows: [[1.5, 'a', true, null]],
        rowIds: [3],
        sourceRows: [5],
        edits: [],
        total: 1,
        of: 1,
      });
    });

    it('keeps many calls apart, whatever order they end in', async () => {
      const { client } = await start({
        'segment.composition': async ({ column }) => {
          await wait(column === 'slow' ? 40 : 0);
          return { column, levels: [], counts: [], segmentIds: [], missing: [] };
        },
      });
      const columns = ['slow', 'b', 'c', 'd'];
      const answers = await Promise.all(columns.map(column => client.call('segment.composition', { column })));
      expect(answers.map(answer => answer.column)).toEqual(columns);
    });

    it('carries an error as its code and arguments', async () => {
      const { client } = await start({
        'segment.profile': async () => {
          throw new AppError('data.tooFewRows', { need: 4, got: 3, what: 'a segmentation' });
        },
      });
      const error = await rejection(client.call('segment.profile', {}));
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'data.tooFewRows', args: { need: 4, got: 3, what: 'a segmentation' } });
      expect(bugs).toEqual([]);
    });

    it('cancels a running job, which then ends as cancelled and not as a failure', async () => {
      const { client } = await start({ 'segment.run': (_input, { signal }) => untilAborted(signal) });
      const controller = new AbortController();
      const call = client.call('segment.run', {}, { signal: controller.signal });
      await wait(20);
      controller.abort();
      expect(await rejection(call)).toBeInstanceOf(Cancelled);
      expect(bugs).toEqual([]);
    });

    it('does not start what was cancelled before', async () => {
      let started = 0;
      const { client } = await start({ 'segment.run': async () => (started++, untilAborted(AbortSignal.abort())) });
      const error = await rejection(client.call('segment.run', {}, { signal: AbortSignal.abort() }));
      expect(error).toBeInstanceOf(Cancelled);
      await wait(20);
      expect(started).toBe(0);
    });

    it('reports progress in order, and its end', async () => {
      const { client } = await start({
        'report.build': async (_input, { progress }) => {
          for (let done = 0; done <= 1000; done++) progress(done, 1000, 'Writing');
          return [];
        },
      });
      const seen: [number, number, string][] = [];
      const onProgress = (...step: [number, number, string]) => void seen.push(step);
      await client.call('report.build', { formats: ['html'], paper: 'A4' }, { onProgress });
      expect(seen.at(-1)).toEqual([1000, 1000, 'Writing']);
      expect(seen.map(step => step[0])).toEqual(seen.map(step => step[0]).toSorted((a, b) => a - b));
      expect(seen.length).toBeLessThan(200);
    });

    it('refuses methods that are not in the contract, inherited names too', async () => {
      const { client } = await start({});
      for (const method of ['segment.destroy', 'toString', '__proto__', 'constructor', '']) {
        const error = await rejection(callAnything(client, method, {}));
        expect(error, method).toMatchObject({ code: 'message.invalid', args: { method } });
      }
    });

    it('refuses input that does not fit, before any handler sees it', async () => {
      let calls = 0;
      const { client } = await start({
        'dataset.page': async () => {
          calls++;
          return { columns: [], rows: [], rowIds: [], sourceRows: [], edits: [], total: 0, of: 0 };
        },
      });
      const good = { offset: 0, limit: 10, filters: [], sort: null };
      const bad = [null, 5, 'x', {}, { ...good, limit: 501 }, { ...good, offset: -1 }, { ...good, extra: 1 }];
      for (const input of bad) {
        const error = await rejection(callAnything(client, 'dataset.page', input));
        expect(error, JSON.stringify(input)).toMatchObject({
          code: 'message.invalid',
          args: { method: 'dataset.page' },
        });
      }
      expect(calls).toBe(0);
      await client.call('dataset.page', good);
      expect(calls).toBe(1);
    });

    it('hides the inside of a bug from the caller and hands it to the host', async () => {
      const { client } = await start({
        'segment.map': async () => {
          throw new TypeError('secret /home/path');
        },
      });
      const error = await rejection(client.call('segment.map', {}));
      expect(error).toBeInstanceOf(RemoteBug);
      expect(`${error.message} ${error.stack}`).not.toContain('secret');
      expect((error as RemoteBug).where).toBe('segment.map');
      expect(bugs).toHaveLength(1);
      expect(bugs[0]).toMatchObject({ where: 'segment.map', error: { message: 'secret /home/path' } });
    });

    it('passes events to those who listen, until they stop', async () => {
      const { client, emit } = await start({ 'segment.result': async () => null });
      const seen: unknown[] = [];
      const stop = client.on('project.changed', state => seen.push(state.projectName));
      emit('project.changed', { projectName: 'June' } as ProjectState);
      await client.call('segment.result', {});
      stop();
      emit('project.changed', { projectName: 'July' } as ProjectState);
      await client.call('segment.result', {});
      expect(seen).toEqual(['June']);
    });

    it('survives malformed messages', async () => {
      const { client, ports } = await start({ 'segment.result': async () => null });
      const junk = [
        null,
        5,
        'text',
        [],
        { kind: 'request' },
        { kind: 'request', id: -1, method: 'x' },
        { kind: 'reply', id: 0 },
      ];
      for (const message of junk) ports.client.send(message as unknown as Message);
      expect(await client.call('segment.result', {})).toBeNull();
    });

    it('ends waiting calls, and refuses new ones, when the other end goes away', async () => {
      const { client, ports } = await start({ 'segment.run': (_input, { signal }) => untilAborted(signal) });
      let closed = 0;
      client.onClose(() => closed++);
      const waiting = rejection(client.call('segment.run', {}));
      await wait(20);
      ports.server.close();
      expect(await waiting).toMatchObject({ code: 'engine.notReady' });
      expect(await rejection(client.call('segment.result', {}))).toMatchObject({ code: 'engine.notReady' });
      expect(closed).toBe(1);
    });

    it('stops the work of a caller that went away', async () => {
      let aborted = false;
      const { ports, client } = await start({
        'segment.run': (_input, { signal }) => {
          signal.addEventListener('abort', () => (aborted = true), { once: true });
          return untilAborted(signal);
        },
      });
      const waiting = rejection(client.call('segment.run', {}));
      await wait(20);
      ports.client.close();
      await waiting;
      for (let i = 0; i < 50 && !aborted; i++) await wait(10);
      expect(aborted).toBe(true);
    });
  });
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(new Cancelled());
    signal.addEventListener('abort', () => reject(new Cancelled()), { once: true });
  });
}

function callAnything(client: EngineClient, method: string, input: unknown): Promise<unknown> {
  return (client.call as (method: string, input: unknown) => Promise<unknown>)(method, input);
}

async function rejection(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call succeeded');
}
