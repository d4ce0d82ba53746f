// Electron's binary is not part of its package: it is fetched from GitHub on first use, where that can be reached.
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');

/** The path of Electron's binary when it is installed, else null. */
export function findElectron() {
  const pathFile = join(PACKAGE, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist');
  const binary = join(folder, readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** As `findElectron`, and fetches it when it is missing. Says so first; null after one line when it cannot be had. */
export async function ensureElectron() {
  const found = findElectron();
  if (found) return found;
  if (await canReachSource()) {
    console.error("Fetching Electron's binary (once, about 110 MB) …");
    spawnSync(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'ignore', timeout: 900_000 });
  }
  const fetched = findElectron();
  if (!fetched)
    console.error("Electron's binary is not here and cannot be fetched from GitHub, so Tessera opens in the browser.");
  return fetched;
}

/** Whether a connection to where the binary comes from opens soon. Behind a proxy or with a mirror only trying tells. */
function canReachSource() {
  const { env } = process;
  if (env.ELECTRON_MIRROR || env.npm_config_electron_mirror || env.HTTPS_PROXY || env.https_proxy) return true;
  return new Promise(answer => {
    const socket = connect({ host: 'github.com', port: 443, timeout: 4000 });
    const done = reached => {
      socket.destroy();
      answer(reached);
    };
    socket.on('connect', () => done(true));
    socket.on('timeout', () => done(false));
    socket.on('error', () => done(false));
  });
}
