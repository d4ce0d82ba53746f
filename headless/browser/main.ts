/**
 * The app in the system's browser. `node dist/node/browser.js [FILE] [--port N] [--threads N] [--no-window]`; also imported by `npm start`,
 * `npm run dev` and the end-to-end tests.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runBrowserApp } from './runBrowserApp.ts';

export { browserPaths, findBrowser } from './findBrowser.ts';
export { OFFLINE_FLAGS } from './openAppWindow.ts';
export { hasDisplay, runBrowserApp } from './runBrowserApp.ts';
export { startBrowserHost, type BrowserHost, type BrowserHostOptions } from './startBrowserHost.ts';

const started = process.argv[1];
if (started && realpathSync(started) === realpathSync(fileURLToPath(import.meta.url)))
  process.exitCode = await runBrowserApp(process.argv.slice(2));
