import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BridgeAnswer, FileRef, SaveOutcome } from '#shared/host';
import { CHANNELS } from '#shared/hostChannels';
import { connect, type EngineClient } from '#shared/transport/connect';
import { pipePort } from '#engine/process/messagePort';
import { bundleForNode } from '../process/support/bundleForNode.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);

const folder = temporaryFolder();
const startFile = join(folder, 'start.csv');
const original = process.argv;
let window: electron.BrowserWindow;

beforeAll(async () => {
  writeFileSync(startFile, 'id\n1\n');
  electron.engineFile.path = await bundleForNode('test/process/support/toyEngine.ts', folder);
  process.argv = ['/opt/tessera', '--type=x', startFile];
  await import('../../electron/main.ts');
  await vi.waitUntil(() => electron.windows[0]?.url === 'app://tessera/');
  window = electron.windows[0];
});
afterAll(() => {
  process.argv = original;
  rmSync(dirname(electron.engineFile.path), { recursive: true, force: true });
  rmSync(electron.home, { recursive: true, force: true });
});

const event = () => ({
  sender: { id: window.webContents.id },
  senderFrame: { url: 'app://tessera/', parent: null, postMessage },
});
let port: electron.PortMainDouble;
const postMessage = (channel: string, _message: null, ports: electron.PortMainDouble[]) => {
  expect(channel).toBe(CHANNELS.enginePort);
  port = ports[0];
};
async function call<T>(channel: string, ...args: unknown[]): Promise<T> {
  const answer = (await electron.ipcMain.handlers.get(channel)!(event(), ...args)) as BridgeAnswer<T>;
  if ('error' in answer) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}
function connectEngine(): EngineClient {
  electron.ipcMain.emit(CHANNELS.connectEngine, event());
  const mine = port;
  return connect(
    pipePort({
      postMessage: message => mine.postMessage(message),
      close: () => mine.close(),
      onMessage: listener => {
        mine.on('message', ({ data }: { data: unknown }) => listener(data));
        mine.start();
      },
      onClose: listener => void mine.on('close', listener),
    }),
  );
}

describe('the desktop application', () => {
  it('is sandboxed before anything else, then takes the lock, then opens its window', () => {
    expect(electron.calls).toEqual(['enableSandbox', 'schemes', 'lock', 'ready', 'window']);
    expect(electron.sessions).toHaveLength(1);
    expect(electron.sessions[0]).toMatchObject({
      partition: 'persist:tessera',
      options: { cache: false },
      spellChecker: false,
    });
    expect(electron.sessions[0].handlers).toHaveProperty('beforeRequest');
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      devTools: false,
      session: electron.sessions[0],
    });
    expect(window.webContents.windowOpenHandler?.({ url: 'https://x/' })).toEqual({ action: 'deny' });
    expect(electron.utilities[0]).toMatchObject({
      path: expect.stringMatching(/node[/\\]engineProcess\.js$/),
      options: { serviceName: 'Tessera engine' },
    });
  });

  it('hands out the file it was started with, once, as a token', async () => {
    const ref = await call<FileRef>(CHANNELS.startFile);
    expect(ref).toEqual({
      token: expect.stringMatching(/^[\w-]{32}$/),
      name: 'start.csv',
      sizeBytes: 5,
      kind: 'table',
    });
    expect(JSON.stringify(ref)).not.toContain(folder);
    expect(await call(CHANNELS.startFile)).toBeNull();
    const engine = connectEngine();
    expect(await engine.call('dataset.open', { file: ref.token })).toEqual({ fileName: 'start.csv' });
    expect(electron.recentDocuments).toContain(startFile);
    expect((await call<FileRef[]>(CHANNELS.recentFiles)).map(file => file.name)).toEqual(['start.csv']);
  });

  it('opens through the dialog and by dropping, and says what is not a file', async () => {
    expect(await call(CHANNELS.openFile)).toBeNull();
    const chosen = join(folder, 'Book.tessera');
    writeFileSync(chosen, 'x');
    electron.answers.open = { canceled: false, filePaths: [chosen] };
    expect(await call(CHANNELS.openFile)).toMatchObject({ name: 'Book.tessera', kind: 'project' });
    const model = join(folder, 'churn.tsm');
    writeFileSync(model, 'x');
    electron.answers.open = { canceled: false, filePaths: [model] };
    expect(await call(CHANNELS.openModel)).toMatchObject({ name: 'churn.tsm', kind: 'table' });
    expect((await call<FileRef[]>(CHANNELS.recentFiles)).map(file => file.name)).not.toContain('churn.tsm');
    expect(await call(CHANNELS.droppedFile, startFile)).toMatchObject({ name: 'start.csv' });
    await expect(call(CHANNELS.droppedFile, folder)).rejects.toThrow('file.folder');
    await expect(call(CHANNELS.droppedFile, join(folder, 'none'))).rejects.toThrow('file.missing');
    await expect(call(CHANNELS.droppedFile, '')).rejects.toThrow('file.missing');
    await expect(call(CHANNELS.droppedFile, `${startFile}\0.csv`)).rejects.toThrow('file.missing');
    // The next dialog begins where the last one ended.
    await call(CHANNELS.openFile);
    expect(electron.shown.at(-1)?.options.defaultPath).toBe(folder);
  });

  it('saves what the engine made, and nothing else', async () => {
    const engine = connectEngine();
    const [report] = await engine.call('report.build', { formats: ['html'], paper: 'A4' });
    expect(await call(CHANNELS.saveFile, report.token, 'Report.html')).toEqual({ saved: false, where: null });
    const target = join(folder, 'out', 'Report.html');
    mkdirSync(dirname(target));
    electron.answers.save = { canceled: false, filePath: target };
    expect(await call<SaveOutcome>(CHANNELS.saveFile, report.token, '../../Report: "Q1".html')).toEqual({
      saved: true,
      where: dirname(target),
    });
    expect(readFileSync(target, 'utf8')).toBe('<p>toy</p>');
    expect(electron.shown.at(-1)?.options.defaultPath).toMatch(/[/\\]-\.\.-Report- -Q1-\.html$/);
    const mine = await call<FileRef>(CHANNELS.droppedFile, startFile);
    await expect(call(CHANNELS.saveFile, mine.token, 'x.csv')).rejects.toThrow('file.unknownToken');
    await expect(call(CHANNELS.saveFile, 'x', 'x.csv')).rejects.toThrow('file.unknownToken');
    electron.answers.save = { canceled: false, filePath: join(folder, 'no such folder', 'x.html') };
    await expect(call(CHANNELS.saveFile, report.token, 'x.html')).rejects.toThrow('file.notWritable');
  });

  it('asks before a project is replaced by the ending that was added', async () => {
    writeFileSync(join(folder, 'Known.tessera'), 'old');
    electron.answers.save = { canceled: false, filePath: join(folder, 'Known') };
    electron.answers.message = { response: 1 };
    expect(await call(CHANNELS.saveProjectAs, 'Known')).toBeNull();
    electron.answers.message = { response: 0 };
    expect(await call(CHANNELS.saveProjectAs, 'Known')).toMatchObject({ name: 'Known.tessera', kind: 'project' });
  });

  it('saves a project where the person chose, and remembers it', async () => {
    await expect(call(CHANNELS.projectSaved)).rejects.toThrow('project.none');
    const engine = connectEngine();
    const path = join(folder, 'Q1.tessera');
    electron.answers.save = { canceled: false, filePath: path };
    const place = (await call<FileRef>(CHANNELS.saveProjectAs, 'Q1'))!;
    await engine.call('project.save', { file: place.token });
    expect(existsSync(path)).toBe(true);
    expect(await call(CHANNELS.projectSaved)).toEqual({ saved: true, where: folder });
    expect((await call<FileRef[]>(CHANNELS.recentFiles))[0].name).toBe('Q1.tessera');
  });

  it('takes a second start: its file, or just the window to the front', async () => {
    const second = join(folder, 'second.csv');
    writeFileSync(second, 'a');
    electron.app.emit('second-instance', {}, ['/opt/tessera', '--x', 'second.csv'], folder);
    await expect
      .poll(() => window.webContents.sent.at(-1))
      .toMatchObject({ channel: CHANNELS.fileOpened, value: { name: 'second.csv' } });
    const count = window.webContents.sent.length;
    for (const argv of [
      null,
      'x',
      ['/opt/tessera'],
      ['/opt/tessera', 5],
      ['/opt/tessera', 'a\0b'],
      ['/opt/tessera', 'a'.repeat(9999)],
      ['/opt/tessera', 'none.csv'],
    ])
      electron.app.emit('second-instance', {}, argv, folder);
    await expect
      .poll(() => electron.shown.at(-1)?.options.message, { timeout: 20_000 })
      .toContain('There is no file at none.csv');
    expect(window.webContents.sent.length).toBe(count);
  });

  it('keeps its window place and brings a page back that crashed', () => {
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.reloads).toBe(1);
    window.close();
    expect(JSON.parse(readFileSync(join(electron.home, 'userData', 'window.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1000,
      height: 700,
    });
  });

  it('ends its engine before it ends', async () => {
    const { child } = electron.utilities.at(-1)!;
    const ended = new Promise(resolve => child.on('exit', resolve));
    expect(electron.app.quit()).toBe(true);
    await ended;
    await expect.poll(() => electron.app.hasQuit, { timeout: 20_000 }).toBe(2);
  });
});
