import { defineConfig } from '@playwright/test';

const { findChromium } = (await import('./scripts/lib/chromium.mjs' as string)) as {
  findChromium(): Promise<string | null>;
};
const { OFFLINE_FLAGS } = (await import('./dist/node/browser.js' as string)) as { OFFLINE_FLAGS: readonly string[] };

const executablePath = await findChromium();
if (!executablePath) throw new Error('There is no Chromium to drive. `npm test` installs one.');
// Chromium refuses to run as root with its sandbox, which is how containers run.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/prepared.ts',
  outputDir: 'test-results/e2e',
  // Each test has a host, a home and a page of its own, and waits for one of them half of the time.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Bounds that only tell a hang from a busy machine.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: [...OFFLINE_FLAGS, ...(isRoot ? ['--no-sandbox'] : [])] },
    // A trace of every test costs a fifth of the time; `--trace retain-on-failure` asks for one.
    screenshot: 'only-on-failure',
  },
});
