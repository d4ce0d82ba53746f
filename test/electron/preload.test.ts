import { describe, expect, it, vi } from 'vitest';
import { ENGINE_PORT_MESSAGE, type TesseraBridge } from '#shared/host';
import { CHANNELS } from '#shared/hostChannels';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);
const postMessage = vi.fn();
vi.stubGlobal('window', { postMessage, location: { origin: 'app://tessera' } });
process.argv.push('--tessera-version=1.2.3');
await import('../../electron/preload/preload.ts');
const bridge = electron.exposed.tessera as TesseraBridge;

describe('the bridge to the page', () => {
  it('is one frozen object of named functions and two words', () => {
    expect(Object.keys(electron.exposed)).toEqual(['tessera']);
    expect(Object.isFrozen(bridge)).toBe(true);
    const { platform, version, ...functions } = bridge;
    expect([platform, version]).toEqual([process.platform, '1.2.3']);
    expect(Object.keys(functions).sort()).toEqual([
      'connectEngine',
      'droppedFile',
      'onMenu',
      'onOpenFile',
      'openFile',
      'openModel',
      'projectSaved',
      'recentFiles',
      'saveFile',
      'saveProjectAs',
      'startFile',
    ]);
    for (const value of Object.values(functions)) expect(typeof value).toBe('function');
  });

  it('has one channel for each function, and passes nothing but what was agreed', async () => {
    const { sent } = electron.ipcRenderer;
    const careless = bridge as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await careless.openFile('x', 'y');
    await careless.openModel('x');
    await careless.saveFile('token', 'name', 'more');
    await bridge.saveProjectAs('name');
    await bridge.projectSaved();
    await bridge.recentFiles();
    await bridge.startFile();
    bridge.connectEngine();
    expect(sent.splice(0)).toEqual([
      { channel: CHANNELS.openFile, args: [] },
      { channel: CHANNELS.openModel, args: [] },
      { channel: CHANNELS.saveFile, args: ['token', 'name'] },
      { channel: CHANNELS.saveProjectAs, args: ['name'] },
      { channel: CHANNELS.projectSaved, args: [] },
      { channel: CHANNELS.recentFiles, args: [] },
      { channel: CHANNELS.startFile, args: [] },
      { channel: CHANNELS.connectEngine, args: [] },
    ]);
  });

  it('takes the path of a dropped file from Electron and not from the page', async () => {
    vi.spyOn(electron.webUtils, 'getPathForFile').mockReturnValueOnce('/real/path.csv');
    expect(await bridge.droppedFile({ name: '/etc/passwd', size: 1 })).toEqual({ value: null });
    expect(electron.ipcRenderer.sent.splice(0)).toEqual([{ channel: CHANNELS.droppedFile, args: ['/real/path.csv'] }]);
  });

  it('calls listeners with the value alone, until they leave', () => {
    const menu = vi.fn();
    const file = vi.fn();
    const leave = bridge.onMenu(menu);
    bridge.onOpenFile(file);
    electron.ipcRenderer.emit(CHANNELS.menu, { sender: 'secret' }, 'edit.undo');
    electron.ipcRenderer.emit(CHANNELS.fileOpened, { sender: 'secret' }, { token: 't' });
    expect(menu).toHaveBeenCalledExactlyOnceWith('edit.undo');
    expect(file).toHaveBeenCalledExactlyOnceWith({ token: 't' });
    expect(leave()).toBeUndefined();
    electron.ipcRenderer.emit(CHANNELS.menu, {}, 'edit.redo');
    expect(menu).toHaveBeenCalledOnce();
  });

  it('hands the engine port to its own window only', () => {
    const ports = [{}];
    electron.ipcRenderer.emit(CHANNELS.enginePort, { ports });
    expect(postMessage).toHaveBeenCalledExactlyOnceWith(ENGINE_PORT_MESSAGE, 'app://tessera', ports);
  });
});
