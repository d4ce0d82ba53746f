// `npm run dev [-- FILE]`: the interface with hot reload, and an engine that is rebuilt and restarted when its source changes (the open project
// comes back by itself). A change of the browser host itself needs a new start.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
const { buildParts } = await import('./lib/parts.mjs');
await buildParts(['kernels', 'node']);
const { createServer } = await import('vite');
const { startBrowserHost, findBrowser, hasDisplay } = await import(
  pathToFileURL(join(ROOT, 'dist', 'node', 'browser.js')).href
);

const HMR_PORT = 5173;
const vite = await createServer({
  configFile: join(ROOT, 'renderer', 'vite.config.mjs'),
  logLevel: 'warn',
  server: { ws: { host: '127.0.0.1', clientPort: HMR_PORT } },
});
await vite.listen();

const [given] = process.argv.slice(2);
const host = await startBrowserHost({
  rendererUrl: `http://127.0.0.1:${vite.config.server.port}`,
  file: given === undefined ? null : resolve(process.env.INIT_CWD ?? '.', given),
});
console.log(`Tessera for developers is at ${host.url}`);
const browser = hasDisplay() ? findBrowser() : null;
if (browser)
  spawn(browser, [host.url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();

let isBuilding = false;
let isStale = false;
async function rebuild() {
  isStale = true;
  if (isBuilding) return;
  isBuilding = true;
  while (isStale) {
    isStale = false;
    try {
      await buildParts(['kernels', 'node']);
      host.supervisor.restart('its source changed');
      console.log('The engine was rebuilt and restarted.');
    } catch (error) {
      console.error(`The engine was not rebuilt: ${error.message}`);
    }
  }
  isBuilding = false;
}
let timer;
for (const folder of ['engine', 'shared'])
  watch(join(ROOT, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, 150);
  });

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await host.close();
    await vite.close();
    process.exit(0);
  });
