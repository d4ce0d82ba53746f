// Checks are programs that are run side by side. What one says is shown in one piece when it has ended.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** Longest first, so that the short ones fill what is left at the end. */
const FLOORS = ['renderer', 'test', 'engine', 'headless', 'electron', 'shared', 'preload'];

/** The file of an installed package, named with slashes. */
export const packageFile = name => join(ROOT, 'node_modules', ...name.split('/'));

/** @returns one check of the types per named floor */
export function typeChecks(floors = FLOORS) {
  const compiler = packageFile('typescript/bin/tsc');
  return floors.map(floor => ({
    title: `types: ${floor}`,
    // One thread: two of them check much of the same twice, and the checks run beside each other as it is.
    args: [compiler, '-p', join('tsconfig', `${floor}.json`), '--checkers', '1'],
  }));
}

/** Runs all checks, at least two at a time. @returns the titles of those that failed */
export async function runChecks(checks) {
  const waiting = [...checks];
  const failed = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { status, said } = await run(check.args);
      process.stdout.write(said);
      console.log(`${status === 0 ? '✓' : '✗'} ${check.title}`);
      if (status !== 0) failed.push(check.title);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, lane));
  return failed;
}

function run(args) {
  return new Promise(resolve => {
    const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => pieces.push(piece));
    child.on('error', error => resolve({ status: 1, said: `${error.message}\n` }));
    child.on('close', status => resolve({ status, said: Buffer.concat(pieces) }));
  });
}
