import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { churnCsv } from '../support/churnCsv.ts';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'tessera-scores-'));
const book = join(folder, 'leavers.csv');
writeFileSync(book, churnCsv(600));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ hostOptions: { file: book } });

/** The Scores screen with only the two quickest models ticked, so that the test is about the screen. */
async function setUp(app: Page): Promise<void> {
  await app.getByRole('link', { name: /^Scores/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/Exited is Yes for \d+ of 600 customers/, {
    timeout: 60_000,
  });
  for (const model of ['Random forest', 'Gradient boosting', 'Scorecard'])
    await app.getByRole('checkbox', { name: model, exact: true }).uncheck();
}

async function score(app: Page): Promise<void> {
  await app
    .getByRole('main')
    .getByRole('button', { name: /^Score/ })
    .click();
  await expect(app.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true', {
    timeout: 120_000,
  });
  await expect(app.locator('[data-state="working"]')).toHaveCount(0);
}

function drawn(app: Page, name: RegExp) {
  return app.locator('.chart').filter({ has: app.getByRole('heading', { name }) });
}

test('customers are scored: what gives the outcome away is named first, then models are compared and one is explained', async ({
  app,
}) => {
  await setUp(app);
  const main = app.getByRole('main');
  await expect(app.getByRole('link', { name: /^Scores/ })).not.toContainText('done');

  // The fee is known only after a customer left; it is left out unless a person keeps it.
  const leaks = main.getByRole('list', { name: 'Columns that may give the outcome away' });
  await expect(leaks).toContainText('Exit fee');
  await expect(leaks.getByText('Left out', { exact: true })).toBeVisible();
  await leaks.getByRole('button', { name: /Keep it all the same Exit fee/ }).click();
  await expect(main.getByRole('checkbox', { name: 'Use Exit fee' })).toBeChecked();
  await leaks.getByRole('button', { name: /Leave it out Exit fee/ }).click();
  await expect(main.getByRole('checkbox', { name: 'Use Exit fee' })).not.toBeChecked();

  // A protected column cannot be ticked; a feature can be left out and taken back.
  await expect(main).toContainText(/Protected and never an input: .*Gender/);
  await expect(main.getByRole('checkbox', { name: 'Use Gender' })).toHaveCount(0);
  const region = main.getByRole('checkbox', { name: 'Use Region' });
  await region.uncheck();
  await expect(main.getByRole('row', { name: /Region/ })).toContainText('left out by hand');
  await region.check();
  await expect(region).toBeChecked();
  await main.getByRole('button', { name: 'Churn' }).click();
  await expect(main).toContainText('Who will leave');
  await app.screenshot({ path: join(PICTURES, 'scores-set-up.png') });

  await score(app);
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/ROC-AUC 0\.\d+/);
  await expect(app.getByRole('link', { name: /^Scores/ })).toContainText('done');
  const table = main.getByRole('group', { name: 'Models compared' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table).toContainText('n = 600');
  await expect(table).toContainText(/0\.\d{3} to 0\.\d{3}/);
  await expect(main).toContainText('5-fold cross-validation');
  for (const picture of [/^[\w ]+: ROC-AUC/, /^Of those acted on/, /^Where .* foretells/, /holds .* of all events/])
    await expect(drawn(app, picture).locator('.plot')).toHaveAttribute('data-chart', 'drawn');
  await app.screenshot({ path: join(PICTURES, 'scores-compare.png') });

  const inUse = table.getByRole('row').filter({ hasText: 'in use' });
  const before = await inUse.getByRole('rowheader').innerText();
  await table.getByRole('button', { name: /^Use this one/ }).click();
  await expect.poll(() => inUse.getByRole('rowheader').innerText(), { timeout: 60_000 }).not.toBe(before);
  await expect(main.getByRole('group', { name: 'Swap sets' }).getByRole('row')).toHaveCount(2);

  await app.getByRole('tab', { name: 'Model', exact: true }).click();
  await main.getByRole('button', { name: /^Logistic regression/ }).click();
  await expect(main.getByRole('heading', { name: /matters most$/ })).toBeVisible({ timeout: 60_000 });
  const coefficients = main.getByRole('group', { name: 'Coefficients' });
  await expect(coefficients).toContainText('Products', { timeout: 60_000 });
  await expect(coefficients).not.toContainText('Gender');
  const along = main.getByLabel('How the score goes along');
  await along.selectOption('Balance');
  await expect(drawn(app, /mean score .*balance/i).locator('.plot')).toHaveAttribute('data-chart', 'drawn', {
    timeout: 60_000,
  });
  const statement = main.getByRole('button', { name: /^Show these customers/ }).first();
  await statement.click();
  await expect(main.getByRole('grid')).toBeVisible();
  await app.screenshot({ path: join(PICTURES, 'scores-model.png') });
});

test('scores of other data are marked as they were, with the way to score again', async ({ app }) => {
  await setUp(app);
  await score(app);
  await app.getByRole('link', { name: /^Data/ }).click();
  await app.getByRole('tab', { name: 'Variables' }).click();
  await app.getByLabel('Role of Region').selectOption('ignore');
  await app.getByRole('link', { name: /^Scores/ }).click();
  const banner = app.getByRole('note').filter({ hasText: 'changed after these customers were scored' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await banner.getByRole('button', { name: 'Score again' }).click();
  await expect(banner).toHaveCount(0, { timeout: 120_000 });
  await expect(app.locator('[data-state="working"]')).toHaveCount(0, { timeout: 120_000 });
  await expect(banner).toHaveCount(0);
});
