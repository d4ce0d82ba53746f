import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What keeps a browser to this one page: nothing fetched, synchronised, reported or asked. */
export const OFFLINE_FLAGS: readonly string[] = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=OptimizationHints,Translate,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  // Names resolve to nothing, and the app's own address needs no name.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export interface AppWindow {
  /** Resolves with the exit status when the window's browser has ended. */
  readonly closed: Promise<number | null>;
  close(): void;
}

/**
 * Opens the address as a window of its own in the given browser, with a profile of its own inside `directory`. The address holds the key of
 * this launch, so it goes through a file that only this user can read rather than over the command line, which others may see.
 */
export async function openAppWindow(browser: string, url: string, directory: string): Promise<AppWindow> {
  const profile = join(directory, 'browser');
  await mkdir(profile, { recursive: true, mode: 0o700 });
  const launchFile = join(directory, 'open.html');
  const target = JSON.stringify(url).replace(/</g, '\\u003c');
  await writeFile(launchFile, `<!doctype html><title>Tessera</title><script>location.replace(${target})</script>`, {
    mode: 0o600,
  });
  // A browser installed as a snap sees neither temporary files nor hidden folders.
  const address = browser.includes('/snap/') ? url : pathToFileURL(launchFile).href;
  const child = spawn(
    browser,
    [`--app=${address}`, `--user-data-dir=${profile}`, '--window-size=1440,900', ...OFFLINE_FLAGS],
    { stdio: 'ignore' },
  );
  return { closed: exitOf(child), close: () => void child.kill() };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => {
    child.on('exit', status => resolve(status));
    child.on('error', () => resolve(null));
  });
}
