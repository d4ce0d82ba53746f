import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { churnCsv } from '../support/churnCsv.ts';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });
const N = 400;

/** Opens a small file of customers and scores it by the quick models. */
async function score(app: Page): Promise<void> {
  const asked = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Open a file or project' }).click();
  await (await asked).setFiles({ name: 'churn.csv', mimeType: 'text/csv', buffer: Buffer.from(churnCsv(N)) });
  await app.getByRole('button', { name: 'Import' }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(`${N} customers`);
  await app.getByRole('link', { name: /^Scores/ }).click();
  for (const model of ['Random forest', 'Gradient boosting', 'Naive Bayes', 'Scorecard'])
    await app.getByRole('checkbox', { name: model }).uncheck();
  await app.getByRole('button', { name: 'Score the customers' }).first().click();
  await expect(app.getByRole('tab', { name: 'Customers' })).toBeVisible({ timeout: 120_000 });
}

test('a threshold is moved, a customer opened and asked what if, and the scored file saved', async ({ app }) => {
  await score(app);

  await app.getByRole('tab', { name: 'Threshold and money' }).click();
  const threshold = app.getByRole('slider', { name: 'Threshold' });
  const before = await threshold.getAttribute('aria-valuetext');
  await threshold.press('PageUp');
  await expect(threshold).not.toHaveAttribute('aria-valuetext', before!);
  const rule = app.getByRole('group', { name: 'Rule of the threshold' });
  await expect(rule.getByRole('button', { name: 'By hand' })).toHaveAttribute('aria-pressed', 'true');
  await expect(app.locator('.answer')).toContainText('was given by hand');
  await expect(threshold).toBeFocused();
  // Taps until the threshold is left are one step to undo.
  const once = await app.locator('.answer').textContent();
  await threshold.press('ArrowUp');
  await expect(app.locator('.answer')).not.toHaveText(once!);
  await app.keyboard.press('Control+z');
  await expect(threshold).toHaveAttribute('aria-valuetext', before!);
  const undo = app.getByRole('button', { name: /^Undo/ });
  await expect(undo).not.toHaveAccessibleName(/Threshold and money/);
  const counted = await app.locator('.answer').textContent();
  // Ten taps go as far as one key that goes ten, however quickly they come.
  const ten = async (press: () => Promise<void>) => {
    await press();
    await expect(undo).toHaveAccessibleName(/Threshold and money/);
    await expect(app.locator('.answer')).not.toHaveText(counted!);
    return threshold.getAttribute('aria-valuetext');
  };
  const far = await ten(() => threshold.press('PageUp'));
  await app.keyboard.press('Control+z');
  await expect(app.locator('.answer')).toHaveText(counted!);
  await ten(async () => {
    for (let taps = 0; taps < 10; taps++) await app.keyboard.press('ArrowUp');
  });
  await expect(threshold).toHaveAttribute('aria-valuetext', far!);
  await app.keyboard.press('Control+z');
  await expect(app.locator('.answer')).toHaveText(counted!);
  const box = (await threshold.boundingBox())!;
  await app.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.mouse.down();
  await app.mouse.move(box.x + 150, box.y, { steps: 3 });
  await expect(threshold).not.toHaveAttribute('aria-valuetext', before!);
  await app.keyboard.press('Escape');
  await app.mouse.move(box.x + 200, box.y, { steps: 3 });
  await app.mouse.up();
  await expect(threshold).toHaveAttribute('aria-valuetext', before!);
  await rule.getByRole('button', { name: 'Capacity' }).click();
  await expect(app.locator('.answer')).toContainText('within the capacity of 40');
  await app.screenshot({ path: join(PICTURES, 'scores-money.png') });

  await app.getByRole('tab', { name: 'Customers' }).click();
  const list = app.getByRole('grid', { name: 'Customers by score' });
  await expect(list).toHaveAttribute('aria-rowcount', String(N + 1));
  await app.getByRole('checkbox', { name: /^Only at or above/ }).check();
  await expect(list).not.toHaveAttribute('aria-rowcount', String(N + 1));
  await expect(list.locator('.rankedRow[aria-busy="false"]').first()).toBeVisible();
  await list.press('ArrowDown');
  await list.press('Enter');
  const customer = app.getByRole('region', { name: 'One customer' });
  await expect(customer.getByTestId('customer-score')).toHaveText(/^\d+\.\d %$/);
  await customer.getByLabel('Products').fill('4');
  await expect(customer.getByTestId('what-if')).toContainText('the score goes from');
  await expect(customer.getByRole('heading', { name: /with the values changed$/ }).first()).toBeVisible();
  await app.screenshot({ path: join(PICTURES, 'scores-customer.png') });
  await customer.getByRole('button', { name: 'Undo the changes' }).click();
  await expect(customer.getByTestId('what-if')).toHaveCount(0);

  const saving = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe('churn scored.csv');
  const [header, ...rows] = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(header).toContain('Event probability,Score band,Score reasons');
  expect(header).not.toContain('Risk tier');
  expect(rows).toHaveLength(N);

  await app.getByRole('tab', { name: 'By segment' }).click();
  await expect(app.getByText('These customers have not been grouped into segments.')).toBeVisible();
  await app.getByRole('tab', { name: 'Fairness and checks' }).click();
  await expect(app.getByRole('region', { name: 'Groups of Gender' })).toContainText('Proxy test');
  await expect(app.getByRole('row', { name: /Exit fee/ }).first()).toContainText('left out');
  await app.screenshot({ path: join(PICTURES, 'scores-checks.png') });
});
