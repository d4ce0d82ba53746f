/**
 * A small stand-in for the `electron` module: it remembers what was set and lets a test play the other side. It takes the same calls as the real
 * one, which the type check of `electron/` against Electron's own declarations holds it to. The utility process is a real child process.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every call on app and protocol before `ready`, in order. */
export const calls: string[] = [];
export const switches: Record<string, string | undefined> = {};
/** What the next dialogs answer. */
export const answers = {
  open: { canceled: true, filePaths: [] as string[] },
  save: { canceled: true, filePath: '' },
  message: { response: 0 },
};
export const shown: { kind: string; options: Record<string, unknown> }[] = [];
export const recentDocuments: string[] = [];
export const engineFile = { path: '' };
export const home = join(tmpdir(), `tessera-electron-double-${randomUUID()}`);

class App extends EventEmitter {
  isPackaged = true;
  hasLock = true;
  hasQuit = 0;
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => void (switches[name] = value),
  };
  enableSandbox = () => void calls.push('enableSandbox');
  requestSingleInstanceLock = () => {
    calls.push('lock');
    return this.hasLock;
  };
  whenReady = async () => void calls.push('ready');
  getPath = (name: string) => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  getVersion = () => '1.2.3';
  getAppMetrics = () => utilities.map(({ child }) => ({ pid: child.pid, memory: { workingSetSize: 1000 } }));
  addRecentDocument = (path: string) => void recentDocuments.push(path);
  clearRecentDocuments = () => void recentDocuments.splice(0);
  quit = () => {
    this.hasQuit++;
    const event = preventable();
    this.emit('will-quit', event);
    return event.isPrevented();
  };
}
export const app = new App();

export const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
export const protocol = {
  registerSchemesAsPrivileged: (given: typeof schemes) => {
    calls.push('schemes');
    schemes.push(...given);
  },
};

export class SessionDouble extends EventEmitter {
  handlers: Record<string, (...args: never[]) => unknown> = {};
  schemes: Record<string, (request: Request) => Promise<Response>> = {};
  spellChecker = true;
  languages = ['en'];
  readonly partition: string;
  readonly options: unknown;
  constructor(partition = '', options: unknown = {}) {
    super();
    this.partition = partition;
    this.options = options;
  }
  setPermissionRequestHandler = (handler: (...args: never[]) => unknown) => void (this.handlers.request = handler);
  setPermissionCheckHandler = (handler: (...args: never[]) => unknown) => void (this.handlers.check = handler);
  setDevicePermissionHandler = (handler: (...args: never[]) => unknown) => void (this.handlers.device = handler);
  setSpellCheckerEnabled = (value: boolean) => void (this.spellChecker = value);
  setSpellCheckerLanguages = (value: string[]) => void (this.languages = value);
  webRequest = {
    onBeforeRequest: (handler: (...args: never[]) => unknown) => void (this.handlers.beforeRequest = handler),
  };
  protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void (this.schemes[scheme] = handler),
  };
}
export const sessions: SessionDouble[] = [];
export const session = {
  fromPartition: (partition: string, options: unknown) => {
    const made = new SessionDouble(partition, options);
    sessions.push(made);
    return made;
  },
};

let nextContentsId = 1;
export class ContentsDouble extends EventEmitter {
  readonly id = nextContentsId++;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  sent: { channel: string; value: unknown }[] = [];
  setWindowOpenHandler = (handler: typeof this.windowOpenHandler) => void (this.windowOpenHandler = handler);
  send = (channel: string, value: unknown) => void this.sent.push({ channel, value });
}
export const windows: BrowserWindow[] = [];
export class BrowserWindow extends EventEmitter {
  readonly webContents = new ContentsDouble();
  readonly options: Record<string, unknown>;
  url = '';
  isClosed = false;
  reloads = 0;
  constructor(options: Record<string, unknown>) {
    super();
    calls.push('window');
    this.options = options;
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = async (url: string) => void (this.url = url);
  show = () => undefined;
  focus = () => undefined;
  restore = () => undefined;
  reload = () => void this.reloads++;
  isMinimized = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  close = () => {
    const event = preventable();
    this.emit('close', event);
    this.isClosed = !event.isPrevented();
  };
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;
class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle = (channel: string, handler: Handler) => void this.handlers.set(channel, handler);
}
export const ipcMain = new IpcMain();

class PortMain extends EventEmitter {
  other: PortMain | null = null;
  #started = false;
  #kept: unknown[] = [];
  postMessage = (message: unknown) => {
    const copy = structuredClone(message);
    queueMicrotask(() => this.other?.take(copy));
  };
  take(data: unknown): void {
    if (this.#started) this.emit('message', { data });
    else this.#kept.push(data);
  }
  start = () => {
    this.#started = true;
    for (const data of this.#kept.splice(0)) this.emit('message', { data });
  };
  close = () => {
    this.emit('close');
    this.other?.emit('close');
  };
}
export type PortMainDouble = PortMain;
export class MessageChannelMain {
  readonly port1 = new PortMain();
  readonly port2 = new PortMain();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

export const utilities: { child: ChildProcess; options: unknown; path: string }[] = [];
export const utilityProcess = {
  /** Runs the engine file that the test names in a child process of Node's. */
  fork: (path: string, _args: string[], options: unknown) => {
    const child = fork(engineFile.path, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    utilities.push({ child, options, path });
    const double = Object.assign(new EventEmitter(), {
      stderr: null,
      postMessage: (message: unknown) => child.connected && child.send(message as object),
      kill: () => child.kill('SIGKILL'),
    });
    Object.defineProperty(double, 'pid', { get: () => child.pid });
    child.on('message', message => double.emit('message', message));
    child.on('exit', code => double.emit('exit', code));
    return double;
  },
};

export const menus: unknown[] = [];
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => void menus.push(menu),
};
export const dialog = {
  showOpenDialog: async (_window: unknown, options: Record<string, unknown>) => {
    shown.push({ kind: 'open', options });
    return answers.open;
  },
  showSaveDialog: async (_window: unknown, options: Record<string, unknown>) => {
    shown.push({ kind: 'save', options });
    return answers.save;
  },
  showMessageBox: async (_window: unknown, options: Record<string, unknown>) => {
    shown.push({ kind: 'message', options });
    return answers.message;
  },
};
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

/** The page's side, for the preload script. */
export const exposed: Record<string, unknown> = {};
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => void (exposed[name] = value),
};
class IpcRenderer extends EventEmitter {
  sent: { channel: string; args: unknown[] }[] = [];
  send = (channel: string, ...args: unknown[]) => void this.sent.push({ channel, args });
  invoke = async (channel: string, ...args: unknown[]) => {
    this.sent.push({ channel, args });
    return { value: null };
  };
}
export const ipcRenderer = new IpcRenderer();
export const webUtils = { getPathForFile: (file: { path?: string }) => file.path ?? '' };

export function preventable() {
  let prevented = false;
  return { preventDefault: () => void (prevented = true), isPrevented: () => prevented };
}
