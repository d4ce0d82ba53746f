import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './support.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const SCREENS = [
  'Home',
  'Data',
  'Prepare',
  'Segments',
  'Scores',
  'Customer',
  'Monitor',
  'Report',
  'Models',
  'Settings',
] as const;

/** Every rule of WCAG 2.2 A and AA; those that another set of colours can break. */
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds, as lines a person can act on. */
async function violations(page: Page, runOnly: typeof ALL_RULES): Promise<string[]> {
  // Evaluated through the debugger, which the page's content policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async rules => {
    const axe = (window as unknown as { axe: { run(context: Document, options: unknown): Promise<AxeResult> } }).axe;
    // What passes need not be described; selectors are not shown.
    const options = { runOnly: rules, resultTypes: ['violations'], selectors: false };
    const { violations: found } = await axe.run(document, options);
    return found.flatMap(rule =>
      rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`),
    );
    interface AxeResult {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }
  }, runOnly);
}

/** The colours that the page shows and those the system asks for; and whether it draws at all, without which a page hears of no change. Two frames later they are in place. */
async function colours(page: Page) {
  return page.evaluate(async () => ({
    shown: document.documentElement.dataset.theme,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
    hasFrames: await new Promise<boolean>(done => {
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
      setTimeout(() => done(false), 5_000);
    }),
  }));
}

/**
 * What axe finds in what is shown now: by all rules in the colours that it has, and by those that colours can break in the other ones, which it then keeps:
 * the page is visited once for both.
 */
async function violationsInBoth(page: Page): Promise<string[]> {
  const first = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const other = first === 'dark' ? 'light' : 'dark';
  const found = (await violations(page, ALL_RULES)).map(line => `in ${first}, ${line}`);
  await page.emulateMedia({ colorScheme: other });
  await expect
    .poll(() => colours(page), 'colours follow the system')
    .toEqual({ shown: other, isDark: other === 'dark', hasFrames: true });
  await expect(page.locator('[data-chart="waiting"]')).toHaveCount(0);
  return [...found, ...(await violations(page, COLOUR_RULES)).map(line => `in ${other}, ${line}`)];
}

/** How many things are on the move, or will be. */
async function moving(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.getAnimations().filter(animation => Number(animation.effect?.getComputedTiming().duration ?? 0) > 1)
        .length,
  );
}

/** How many things would take another colour by steps, as those with a transition do, however short: the first frame shows the old one. */
async function lateColours(page: Page): Promise<number> {
  return page.evaluate(() => {
    document.body.style.color = 'rgb(1, 2, 3)';
    const late = document.getAnimations().filter(animation => animation instanceof CSSTransition).length;
    document.body.style.color = '';
    return late;
  });
}

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
  await expect(page.getByRole('link', { name: new RegExp(`^${screen}`) })).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.screenMain h1')).toBeVisible();
  await expect(page.locator('[data-state="working"]')).toHaveCount(0);
}

test.use({ isPrepared: true });

test.describe('in light and in dark', () => {
  // Colours that are still on their way to others are nobody's to read.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('no screen breaks a rule of WCAG A or AA, or moves when the system asks for less motion', async ({ app }) => {
    test.slow();
    await expect(app.getByRole('link', { name: /^Segments/ })).toContainText('done');
    for (const screen of SCREENS) {
      await goTo(app, screen);
      expect.soft(await moving(app), screen).toBe(0);
      expect.soft(await lateColours(app), screen).toBe(0);
      expect.soft(await violationsInBoth(app), screen).toEqual([]);
    }
    await goTo(app, 'Data');
    for (const tab of ['Profile', 'Customers']) {
      await app.getByRole('tab', { name: tab, exact: true }).click();
      expect.soft(await violationsInBoth(app), `Data, ${tab}`).toEqual([]);
    }
    await goTo(app, 'Segments');
    for (const tab of ['Categories', 'Numbers', 'Map', 'Profile', 'Why', 'Over time', 'How many', 'Risk tiers']) {
      await app.getByRole('tab', { name: tab }).click();
      await expect(app.locator('[data-state="working"]')).toHaveCount(0);
      expect.soft(await violationsInBoth(app), `Segments, ${tab}`).toEqual([]);
    }
    await app.locator('.tierTotals button').first().click();
    await expect(app.locator('.gridHead .gridCell').first()).toBeVisible();
    expect.soft(await violationsInBoth(app), 'Segments, customers picked').toEqual([]);
    await app.keyboard.press('Control+k');
    await expect(app.getByRole('dialog')).toBeVisible();
    expect.soft(await violationsInBoth(app), 'palette').toEqual([]);
    await app.keyboard.press('Escape');
    await app.keyboard.press('F1');
    await expect(app.getByRole('dialog')).toBeVisible();
    expect.soft(await violationsInBoth(app), 'help').toEqual([]);
  });
  test.describe('with nothing open', () => {
    test.use({ isPrepared: false });
    test('the start page breaks none of them', async ({ app }) => {
      expect(await violationsInBoth(app)).toEqual([]);
    });
  });
});

test('a change of the system’s colours is followed while the page is at work', async ({ app }) => {
  // Styles are pending and components drawn again at almost every moment, as they are beside a job.
  await app.evaluate(() => {
    let turn = 0;
    setInterval(() => {
      turn += 1;
      document.body.style.outlineOffset = `${turn % 7}px`;
      location.hash = turn % 2 === 0 ? '#/settings' : '#/report';
    }, 4);
  });
  for (const colorScheme of ['dark', 'light', 'dark', 'light'] as const) {
    await app.emulateMedia({ colorScheme });
    await expect(app.locator('html')).toHaveAttribute('data-theme', colorScheme);
  }
});

/** The focused element: its name for a screen reader, and whether a person can see that it has the focus. */
async function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const hasRing = (style: CSSStyleDeclaration) =>
      style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    // Text fields show the focus on the frame around them.
    const frame = element.parentElement?.querySelector('fieldset');
    const isFramed = frame ? Number.parseFloat(getComputedStyle(frame).borderWidth) >= 2 : false;
    const labelledBy = element.getAttribute('aria-labelledby');
    const names = [
      element.getAttribute('aria-label'),
      labelledBy && document.getElementById(labelledBy)?.textContent,
      (element as HTMLInputElement).labels?.[0]?.textContent,
      element.textContent,
    ];
    const name = names.find(Boolean) ?? '';
    return { tag: element.tagName, name: name.trim(), isVisible: isFramed || hasRing(getComputedStyle(element)) };
  });
}

test('everything is reached with the keyboard, shows its focus and has a name', async ({ segmented: app }) => {
  const landmarks = {
    Data: /^Role of SegmentID/,
    Segments: /^Rename/,
    Customer: /^Source of Income/,
    Report: /^Build the report/,
    Settings: /^Seed/,
  };
  for (const [screen, landmark] of Object.entries(landmarks)) {
    await goTo(app, screen);
    if (screen === 'Data') await app.getByRole('tab', { name: 'Variables' }).click();
    await app.evaluate(() => (document.activeElement as HTMLElement).blur());
    const seen: string[] = [];
    for (let press = 0; press < 45; press++) {
      await app.keyboard.press('Tab');
      const { tag, name, isVisible } = await focused(app);
      if (tag === 'BODY') break;
      expect(name, `${screen}: the ${tag} after “${seen.at(-1)}” has a name`).not.toBe('');
      expect(isVisible, `${screen}: “${name}” shows that it has the focus`).toBe(true);
      seen.push(name);
    }
    expect(
      seen.some(name => landmark.test(name)),
      `${screen}: ${seen.join(' | ')}`,
    ).toBe(true);
  }
});

test.describe('from nothing', () => {
  test.use({ isPrepared: false });
  test('the whole main job is done without a mouse', async ({ app }) => {
    await app.keyboard.press('Control+k');
    await app.keyboard.type('sample');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('heading', { level: 1 })).toContainText('became');
    await expect(app.locator('[data-live]')).toHaveText(/sample is open|finished after/);
    await app.keyboard.press('Control+f');
    await expect(app.getByRole('textbox', { name: 'Find in the table' })).toBeFocused();
    const grid = app.getByRole('grid');
    await grid.focus();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowRight');
    await app.keyboard.press('Control+End');
    const last = await grid.getAttribute('aria-rowcount');
    await expect(app.locator(`[aria-rowindex="${last}"]`)).toBeVisible();
    const active = await grid.getAttribute('aria-activedescendant');
    await expect(app.locator(`[id="${active}"]`)).toBeVisible();

    await app.keyboard.press('Control+k');
    await app.keyboard.type('segments');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('main').getByRole('button', { name: 'Find segments' })).toBeVisible();
    await app.getByRole('main').getByRole('button', { name: 'Find segments' }).focus();
    await app.keyboard.press('Enter');
    await expect(app.getByRole('heading', { level: 1 })).toContainText('customers fall into', { timeout: 60_000 });
    await expect(app.locator('[data-live]')).toHaveText(/Finding segments: finished after/);

    const panes: string[] = [];
    await app.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (let press = 0; press < 5; press++) {
      await app.keyboard.press('F6');
      panes.push(await app.evaluate(() => document.activeElement!.tagName));
    }
    expect(panes).toEqual(['NAV', 'HEADER', 'MAIN', 'ASIDE', 'FOOTER']);

    await app.getByRole('tab', { name: 'Overview' }).focus();
    await app.keyboard.press('ArrowRight');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('tab', { name: 'Categories' })).toHaveAttribute('aria-selected', 'true');
    await app.keyboard.press('Control+p');
    await expect(app.getByRole('button', { name: 'Build the report' })).toBeVisible();
    await app.keyboard.press('Control+,');
    await expect(app.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await app.keyboard.press('F1');
    await expect(app.getByRole('dialog', { name: 'Shortcuts and help' })).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(app.getByRole('dialog')).toBeHidden();
  });
});

test('cells are copied with their headers, in a form that a spreadsheet does not run', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read'], { origin: new URL(app.url()).origin }).catch(() => undefined);

  await goTo(app, 'Data');
  await app.getByRole('tab', { name: 'Customers' }).click();
  const grid = app.getByRole('grid');
  await grid.focus();
  await app.keyboard.press('Control+Home');
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('Shift+ArrowRight');
  await app.evaluate(() => {
    document.addEventListener('copy', event =>
      setTimeout(() => Object.assign(window, { copied: event.defaultPrevented })),
    );
    const set = DataTransfer.prototype.setData;
    DataTransfer.prototype.setData = function (type: string, text: string) {
      Object.assign(window, { copiedText: text });
      set.call(this, type, text);
    };
  });
  await app.keyboard.press('Control+c');
  await expect(app.locator('[data-live]')).toHaveText('2 rows copied with headers');
  const text = await app.evaluate(() => (window as unknown as { copiedText: string }).copiedText);
  const lines = text.split('\n').map(line => line.split('\t'));
  expect(lines.length).toBe(3);
  expect(lines[0]).toEqual(['CustomerID', 'Segment']);
  expect(lines[1][0]).toMatch(/^\d+$/);
});

test('at 200 % zoom nothing is cut off sideways', async ({ segmented: app }) => {
  // 200 % of a 1440 × 900 window leaves a layout of 720 × 450.
  await app.setViewportSize({ width: 720, height: 450 });
  for (const screen of SCREENS) {
    await goTo(app, screen);
    const { width, clipped } = await app.evaluate(() => {
      const main = document.querySelector('.screenMain')!;
      return { width: document.documentElement.scrollWidth, clipped: main.scrollWidth - main.clientWidth };
    });
    expect(width, screen).toBeLessThanOrEqual(720);
    expect(clipped, `${screen}: content wider than its pane`).toBeLessThanOrEqual(1);
  }
});
