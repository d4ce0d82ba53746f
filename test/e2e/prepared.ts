/** The sample with its segments found, as a project made once before the tests, so that tests of what comes after need not find them again. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const PREPARED = resolve('test-results', 'prepared', 'RiskSummary.tessera');

/** Run by Playwright before all tests. */
export default function makePrepared(): void {
  mkdirSync(dirname(PREPARED), { recursive: true });
  const args = ['run', 'assets/samples/RiskSummary.xlsx', '--formats', 'csv', '--project', PREPARED];
  const cli = join('dist', 'node', 'cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args, '--out', dirname(PREPARED)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The sample could not be prepared: ${stderr}`);
}
