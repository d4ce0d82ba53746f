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
  outputDir: 'test-results/e2e',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: [...OFFLINE_FLAGS, ...(isRoot ? ['--no-sandbox'] : [])] },
    trace: 'retain-on-failure',
  },
});
