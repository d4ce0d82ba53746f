// Type-checks every floor with only that floor's libraries.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './lib/root.mjs';

const FLOORS = ['shared', 'engine', 'headless', 'electron', 'preload', 'renderer', 'test'];
const named = process.argv.slice(2);
let failed = 0;
for (const floor of named.length ? named : FLOORS) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(process.execPath, [tsc, '-p', join('tsconfig', `${floor}.json`)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  console.log(`${result.status === 0 ? '✓' : '✗'} types: ${floor}`);
  if (result.status !== 0) failed++;
}
process.exit(failed ? 1 : 0);
