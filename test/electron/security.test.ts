import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as electron from './support/electronDouble.ts';

vi.mock('electron', () => electron);
const { mayLoad, secureApp, secureContents, secureSession } = await import('../../electron/security.ts');
const { windowOptions } = await import('../../electron/window.ts');
const { isAppPage, isAppUrl } = await import('../../electron/appOrigin.ts');

const PERMISSIONS = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'pointerLock',
  'keyboardLock',
  'openExternal',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'unknown',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'deprecated-sync-clipboard-read',
];
const FOREIGN = [
  'https://tessera/',
  'http://127.0.0.1/',
  'app://tessera.evil/',
  'app://evil/',
  'app://tessera@evil/',
  'app://evil@tessera/',
  'app:tessera',
  'apps://tessera/',
  'file:///etc/passwd',
  'file://app://tessera/',
  'ftp://tessera/',
  'ws://tessera/',
  'javascript:alert(1)',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/x',
  'mailto:a@b',
  'app://tessera:80/',
  'ms-settings:',
  '\\\\host\\share',
  '',
  'blob:https://evil/x',
  'view-source:app://tessera/',
];

describe('the application', () => {
  it('is sandboxed and knows its scheme before it is ready, and keeps off the network', () => {
    secureApp();
    expect(electron.calls).toEqual(['enableSandbox', 'schemes']);
    expect(electron.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
      },
    ]);
    for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings', 'disable-sync'])
      expect(electron.switches).toHaveProperty([name]);
    expect(electron.switches['host-resolver-rules']).toBe('MAP * ~NOTFOUND');
  });

  it('secures every page that comes to be, windows and others', () => {
    const contents = new electron.ContentsDouble();
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents.windowOpenHandler?.({ url: 'app://tessera/' })).toEqual({ action: 'deny' });
  });
});

describe('a session', () => {
  let session: electron.SessionDouble;
  beforeEach(() => {
    session = new electron.SessionDouble();
    secureSession(session as never, false);
  });

  it.each(PERMISSIONS)('denies the permission %s, asked or checked', permission => {
    const request = vi.fn();
    session.handlers.request(...([{}, permission, request, {}] as never[]));
    expect(request).toHaveBeenCalledExactlyOnceWith(false);
    expect(session.handlers.check(...([{}, permission, 'app://tessera', {}] as never[]))).toBe(false);
    expect(session.handlers.device(...([{ deviceType: permission }] as never[]))).toBe(false);
  });

  it.each(FOREIGN)('lets no request out to %s', url => {
    const answer = vi.fn();
    session.handlers.beforeRequest(...([{ url }, answer] as never[]));
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
  });

  it.each(['app://tessera/', 'app://tessera/assets/a.js', 'blob:app://tessera/1-2', 'data:image/png;base64,AA=='])(
    'lets the page load %s',
    url => {
      const answer = vi.fn();
      session.handlers.beforeRequest(...([{ url }, answer] as never[]));
      expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: false });
    },
  );

  it('opens the developer tools to developers only', () => {
    expect(mayLoad('devtools://devtools/bundled/x.html', true)).toBe(true);
    expect(mayLoad('https://devtools/', true)).toBe(false);
  });

  it('asks no one for a dictionary', () => {
    expect(session.spellChecker).toBe(false);
    expect(session.languages).toEqual([]);
  });

  it('saves what the page made, under a plain name, and nothing from elsewhere', () => {
    const download = (url: string) => {
      const event = electron.preventable();
      const setSaveDialogOptions = vi.fn();
      session.emit('will-download', event, {
        getURL: () => url,
        getFilename: () => '../CON.svg',
        setSaveDialogOptions,
      });
      return { isPrevented: event.isPrevented(), setSaveDialogOptions };
    };
    const own = download('blob:app://tessera/1');
    expect(own.isPrevented).toBe(false);
    expect(own.setSaveDialogOptions).toHaveBeenCalledWith({ defaultPath: '-CON.svg' });
    for (const url of [...FOREIGN, 'app://tessera/assets/a.js']) expect(download(url).isPrevented).toBe(true);
  });
});

describe('a page', () => {
  const contents = new electron.ContentsDouble();
  secureContents(contents as never);

  it.each([
    ...FOREIGN,
    'app://tessera/assets/app.js',
    'app://tessera/other.html',
    'data:text/html,x',
    'blob:app://tessera/x',
  ])('cannot be taken to %s', url => {
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      const event = electron.preventable();
      contents.emit(name, { ...event, url });
      expect(event.isPrevented(), name).toBe(true);
    }
    expect(contents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it('may be loaded again', () => {
    for (const url of ['app://tessera/', 'app://tessera/index.html', 'app://tessera/#/data']) {
      const event = electron.preventable();
      contents.emit('will-navigate', { ...event, url });
      expect(event.isPrevented()).toBe(false);
      expect(isAppPage(url) && isAppUrl(url)).toBe(true);
    }
  });

  it('cannot embed another one', () => {
    const event = electron.preventable();
    contents.emit('will-attach-webview', event);
    expect(event.isPrevented()).toBe(true);
  });
});

describe('a window', () => {
  const parts = { session: {} as never, preload: '/p.cjs', bounds: null, version: '1.2.3' };

  it('has exactly these preferences', () => {
    const { webPreferences } = windowOptions({ ...parts, isDeveloping: false });
    expect(webPreferences).toEqual({
      session: parts.session,
      preload: '/p.cjs',
      additionalArguments: ['--tessera-version=1.2.3'],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
      disableBlinkFeatures: 'Auxclick',
      devTools: false,
    });
    expect(windowOptions({ ...parts, isDeveloping: true }).webPreferences?.devTools).toBe(true);
  });
});

describe('the source of the desktop', () => {
  const files = readdirSync('electron', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const BANNED = [
    /\bshell\b/,
    /openExternal/,
    /openPath/,
    /executeJavaScript/,
    /enableBlinkFeatures/,
    /commandLineSwitches/,
    /autoUpdater/,
    /crashReporter/,
    /nodeIntegration\w*: true/,
    /contextIsolation: false/,
    /sandbox: false/,
    /webSecurity: false/,
    /allowRunningInsecureContent: true/,
    /experimentalFeatures: true/,
    /webviewTag: true/,
    /loadFile\(/,
    /file:\/\//,
    /remote\b/,
    /bypassCSP/,
    /certificate-error/,
    /setCertificateVerifyProc/,
    /https?:\/\//,
  ];
  it.each(BANNED)('never says %s', banned => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(file => banned.test(readFileSync(join('electron', file), 'utf8')))).toEqual([]);
  });
  it('uses ipcMain through its checks alone', () => {
    const users = files.filter(file => /ipcMain\b/.test(readFileSync(join('electron', file), 'utf8')));
    expect(users).toEqual(['DesktopApp.ts']);
    expect(readFileSync('electron/DesktopApp.ts', 'utf8')).not.toMatch(/ipcMain\./);
  });
});
