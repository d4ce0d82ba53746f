/** The only bridge between the page and the desktop: named functions, no events, no module of Electron's. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { ENGINE_PORT_MESSAGE, type OfferedFile, type TesseraBridge } from '#shared/host';
import { CHANNELS } from '#shared/hostChannels';

const VERSION = '--tessera-version=';
const version = process.argv.find(argument => argument.startsWith(VERSION))?.slice(VERSION.length) ?? '';

/** Calls the listener with what came, never with the event it came in. */
function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const receive = (_event: unknown, value: T) => listener(value);
  ipcRenderer.on(channel, receive);
  return () => void ipcRenderer.removeListener(channel, receive);
}

const bridge: TesseraBridge = {
  platform: process.platform,
  version,
  connectEngine: () => ipcRenderer.send(CHANNELS.connectEngine),
  openFile: () => ipcRenderer.invoke(CHANNELS.openFile),
  openModel: () => ipcRenderer.invoke(CHANNELS.openModel),
  // The path goes to the main process and the page gets a token for it.
  droppedFile: (file: OfferedFile) => ipcRenderer.invoke(CHANNELS.droppedFile, webUtils.getPathForFile(file as File)),
  saveFile: (token, name) => ipcRenderer.invoke(CHANNELS.saveFile, token, name),
  saveProjectAs: suggestedName => ipcRenderer.invoke(CHANNELS.saveProjectAs, suggestedName),
  projectSaved: () => ipcRenderer.invoke(CHANNELS.projectSaved),
  recentFiles: () => ipcRenderer.invoke(CHANNELS.recentFiles),
  startFile: () => ipcRenderer.invoke(CHANNELS.startFile),
  onMenu: listener => listen(CHANNELS.menu, listener),
  onOpenFile: listener => listen(CHANNELS.fileOpened, listener),
};

contextBridge.exposeInMainWorld('tessera', Object.freeze(bridge));

ipcRenderer.on(CHANNELS.enginePort, event =>
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, event.ports),
);
