// `npm test`: installs what is missing, then types, lint, format, unit, conformance, golden and end-to-end tests.
// The last line counts every check and test that ran: `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageFile, runChecks, typeChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ROOT } from './lib/root.mjs';

ensureInstalled();

const RESULTS = join(ROOT, 'test-results');
/** Files that were in form and have not changed since are not looked at again. */
const REMEMBERED = ['--cache', '--cache-strategy', 'content', '--cache-location', join(RESULTS, 'inForm.json')];
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a test runner that writes its counts as JSON; a runner that ends without them counts as one failure. */
function suite(title, args, env, report, read) {
  rmSync(report, { force: true });
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const found = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0 && found.failed === 0) found.failed = 1;
  for (const key of Object.keys(counts)) counts[key] += found[key];
  console.log(
    `${found.failed === 0 ? '✓' : '✗'} ${title}: ${found.passed} passed, ${found.failed} failed, ${found.skipped} skipped`,
  );
}

mkdirSync(RESULTS, { recursive: true });
const checks = [
  {
    title: 'format',
    args: [packageFile('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', ...REMEMBERED, '.'],
  },
  ...typeChecks(),
  { title: 'lint', args: [packageFile('oxlint/bin/oxlint'), '--deny-warnings', '.'] },
  { title: 'build', args: [join(ROOT, 'scripts', 'build.mjs')] },
];
const failedChecks = await runChecks(checks);
counts.failed += failedChecks.length;
counts.passed += checks.length - failedChecks.length;
const isBuilt = !failedChecks.includes('build');

const unitReport = join(RESULTS, 'unit.json');
suite(
  'unit, conformance and golden tests',
  [packageFile('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  {},
  unitReport,
  json => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + (json.numTodoTests ?? 0),
  }),
);

if (isBuilt) {
  const { ensureChromium } = await import('./lib/chromium.mjs');
  const chromium = await ensureChromium();
  if (chromium === null) counts.failed++;
  else {
    const report = join(RESULTS, 'e2e.json');
    suite(
      'end-to-end tests',
      [packageFile('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      { TESSERA_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      report,
      json => ({
        passed: json.stats.expected + json.stats.flaky,
        failed: json.stats.unexpected,
        skipped: json.stats.skipped,
      }),
    );
  }
}

console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
