import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });
const TEXT = [
  'Customers of the bank;;',
  'CustomerID;Opened;Amount',
  ...Array.from({ length: 40 }, (_none, i) => `C${i};${(i % 28) + 1}/04/2024;${i}.${String(100 + i)},5`),
  'Total;;1.253,5',
].join('\n');

async function choose(app: Page, name = 'book.csv'): Promise<void> {
  const asked = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Open a file or project' }).click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(TEXT) });
}

test('a file is looked at, read otherwise at once, and imported', async ({ app }) => {
  await choose(app);
  const heading = app.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('book.csv: 40 rows in 3 columns, 1 would be rejected.');
  await expect(app.locator('.rawTable tr.is-header')).toHaveText(/2headerCustomerIDOpenedAmount/);
  await expect(app.getByRole('complementary', { name: 'Options' })).toContainText('day first in 1 column (Opened)');
  await app.screenshot({ path: join(PICTURES, 'preview.png') });

  await app.getByRole('textbox', { name: 'Cells that are the table' }).fill('a2:c10');
  await app.getByRole('textbox', { name: 'Cells that are the table' }).press('Enter');
  await expect(heading).toHaveText('book.csv: 8 rows in 3 columns.');
  await app.getByLabel('Kind of Amount').selectOption('text');
  await expect(app.getByLabel('Kind of Amount')).toHaveValue('text');
  await expect(app.locator('.typedTable tbody tr').first()).toContainText('100,5');
  await app.getByRole('button', { name: 'Import' }).click();
  await expect(heading).toHaveText(/8 rows of book\.csv became 8 customers in 3 columns/);
  await app.getByRole('tab', { name: 'Variables' }).click();
  await expect(app.getByLabel('Kind of Amount')).toHaveValue('text');
});

test('Esc leaves what was open as it was, Enter imports', async ({ app }) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  const heading = app.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/rows of RiskSummary\.xlsx became/);
  await app.getByRole('link', { name: /^Home/ }).click();
  await choose(app);
  await expect(heading).toContainText('book.csv: 40 rows');
  await app.keyboard.press('Escape');
  await expect(heading).toContainText(/rows of RiskSummary\.xlsx became/);
  await app.getByRole('link', { name: /^Home/ }).click();
  await choose(app);
  await expect(app.getByRole('button', { name: 'Import' })).toBeEnabled();
  await app.keyboard.press('Enter');
  await expect(heading).toContainText(/rows of book\.csv became 40 customers/);
});
