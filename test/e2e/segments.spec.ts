import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

test.use({ isPrepared: true });

function drawn(page: Page, name: RegExp) {
  return page.locator('.chart').filter({ has: page.getByRole('heading', { name }) });
}

async function counted(page: Page): Promise<number> {
  const words = await page.locator('.selectionBanner strong').innerText();
  return Number(words.replaceAll(/\D/g, ''));
}

test('a selection in one picture is counted, marked in the others, kept from tab to tab, and let go with Escape', async ({
  segmented: app,
}) => {
  const banner = app.locator('.selectionBanner');
  await expect(banner).toHaveCount(0);

  await app.getByRole('tab', { name: 'Categories' }).click();
  const nested = drawn(app, /^Province “/);
  await expect(nested.locator('.plot')).toHaveAttribute('data-chart', 'drawn');
  await expect(nested.getByLabel('Outer column of the nested tiles')).toHaveValue('Province');
  await expect(nested.getByLabel('Inner column of the nested tiles')).toHaveValue('City');
  const karachi = nested.locator('g.slice').filter({ hasText: 'Karachi' }).first();
  await karachi.scrollIntoViewIfNeeded();
  const box = (await karachi.boundingBox())!;
  await app.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(banner).toContainText('Province Sindh, City Karachi');
  await expect(banner).toContainText(/^[\d,]+ customers/);
  const n = await counted(app);
  expect(n).toBeGreaterThan(0);
  await expect(app.getByRole('grid')).toHaveAttribute('aria-rowcount', String(n + 1));
  await app.screenshot({ path: join(PICTURES, 'segments-nested.png') });

  await app.getByRole('tab', { name: 'Map', exact: true }).click();
  await expect(banner).toContainText('Province Sindh, City Karachi');
  const map = drawn(app, /^The map shows/);
  await expect(map.locator('.plot')).toHaveAttribute('data-chart', 'drawn');
  await expect
    .poll(() =>
      map
        .locator('path.point')
        .evaluateAll(points => points.filter(point => getComputedStyle(point).opacity === '0.07').length),
    )
    .toBeGreaterThan(1_000);

  await app.keyboard.press('Escape');
  await expect(banner).toHaveCount(0);
  await map.getByRole('button', { name: 'Box', exact: true }).click();
  const plane = (await map.locator('.nsewdrag').first().boundingBox())!;
  await app.mouse.move(plane.x + 10, plane.y + 10);
  await app.mouse.down();
  await app.mouse.move(plane.x + plane.width / 2, plane.y + plane.height - 10, { steps: 6 });
  await app.mouse.up();
  await expect(banner).toContainText('picked on the map');
  // They are counted by the engine after the banner is there.
  await expect.poll(() => counted(app)).toBeGreaterThan(100);
  await app.screenshot({ path: join(PICTURES, 'segments-map-box.png') });
  await app.getByRole('button', { name: 'Clear selection' }).click();
  await expect(banner).toHaveCount(0);
});

test('pictures are picked from with the keyboard, through their tables and legends', async ({ segmented: app }) => {
  await app.getByRole('tab', { name: 'Profile', exact: true }).click();
  for (const form of ['Heat map', 'Lines', 'Radar']) {
    await app.getByRole('button', { name: form, exact: true }).click();
    await expect(drawn(app, /separates the segments most/).locator('.plot')).toHaveAttribute('data-chart', 'drawn');
  }
  const checks = app.getByRole('group', { name: /Segments in the radar/ }).getByRole('checkbox');
  expect(await checks.count()).toBeGreaterThan(2);
  await checks.first().press('Space');
  await expect(checks.first()).not.toBeChecked();

  await app.getByRole('tab', { name: 'Numbers' }).click();
  const boxes = drawn(app, /^Half of “/);
  await boxes.getByRole('button', { name: /^Table/ }).press('Enter');
  const first = boxes.getByRole('row').nth(1).getByRole('button');
  const name = await first.innerText();
  await first.press('Enter');
  const banner = app.locator('.selectionBanner');
  await expect(banner).toContainText(name);
  await expect(
    drawn(app, /, .* (is|averages) /)
      .getByRole('img')
      .first(),
  ).toBeVisible();

  await app.getByRole('tab', { name: 'Categories' }).click();
  for (const form of ['Customers', 'Share of segment', 'Share of value', 'Tiles'])
    await app.getByRole('button', { name: form, exact: true }).click();
  await expect(banner).toContainText(name);
  await app.keyboard.press('Escape');
  await expect(banner).toHaveCount(0);
});

test('taps on a threshold of the risk tiers are one step to undo, and the tiers before are those before the first tap', async ({
  segmented: app,
}) => {
  await app.getByRole('tab', { name: 'Risk tiers' }).click();
  const high = app.getByRole('slider', { name: 'High from' });
  const totals = app.getByRole('group', { name: 'Customers by tier' });
  const before = { from: await high.getAttribute('aria-valuenow'), held: await totals.textContent() };
  await high.focus();
  for (let taps = 0; taps < 12; taps++) await app.keyboard.press('ArrowLeft');
  await expect(high).toHaveAttribute('aria-valuenow', String(Number(before.from) - 12));
  await expect(totals).not.toHaveText(before.held!);
  await app.getByRole('button', { name: 'Compare with the tiers before' }).click();
  // Whoever was High before is counted there, whichever tap moved them.
  const [wasHigh] = /\d[\d,]*/.exec(before.held!)!;
  const rowOfHigh = app.getByRole('group', { name: 'From tier to tier' }).getByRole('row').nth(1);
  const inRow = async () => {
    const cells = await rowOfHigh.getByRole('button').allInnerTexts();
    return cells.reduce((sum, cell) => sum + Number(cell.replaceAll(',', '')), 0);
  };
  await expect.poll(inRow).toBe(Number(wasHigh.replaceAll(',', '')));
  await app.keyboard.press('Control+z');
  await expect(high).toHaveAttribute('aria-valuenow', before.from!);
  await expect(totals).toHaveText(before.held!);
  await expect(app.getByRole('button', { name: /^Undo/ })).not.toHaveAccessibleName(/Tier rule/);
});

test('a threshold that is dragged pushes the other only as far as it is held, and Escape takes the drag back', async ({
  segmented: app,
}) => {
  await app.getByRole('tab', { name: 'Risk tiers' }).click();
  const [medium, high] = ['Medium from', 'High from'].map(name => app.getByRole('slider', { name }));
  const undo = app.getByRole('button', { name: /^Undo/ });
  const before = (await high.getAttribute('aria-valuenow'))!;
  await medium.scrollIntoViewIfNeeded();
  const plot = (await app.locator('.thresholdPlot').boundingBox())!;
  const from = (await medium.boundingBox())!;
  const y = from.y + from.height / 2;
  const dragTo = (score: number) => app.mouse.move(plot.x + (plot.width * score) / 100, y, { steps: 3 });
  await app.mouse.move(from.x + from.width / 2, y);
  await app.mouse.down();
  await dragTo(90);
  await expect(high).toHaveAttribute('aria-valuenow', '90');
  await dragTo(10);
  await expect(medium).toHaveAttribute('aria-valuenow', '10');
  await expect(high).toHaveAttribute('aria-valuenow', before);
  await app.keyboard.press('Escape');
  await dragTo(50);
  await app.mouse.up();
  await expect(medium).not.toHaveAttribute('aria-valuenow', /^(?:10|50)$/);
  await expect(undo).not.toHaveAccessibleName(/Tier rule/);
});
