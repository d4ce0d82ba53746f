import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/errors';
import { CHANNELS } from '#shared/hostChannels';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);
const { CheckedIpc } = await import('../../electron/ipc.ts');
const { registerHandlers } = await import('../../electron/registerHandlers.ts');

const OURS = 7;
const frame = { url: 'app://tessera/#/data', parent: null };
const page = { sender: { id: OURS }, senderFrame: frame };
const bugs: string[] = [];
let handlers: Map<string, (event: unknown, ...args: unknown[]) => unknown>;
let done: string[];

beforeEach(() => {
  electron.ipcMain.removeAllListeners();
  electron.ipcMain.handlers.clear();
  handlers = electron.ipcMain.handlers;
  bugs.length = 0;
  done = [];
  const note =
    (name: string) =>
    async (...args: unknown[]) => {
      done.push(`${name} ${JSON.stringify(args)}`);
      return null;
    };
  const names = ['openFile', 'droppedFile', 'saveFile', 'saveProjectAs', 'projectSaved', 'recentFiles', 'startFile'];
  const files = Object.fromEntries(names.map(name => [name, note(name)]));
  const guard = { saved: () => undefined, saveCancelled: () => undefined };
  const ipc = new CheckedIpc(
    electron.ipcMain as never,
    id => id === OURS,
    where => bugs.push(where),
  );
  registerHandlers(ipc, {
    files: files as never,
    guard: guard as never,
    connectEngine: () => done.push('connectEngine []'),
  });
});

const call = (channel: string, args: unknown[], event: unknown = page) =>
  handlers.get(channel)!(event, ...args) as Promise<{ value?: unknown; error?: { kind: string; stack?: string } }>;

describe('calls from the page', () => {
  it('are answered when they are as agreed', async () => {
    expect(await call(CHANNELS.saveFile, ['token', 'Report.pdf'])).toEqual({ value: null });
    electron.ipcMain.emit(CHANNELS.connectEngine, page);
    expect(done).toEqual(['saveFile ["token","Report.pdf"]', 'connectEngine []']);
    expect([...handlers.keys()].sort()).toEqual(
      [
        CHANNELS.droppedFile,
        CHANNELS.openFile,
        CHANNELS.openModel,
        CHANNELS.projectSaved,
        CHANNELS.recentFiles,
        CHANNELS.saveFile,
        CHANNELS.saveProjectAs,
        CHANNELS.startFile,
      ].sort(),
    );
  });

  it.each([
    ['another site', { ...page, senderFrame: { url: 'https://tessera/', parent: null } }],
    ['a host that begins like ours', { ...page, senderFrame: { url: 'app://tessera.evil/', parent: null } }],
    ['a name before ours', { ...page, senderFrame: { url: 'app://tessera@evil/', parent: null } }],
    ['a frame within the page', { ...page, senderFrame: { ...frame, parent: frame } }],
    ['a frame that is gone', { ...page, senderFrame: null }],
    ['other contents', { ...page, sender: { id: 8 } }],
    ['no address', { ...page, senderFrame: { url: '', parent: null } }],
  ])('are refused from %s', async (_who, event) => {
    for (const channel of handlers.keys())
      expect(await call(channel, ['token', 'x'], event)).toMatchObject({ error: { code: 'message.invalid' } });
    electron.ipcMain.emit(CHANNELS.connectEngine, event);
    expect(done).toEqual([]);
  });

  it('are refused with any other arguments, without a trace of our code', async () => {
    const agreed: Record<string, (args: unknown[]) => boolean> = {
      [CHANNELS.droppedFile]: args => args.length === 1 && typeof args[0] === 'string',
      [CHANNELS.saveProjectAs]: args => args.length === 1 && typeof args[0] === 'string',
      [CHANNELS.saveFile]: args => args.length === 2 && args.every(argument => typeof argument === 'string'),
    };
    for (const channel of handlers.keys()) {
      const isAgreed = agreed[channel] ?? ((args: unknown[]) => args.length === 0);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), {
            maxLength: 4,
          }),
          async args => {
            fc.pre(!isAgreed(args));
            const before = done.length;
            const answer = await call(channel, args);
            expect(answer.error?.kind).toBe('app');
            expect(JSON.stringify(answer)).not.toMatch(/\.ts|at /);
            expect(done.length).toBe(before);
          },
        ),
        { numRuns: 60, seed: 5 },
      );
    }
    expect(bugs).toEqual([]);
  });

  it.each([
    [CHANNELS.droppedFile, ['a'.repeat(4097)]],
    [CHANNELS.saveProjectAs, ['a'.repeat(401)]],
    [CHANNELS.saveFile, ['../x', 'a']],
    [CHANNELS.saveFile, ['a'.repeat(65), 'a']],
    [CHANNELS.saveFile, ['__proto__ ', 'a']],
  ])('are refused beyond their size on %s', async (channel, args) => {
    expect(await call(channel, args)).toMatchObject({ error: { code: 'message.invalid' } });
    expect(done).toEqual([]);
  });

  it('are refused when there are more than a person makes', async () => {
    for (let i = 0; i < 60; i++) await call(CHANNELS.startFile, []);
    expect(done).toHaveLength(40);
    expect(await call(CHANNELS.recentFiles, [])).toEqual({ value: null });
  });

  it('fail with a code for people and without words for a defect of ours', async () => {
    const ipc = new CheckedIpc(
      electron.ipcMain as never,
      () => true,
      where => bugs.push(where),
    );
    ipc.handle('user', z.tuple([]), async () => {
      throw new AppError('file.missing', { name: 'a.csv' });
    });
    ipc.handle('defect', z.tuple([]), async () => {
      throw new TypeError('cannot read "Ms Jane Secret" of /home/jane');
    });
    expect(await call('user', [])).toEqual({ error: { kind: 'app', code: 'file.missing', args: { name: 'a.csv' } } });
    expect(await call('defect', [])).toEqual({ error: { kind: 'bug', where: 'defect', stack: '' } });
    expect(bugs).toEqual(['defect']);
  });
});
