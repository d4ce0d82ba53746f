import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, type Session } from 'electron';

/** Every security setting is named, so that a changed default changes nothing here. */
export function windowOptions(parts: {
  session: Session;
  preload: string;
  bounds: Rectangle | null;
  version: string;
  isDeveloping: boolean;
}): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    ...parts.bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Tessera',
    backgroundColor: '#F5F7F8',
    webPreferences: {
      session: parts.session,
      preload: parts.preload,
      additionalArguments: [`--tessera-version=${parts.version}`],
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
      devTools: parts.isDeveloping,
    },
  };
}

export function createWindow(options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow(options);
  window.once('ready-to-show', () => window.show());
  return window;
}
