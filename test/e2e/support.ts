/**
 * The real app for end-to-end tests: the built browser host with its engine process on a free port, a home of its own, and a page that may not
 * speak to anyone else, break the content policy or throw.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import type { BrowserHost, BrowserHostOptions } from '../../headless/browser/startBrowserHost.ts';
import { PREPARED } from './prepared.ts';

export { expect };

interface Fixtures {
  /** How the host is started: `test.use({ hostOptions: { file: 'assets/samples/RiskSummary.xlsx' } })`. */
  hostOptions: BrowserHostOptions;
  /** The running browser host. */
  host: BrowserHost;
  /** The interface, opened in the browser and connected. */
  app: Page;
  /** The interface with the sample's segments found, on Segments; the project is a copy of the test's own. */
  segmented: Page;
  /** Whether the host is started with that project. */
  isPrepared: boolean;
  /** What the page did that it must not do; checked to be empty when the test ends. A test may clear what it provoked. */
  offences: string[];
}

export const test = base.extend<Fixtures>({
  hostOptions: [{}, { option: true }],
  isPrepared: [false, { option: true }],
  host: async ({ hostOptions, isPrepared }, use) => {
    const homeDirectory = mkdtempSync(join(tmpdir(), 'tessera-e2e-'));
    const project = join(homeDirectory, 'RiskSummary.tessera');
    if (isPrepared) copyFileSync(PREPARED, project);
    const module = pathToFileURL(resolve('dist/node/browser.js')).href;
    const { startBrowserHost } = (await import(module)) as {
      startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost>;
    };
    const host = await startBrowserHost({ homeDirectory, ...(isPrepared ? { file: project } : {}), ...hostOptions });
    await use(host);
    await host.close();
    rmSync(homeDirectory, { recursive: true, force: true });
  },
  offences: async ({ page, host }, use) => {
    const offences: string[] = [];
    const origin = new URL(host.url).origin;
    watch(page, origin, offences);
    // A violation that the page catches shows nowhere else.
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', event =>
        console.error(
          `Content Security Policy: ${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile}`,
        ),
      ),
    );
    await use(offences);
    expect(offences).toEqual([]);
  },
  // `offences` is asked for so that every test of the app is watched.
  app: async ({ page, host, offences: _offences }, use) => {
    await page.goto(host.url);
    await expect(page.locator('#root')).not.toBeEmpty();
    await use(page);
  },
  segmented: async ({ app, isPrepared }, use) => {
    if (!isPrepared) throw new Error('`segmented` needs test.use({ isPrepared: true })');
    await app.getByRole('link', { name: /^Segments/ }).click();
    await expect(app.getByRole('heading', { level: 1 })).toContainText(/customers fall into \d+ segments/);
    await use(app);
  },
});

function watch(page: Page, origin: string, offences: string[]): void {
  page.on('request', request => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url)) offences.push(`request to ${url}`);
  });
  page.on('websocket', socket => {
    if (!socket.url().startsWith(`${origin.replace('http', 'ws')}/`)) offences.push(`socket to ${socket.url()}`);
  });
  page.on('pageerror', error => offences.push(`thrown: ${error.stack ?? error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || /Content.Security.Policy|Refused to/i.test(message.text()))
      offences.push(`console: ${message.text()}`);
  });
}
