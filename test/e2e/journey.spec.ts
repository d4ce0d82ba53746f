import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    /rows of RiskSummary\.xlsx became [\d,]+ customers/,
  );
}

async function findSegments(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Segments/ }).click();
  await page.getByRole('main').getByRole('button', { name: 'Find segments' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/customers fall into \d+ segments/, {
    timeout: 60_000,
  });
}

function figure(page: Page, title: string) {
  const label = page.locator('dt', { hasText: new RegExp(`^${title}`) });
  return page.locator('.keyFigures > div').filter({ has: label }).locator('.keyValue');
}

async function numberIn(page: Page, label: string): Promise<number> {
  return Number((await figure(page, label).innerText()).replaceAll(',', ''));
}

/** Plotly draws marks under a plane that takes the clicks and finds the mark itself. */
async function clickMiddle(page: Page, mark: Locator): Promise<void> {
  await mark.scrollIntoViewIfNeeded();
  const box = (await mark.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
}

test('from the sample to segments, one customer and a filed PDF', async ({ app }) => {
  await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(app, 'home');
  await openSample(app);

  const [read, customers] = [await numberIn(app, 'Rows read'), await numberIn(app, 'Customers')];
  expect(customers).toBeGreaterThan(4000);
  expect(read).toBeGreaterThan(customers);
  const account = app.locator('.account');
  const amounts = (await account.locator('td.number').allInnerTexts()).map(text => Number(text.replaceAll(',', '')));
  expect(amounts[1] + amounts[2] + amounts[3] + amounts[4]).toBe(amounts[0]);
  expect(amounts[0]).toBe(read);
  expect(amounts[5]).toBe(customers);
  await expect(app.getByRole('region', { name: 'Text read as missing' })).toContainText('NULL');
  await picture(app, 'data');
  await app.getByRole('tab', { name: 'Variables' }).click();
  await expect(app.getByLabel('Role of CustomerID')).toHaveValue('identifier');
  await picture(app, 'data-variables');
  await app.getByRole('tab', { name: 'Profile', exact: true }).click();
  await expect(app.getByRole('img', { name: 'Distribution of ActualVolume over' })).toBeVisible();
  await picture(app, 'data-profile');
  await app.getByRole('tab', { name: 'Customers' }).click();
  await expect(app.getByRole('grid')).toHaveAttribute('aria-rowcount', String(customers + 1));
  await expect(app.locator('.gridCell.isMissing').first()).toHaveText('missing');
  await picture(app, 'data-customers');

  await app.getByRole('link', { name: /^Prepare/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('numbers per customer');
  const unused = app.getByRole('region', { name: /^Never compared/ });
  await expect(unused.getByRole('rowheader', { name: 'CustomerID' })).toBeVisible();
  await picture(app, 'prepare');

  await findSegments(app);
  const nSegments = await numberIn(app, 'Segments');
  expect(await app.locator('.segmentTable tbody tr').count()).toBe(nSegments);
  await picture(app, 'segments');

  await app.getByRole('tab', { name: 'Categories' }).click();
  await app.getByRole('combobox', { name: 'Column of the treemap' }).selectOption('Source of Income');
  const tile = app
    .locator('.slicetext', { hasText: /^Pensioner\d/ })
    .filter({ visible: true })
    .first();
  await expect(tile).toBeVisible();
  await picture(app, 'segments-treemap');
  await clickMiddle(app, tile);
  const banner = app.locator('.filterBanner');
  await expect(banner).toContainText(/Filtered: [\d,]+ of [\d,]+ customers/);
  await expect(banner).toContainText('Source of Income is Pensioner');
  const shown = Number(/Filtered: ([\d,]+)/.exec(await banner.innerText())![1].replaceAll(',', ''));
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(customers);
  await expect(app.getByRole('contentinfo')).toContainText('Source of Income is Pensioner');
  await picture(app, 'segments-picked');

  const first = app.getByRole('rowheader').filter({ hasText: /^\d+$/ }).first();
  const id = await first.innerText();
  await first.dblclick();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(`Customer ${id} is in`);
  await expect(app.getByRole('textbox', { name: 'Customer', exact: true })).toHaveValue(id);
  await picture(app, 'customer');

  const before = await app.getByTestId('assignment').innerText();
  await app.getByLabel('Is PEP').selectOption('yes');
  await app.getByLabel('NumAlerts').fill('9');
  await expect(app.getByRole('heading', { name: 'With the values changed' })).toBeVisible();
  await expect(app.locator('.changeLine')).toContainText(/score \+\d/);
  await expect(app.getByTestId('assignment')).not.toHaveText(before, { useInnerText: true });
  await picture(app, 'customer-what-if');

  await app.getByRole('link', { name: /^Report/ }).click();
  await app.getByLabel(/^CSV/).check();
  await app.getByRole('button', { name: 'Build the report' }).click();
  const save = app.getByRole('button', { name: /^Save .*\.pdf$/ });
  await expect(save).toBeVisible({ timeout: 60_000 });
  await picture(app, 'report');
  const [download] = await Promise.all([app.waitForEvent('download'), save.click()]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(20_000);
});

test.describe('of the sample, grouped', () => {
  test.use({ isPrepared: true });
  test('ways to group are compared on the same customers, and one is taken', async ({ segmented: app }) => {
    await app.getByRole('tab', { name: 'Compare', exact: true }).click();
    const panel = app.getByRole('tabpanel', { name: 'Compare' });
    for (const method of ['Mini-batch k-means', 'Gaussian mixture', 'k-prototypes', 'k-medoids', 'Ward', 'HDBSCAN'])
      await panel.getByRole('checkbox', { name: new RegExp(`^${method}`) }).uncheck();
    await panel.getByRole('button', { name: 'Compare', exact: true }).click();
    const table = panel.getByRole('table').first();
    await expect(table).toBeVisible({ timeout: 60_000 });
    await expect(table.getByRole('rowheader', { name: /^Bisecting k-means/ })).toBeVisible();
    await picture(app, 'segments-compare');
  });

  test('every view of the segments draws, and its picture and numbers can be taken along', async ({
    segmented: app,
  }) => {
    const drawn = ['Categories', 'Numbers', 'Map', 'Tree', 'Profile', 'Over time', 'How many'];
    for (const view of [...drawn, 'Why', 'Risk tiers', 'Playbook']) {
      await app.getByRole('tab', { name: view, exact: true }).click();
      const panel = app.getByRole('tabpanel', { name: view, exact: true });
      const shown = drawn.includes(view) ? panel.locator('.main-svg') : panel.getByRole('table');
      await expect(shown.first()).toBeVisible({ timeout: 60_000 });
      await picture(app, `segments-${view.toLowerCase().replace(' ', '-')}`);
    }
    await app.getByRole('tab', { name: 'Numbers' }).click();
    await app.getByRole('combobox', { name: 'Numeric column' }).selectOption('ActualVolume');
    const chart = app.getByRole('figure', { name: /^How ActualVolume is spread/ });
    await expect(chart.locator('.main-svg').first()).toBeVisible();
    for (const [item, head] of [
      ['PNG picture', '\x89PNG'],
      ['SVG drawing', '<svg'],
      ['CSV table', '\xEF\xBB\xBFActualVolume from,to,'],
    ]) {
      await chart.getByRole('button', { name: /^Export/ }).click();
      const [download] = await Promise.all([
        app.waitForEvent('download'),
        app.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click(),
      ]);
      const bytes = readFileSync(await download.path());
      expect(bytes.toString('latin1').slice(0, head.length)).toBe(head);
    }
    await chart.getByRole('button', { name: /^Table/ }).click();
    await expect(chart.getByRole('table')).toBeVisible();

    await app.getByRole('tab', { name: 'Map' }).click();
    const points = app.getByRole('tabpanel', { name: 'Map' }).locator('.scatterlayer .point');
    await expect(points.first()).toBeAttached();
    await clickMiddle(app, points.nth(40));
    await expect(app.locator('.filterBanner')).toContainText('1 customer picked');
  });

  test('a tier rule answers at once, names can be given, and both can be undone and redone', async ({
    segmented: app,
  }) => {
    const high = await numberIn(app, 'High risk');
    await app.getByRole('tab', { name: 'Risk tiers' }).click();
    const from = app.getByRole('textbox', { name: 'High from' });
    const threshold = Number(await from.inputValue());
    await from.fill(String(threshold + 15));
    await from.press('Enter');
    await expect.poll(() => numberIn(app, 'High risk')).toBeLessThan(high);
    const fewer = await numberIn(app, 'High risk');
    await app.getByRole('main').focus();
    await app.keyboard.press('Control+z');
    await expect.poll(() => numberIn(app, 'High risk')).toBe(high);
    await app.keyboard.press('Control+y');
    await expect.poll(() => numberIn(app, 'High risk')).toBe(fewer);
    await app.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => numberIn(app, 'High risk')).toBe(high);

    await app.getByRole('tab', { name: 'Overview' }).click();
    await app
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click();
    await app.getByRole('textbox', { name: /^New name/ }).fill('Everyday retail');
    await app.keyboard.press('Enter');
    await expect(app.locator('.segmentTable tbody tr').first()).toContainText('Everyday retail');

    await app.getByRole('link', { name: /^Data/ }).click();
    await app.getByRole('tab', { name: 'Variables' }).click();
    await app.getByRole('combobox', { name: 'Role of CashUsage' }).selectOption('ignore');
    await expect(app.getByRole('combobox', { name: 'Role of CashUsage' })).toHaveValue('ignore');
    await expect(app.getByRole('link', { name: /^Segments/ })).toContainText('needs to be run again');
    await app.getByRole('link', { name: /^Segments/ }).click();
    await expect(app.getByRole('note')).toContainText('changed after these segments were found');
    await picture(app, 'segments-stale');
    await app.getByRole('main').focus();
    await app.keyboard.press('Control+z');
    await expect(app.getByRole('link', { name: /^Segments/ })).toContainText('done');
  });
});

test('a file that cannot be read gets one clear sentence and leaves the project alone', async ({ app }) => {
  await openSample(app);
  const title = await app.getByRole('heading', { level: 1 }).innerText();
  const open = async (name: string, content: string | Buffer) => {
    const [chooser] = await Promise.all([
      app.waitForEvent('filechooser'),
      app.getByRole('button', { name: 'Open a file or project' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  };
  await open('customers.xlsx', Buffer.from('PK\x03\x04 this is not a workbook', 'latin1'));
  const alert = app.getByRole('alert');
  await expect(alert).toContainText('customers.xlsx');
  expect((await alert.locator('p').innerText()).length).toBeLessThan(300);
  await expect(alert).not.toContainText(/ at .*\.js|undefined|\[object/);
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(title);
  await picture(app, 'bad-file');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toBeHidden();

  await open('header-only.csv', 'CustomerID,Balance\n');
  await expect(alert).toContainText('header-only.csv');
  await open('few.csv', 'CustomerID,Balance,Kind\nA1,10,x\nA2,12,y\nA3,700,x\nA4,720,y\nA5,15,x\nA6,690,y\n');
  await expect(app.getByRole('heading', { level: 1 })).toContainText('few.csv');
  await expect(alert).toBeHidden();
});

test('a file dropped anywhere on the window is opened', async ({ app }) => {
  const data = await app.evaluateHandle(() => {
    const transfer = new DataTransfer();
    const rows = Array.from({ length: 40 }, (_, i) => `K${i},${i % 2 ? 10 + i : 900 + i},${i % 3 ? 'a' : 'b'}`);
    transfer.items.add(new File([`CustomerID,Balance,Kind\n${rows.join('\n')}\n`], 'dropped.csv'));
    return transfer;
  });
  await app.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await expect(app.getByText('Drop the file to open it.')).toBeVisible();
  await app.dispatchEvent('body', 'drop', { dataTransfer: data });
  await app.getByRole('button', { name: 'Import' }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('40 rows of dropped.csv became 40 customers');
});

test('long work can be cancelled, and a project is saved and opened again', async ({ app }) => {
  await openSample(app);
  await app.getByRole('link', { name: /^Segments/ }).click();
  await app.getByRole('main').getByRole('button', { name: 'Find segments' }).click();
  const working = app.getByRole('region', { name: 'Finding segments' });
  await expect(working.getByRole('progressbar')).toBeVisible();
  await working.getByRole('button', { name: 'Cancel' }).click();
  await expect(working).toBeHidden();
  await expect(app.getByRole('alert')).toBeHidden();
  await expect(app.getByText('The customers have not been grouped yet.')).toBeVisible();

  await findSegments(app);
  const headline = await app.getByRole('heading', { level: 1 }).innerText();
  const [download] = await Promise.all([app.waitForEvent('download'), app.keyboard.press('Control+s')]);
  expect(download.suggestedFilename()).toMatch(/\.tessera$/);
  const saved = readFileSync(await download.path());
  await expect(app).not.toHaveTitle(/\*/);
  await app.keyboard.press('Control+k');
  await app.getByRole('combobox', { name: 'Command' }).fill('close');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { level: 1 })).toContainText('on your own machine');
  const asked = app.waitForEvent('filechooser');
  // The chooser is only caught once the browser has heard that it should be; it hears in order.
  await app.evaluate(() => undefined);
  await app.keyboard.press('Control+o');
  const chooser = await asked;
  await chooser.setFiles({ name: 'book.tessera', mimeType: 'application/octet-stream', buffer: saved });
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(headline);
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });
  test('and at 1024 × 700 every screen keeps its shape', async ({ app }) => {
    await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
    await picture(app, 'dark-home');
    await openSample(app);
    await picture(app, 'dark-data');
    await findSegments(app);
    await expect(app.locator('.main-svg').first()).toBeVisible();
    await picture(app, 'dark-segments');
    for (const [screen, name] of [
      ['Prepare', 'dark-prepare'],
      ['Customer', 'dark-customer'],
      ['Report', 'dark-report'],
      ['Settings', 'dark-settings'],
    ]) {
      await app.getByRole('link', { name: new RegExp(`^${screen}`) }).click();
      await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
      await app.waitForTimeout(600);
      await picture(app, name);
    }
    expect(await app.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(11, 16, 20)');
    await app.setViewportSize({ width: 1024, height: 700 });
    await app.getByRole('link', { name: /^Segments/ }).click();
    await expect(app.locator('.main-svg').first()).toBeVisible();
    await picture(app, 'small-segments');
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  });
});
