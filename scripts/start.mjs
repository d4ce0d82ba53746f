// `npm start [-- FILE]`: the app on the desktop; else in the system's browser; without a display the main job in the terminal, and then the app
// served at an address. `--browser` and `--terminal` choose one of them.
import { spawn, spawnSync } from 'node:child_process';
import { basename, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();
const { buildParts } = await import('./lib/parts.mjs');
const { ensureElectron } = await import('./lib/electronBinary.mjs');

const SAMPLE = join(ROOT, 'assets', 'samples', 'RiskSummary.xlsx');
/** An application that ends sooner than this, and not by itself, has not shown its window. */
const TOO_SOON_MS = 5000;

const args = process.argv.slice(2);
const flags = args.filter(argument => argument.startsWith('--'));
const files = args.filter(argument => !argument.startsWith('--'));
const unknown = flags.find(flag => !['--browser', '--terminal'].includes(flag));
if (unknown || files.length > 1) {
  console.error('Usage: npm start [-- FILE] [--browser | --terminal]');
  process.exit(2);
}
const file = files[0] === undefined ? null : resolve(process.env.INIT_CWD ?? '.', files[0]);

console.error('Building what changed …');
await buildParts(['kernels', 'node', 'renderer']);
const { hasDisplay, runBrowserApp } = await import(pathToFileURL(join(ROOT, 'dist', 'node', 'browser.js')).href);

process.exitCode = await start();

async function start() {
  if (flags.includes('--terminal') || !hasDisplay()) return inTerminal();
  if (!flags.includes('--browser') && (await onDesktop())) return 0;
  return runBrowserApp(file === null ? [] : [file]);
}

/** @returns whether the desktop application ran */
async function onDesktop() {
  const electron = await ensureElectron();
  if (!electron) return false;
  await buildParts(['electron']);
  const startedAt = performance.now();
  const child = spawn(electron, [ROOT, ...(file === null ? [] : [file])], { stdio: 'inherit' });
  // Ctrl+C reaches the child too; this process ends after it.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  const status = await new Promise(done => {
    child.on('exit', (code, signal) => done(signal === 'SIGINT' ? 0 : (code ?? 1)));
    child.on('error', () => done(1));
  });
  process.off('SIGINT', ignore);
  if (status === 0 || performance.now() - startedAt > TOO_SOON_MS) return true;
  console.error('Electron could not show its window here (see above), so Tessera opens in the browser instead.');
  return false;
}

async function inTerminal() {
  const input = file ?? SAMPLE;
  const out = join(ROOT, 'out', basename(input, extname(input)));
  console.error(
    `${hasDisplay() ? '' : 'There is no display, so the main job runs here: '}the customers of ${basename(input)} are grouped, and the report is written to ${relative(process.cwd(), out) || out}.`,
  );
  const cli = join(ROOT, 'dist', 'node', 'cli.js');
  const job = spawnSync(process.execPath, [cli, 'run', input, '--out', out, '--formats', 'html,pdf,xlsx,csv'], {
    stdio: 'inherit',
  });
  if (job.status !== 0) return job.status ?? 130;
  console.error('');
  return runBrowserApp(file === null ? ['--no-window'] : [file, '--no-window']);
}
