import { parseArgs } from 'node:util';
import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import { findBrowser } from './findBrowser.ts';
import { openAppWindow } from './openAppWindow.ts';
import { startBrowserHost, type BrowserHost } from './startBrowserHost.ts';

const USAGE = 'browser [FILE] [--port N] [--threads N] [--renderer-url http://127.0.0.1:PORT] [--no-window]';
/** A browser that ends sooner than this has not shown a window. */
const TOO_SOON_MS = 3000;

/** Whether a window can be shown. */
export function hasDisplay(platform: string = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Runs the browser host until its window is closed or Ctrl+C. @returns the exit status */
export async function runBrowserApp(args: string[], say: (line: string) => void = sayOnTerminal): Promise<number> {
  const options = parse(args);
  if (!options) {
    say(`Usage: ${USAGE}`);
    return 2;
  }
  let host: BrowserHost;
  try {
    host = await startBrowserHost(options);
  } catch (error) {
    const text = startFailure(error, options.port);
    if (text === null) throw error;
    say(text);
    return 1;
  }
  const stopped = stopSignal();
  try {
    await show(host, options.window, stopped, say);
  } finally {
    await host.close();
  }
  return 0;
}

async function show(
  host: BrowserHost,
  wantsWindow: boolean,
  stopped: Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const browser = wantsWindow && hasDisplay() ? findBrowser() : null;
  if (browser) {
    say(`Tessera opens in ${browser}. Close its window or press Ctrl+C to stop.`);
    const openedAt = performance.now();
    const window = await openAppWindow(browser, host.url, host.tempDirectory);
    const closed = await Promise.race([window.closed.then(() => true), stopped.then(() => false)]);
    if (!closed) return window.close();
    if (performance.now() - openedAt > TOO_SOON_MS) return;
    say('The browser ended at once without showing the window.');
  }
  say(`Tessera is at ${host.url}`);
  say('Open this address in Chrome, Edge or Chromium on this machine. It is good until you stop Tessera with Ctrl+C.');
  await stopped;
}

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

function startFailure(error: unknown, port: number): string | null {
  if (error instanceof AppError) return errorSentence(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Choose another one with --port, or none.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1024.`;
  return null;
}

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        threads: { type: 'string' },
        'renderer-url': { type: 'string' },
        'no-window': { type: 'boolean', default: false },
      },
    });
    const port = wholeNumber(values.port, 0, 65_535);
    const threads = values.threads === undefined ? null : wholeNumber(values.threads, 1, 64);
    const rendererUrl = values['renderer-url'] ?? null;
    if (port === null || (values.threads !== undefined && threads === null) || positionals.length > 1) return null;
    if (rendererUrl !== null && !/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(rendererUrl)) return null;
    return { port, threads, rendererUrl, file: positionals[0] ?? null, window: !values['no-window'] };
  } catch {
    return null;
  }
}

function wholeNumber(text: string, min: number, max: number): number | null {
  const value = Number(text);
  return /^\d{1,5}$/.test(text) && value >= min && value <= max ? value : null;
}

function sayOnTerminal(line: string): void {
  process.stderr.write(`${line}\n`);
}
