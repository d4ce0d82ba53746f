import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { BrowserHost, BrowserHostOptions } from '../../headless/browser/startBrowserHost.ts';
import type { BenchRow } from './BenchRow.ts';

const ROWS = 1_000_000;
const MOVES = 60;
const BUDGET_MS = 50;
const CITIES = ['Lahore', 'Karachi', 'Quetta', 'Multan', 'Peshawar', 'Sialkot'];

interface Seen {
  /** Milliseconds of every task that kept the page busy for more than 50. */
  longTasks: number[];
  /** Milliseconds between frames. */
  gaps: number[];
}

/** Scrolls a table of a million customers in a real browser, by wheel and thumb, both ways, and watches for tasks that block the interface. */
export async function bench(): Promise<BenchRow[]> {
  const name = `scrolling ${ROWS.toLocaleString('en')} × 14, longest task`;
  const chromium = await findChromium();
  if (!chromium) return [missing(name)];
  const folder = mkdtempSync(join(tmpdir(), 'tessera-grid-'));
  let host: BrowserHost | undefined;
  let browser: Browser | undefined;
  try {
    const file = join(folder, 'customers.csv');
    await writeCustomers(file);
    host = await startHost({ homeDirectory: folder, file });
    browser = await chromium.launch({ executablePath: process.env.TESSERA_CHROMIUM });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(host.url);
    await page.getByText('became 1,000,000 customers').waitFor({ timeout: 180_000 });
    await page.goto(`${new URL(host.url).origin}/#/data?tab=customers`);
    await page.locator('.gridCell:not(.isLoading)').nth(40).waitFor();
    await page.waitForTimeout(1_000);
    const arrival = await timeToRows(page);
    const seen = await scrolled(page);
    return [{ name, ours: { value: longest(seen), unit: 'ms' }, peer: null, ratio: null, note: words(seen, arrival) }];
  } finally {
    await browser?.close();
    await host?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function missing(name: string): BenchRow {
  return {
    name,
    ours: { value: NaN, unit: 'ms' },
    peer: null,
    ratio: null,
    note: 'no browser: set TESSERA_CHROMIUM to a Chromium',
  };
}

async function findChromium() {
  try {
    const { chromium } = await import('@playwright/test');
    const browser = await chromium.launch({ executablePath: process.env.TESSERA_CHROMIUM });
    await browser.close();
    return chromium;
  } catch {
    return null;
  }
}

async function startHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const module = pathToFileURL(resolve('dist/node/browser.js')).href;
  const { startBrowserHost } = (await import(module)) as {
    startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost>;
  };
  return startBrowserHost(options);
}

/** Numbers by a small congruence, so that every run has the same table. */
async function writeCustomers(path: string): Promise<void> {
  const out = createWriteStream(path);
  const amounts = Array.from({ length: 9 }, (_none, i) => `Amount ${i + 1}`);
  out.write(['CustomerID', 'City', 'Opened', 'Active', 'Grade', ...amounts].join(',') + '\n');
  let state = 1;
  const next = (below: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % below;
  for (let row = 0; row < ROWS;) {
    const lines: string[] = [];
    for (const end = Math.min(ROWS, row + 10_000); row < end; row++) {
      const opened = new Date(1_262_304_000_000 + next(5_000) * 86_400_000).toISOString().slice(0, 10);
      const cells = [`C${1_000_000 + row}`, CITIES[next(6)], opened, next(2) ? 'yes' : 'no', `G${next(5)}`];
      for (let i = 0; i < 9; i++) cells.push(next(40) === 0 ? '' : String(next(1_000_000) / 100));
      lines.push(cells.join(','));
    }
    if (!out.write(lines.join('\n') + '\n')) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Frames until the rows in the middle are in sight after the thumb was put there. */
async function timeToRows(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const box = document.querySelector<HTMLElement>('.gridScroll')!;
    const start = performance.now();
    box.scrollTop = box.scrollHeight / 2;
    const isThere = () => {
      const first = document.querySelector('.gridRow:not(.isBlank) .gridCell:not(.isLoading)');
      return first?.closest<HTMLElement>('.gridRow')!.dataset.row !== undefined &&
        Number(first.closest<HTMLElement>('.gridRow')!.dataset.row) > 400_000
        ? true
        : false;
    };
    while (!isThere() && performance.now() - start < 5_000) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });
}

async function scrolled(page: Page): Promise<Seen> {
  await page.evaluate(() => {
    const seen: Seen = { longTasks: [], gaps: [] };
    Object.assign(window, { seen });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) seen.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = (now: number) => {
      seen.gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const box = (await page.locator('.gridScroll').boundingBox())!;
  await page.mouse.move(box.x + 400, box.y + 200);
  for (const [x, y] of [
    [0, 900],
    [0, -500],
    [500, 0],
    [-500, 0],
  ])
    for (let i = 0; i < MOVES; i++) {
      await page.mouse.wheel(x, y);
      await page.waitForTimeout(16);
    }
  await dragThumb(page, box);
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

/** Down the whole table and up again, by the thumb. */
async function dragThumb(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<void> {
  await page.evaluate(async moves => {
    const scroller = document.querySelector<HTMLElement>('.gridScroll')!;
    for (let i = 0; i <= 2 * moves; i++) {
      const share = i <= moves ? i / moves : 2 - i / moves;
      scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
      await new Promise(requestAnimationFrame);
    }
  }, MOVES * 2);
  await page.mouse.move(box.x + box.width - 6, box.y + 40);
  await page.mouse.down();
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(box.x + box.width - 6, box.y + 40 + ((box.height - 80) * i) / MOVES);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}

/** The longest task that was reported; those of up to 50 ms are not, and the longest gap between frames bounds them. */
function longest({ longTasks, gaps }: Seen): number {
  return longTasks.length > 0 ? Math.max(...longTasks) : Math.min(BUDGET_MS, Math.max(...gaps));
}

function words({ longTasks, gaps }: Seen, arrival: number): string {
  const over = longTasks.filter(ms => ms > BUDGET_MS).length;
  const sorted = [...gaps].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))]);
  return `${over} tasks over ${BUDGET_MS} ms; frames ${gaps.length}, median ${at(0.5)} ms, 99 % ${at(0.99)} ms; rows in the middle after ${Math.round(arrival)} ms`;
}
