// A Chromium for the interface tests: one that is there, or one that is installed (and said so first).
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';

/** TESSERA_CHROMIUM, the system's Chrome, Edge or Chromium, or Playwright's own; null when none of them runs. */
export async function findChromium() {
  const { chromium } = await import('playwright');
  const { findBrowser } = await import(pathToFileURL(join(ROOT, 'dist', 'node', 'browser.js')).href);
  const candidates = [process.env.TESSERA_CHROMIUM, findBrowser(), chromium.executablePath()];
  return candidates.find(path => path && existsSync(path) && runs(path)) ?? null;
}

/** As `findChromium`, and installs one when there is none. @returns its path, or null after saying why there is none */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  for (const install of [installWithApt, installWithPlaywright]) {
    if (!install()) continue;
    const installed = await findChromium();
    if (installed) return installed;
  }
  console.error(
    'There is no Chromium for the interface tests, and none could be installed. Install Chrome, Edge or Chromium, or name one with TESSERA_CHROMIUM=/path/to/it.',
  );
  return null;
}

/** A file that is there may still miss a library. */
function runs(path) {
  // Chrome on Windows does not answer --version; there, being installed is enough.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function installWithApt() {
  if (process.platform !== 'linux' || !/debian/i.test(osRelease())) return false;
  const isRoot = process.getuid() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return false;
  console.error('Installing Chromium for the interface tests (apt-get install chromium) …');
  const apt = args => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
  };
  apt(['update', '-q']);
  return apt(['install', '-y', '-q', '--no-install-recommends', 'chromium']);
}

function osRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}

function installWithPlaywright() {
  console.error('Installing Chromium for the interface tests (playwright install chromium) …');
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env };
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 };
  return spawnSync(process.execPath, [cli, 'install', 'chromium'], options).status === 0;
}
