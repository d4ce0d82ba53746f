import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { churnCsv } from '../support/churnCsv.ts';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

async function give(app: Page, button: string, name: string, text: string): Promise<void> {
  const asked = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: button }).click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** What became of the customers of another draw, with a key that nobody has and an outcome that is none. */
function outcomes(): string {
  const rows = churnCsv(300, 2).split('\n').slice(1);
  const told = rows.map(row => [row.split(',')[0], row.split(',').at(-1), '2026-09-30'].join(','));
  return ['CustomerId,Exited,Date', ...told, '99999,Yes,2026-09-30', '10005,perhaps,2026-09-30'].join('\n');
}

test('outcomes are added, measured by, and learned from', async ({ app }) => {
  await give(app, 'Open a file or project', 'churn.csv', churnCsv(400));
  await app.getByRole('button', { name: 'Import' }).click();
  await app.getByRole('link', { name: /^Scores/ }).click();
  for (const model of ['Random forest', 'Gradient boosting', 'Naive Bayes', 'Scorecard'])
    await app.getByRole('checkbox', { name: model }).uncheck();
  await app.getByRole('button', { name: 'Score the customers' }).first().click();
  await expect(app.getByRole('tab', { name: 'Customers' })).toBeVisible({ timeout: 120_000 });

  await app.getByRole('link', { name: /^Monitor/ }).click();
  await give(app, 'Add outcomes…', 'none.csv', 'A,B\n1,2\n');
  await expect(app.getByRole('alert')).toContainText('cannot be read as outcomes or corrections');
  await give(app, 'Add outcomes…', 'outcomes.csv', outcomes());
  const account = app.getByRole('table', { name: 'Rows of outcomes.csv' });
  await expect(account.getByRole('row')).toHaveText([
    /302/,
    /Nobody here has the key\s*1/,
    /Cannot be read\s*1/,
    /300/,
  ]);
  await expect(app.getByText(/Outcomes of 300 customers are from feedback of/)).toBeVisible();
  await app.getByText('Rows that were left out').click();
  await app.screenshot({ path: join(PICTURES, 'feedback.png'), fullPage: true });
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.getByRole('button', { name: 'Compare with a model that learned from them' }).click();
  await expect(app.getByRole('region', { name: 'Champion against challenger' }).first()).toContainText(
    'The challenger',
  );
  await app.screenshot({ path: join(PICTURES, 'feedback-challenge.png'), fullPage: true });
  await app.getByRole('button', { name: 'Replace the model by the challenger' }).click();
  await expect(app.getByText(/The models learned from feedback of/)).toBeVisible({ timeout: 120_000 });

  // The list of models knows the project once it is saved.
  const saving = app.waitForEvent('download');
  await app.keyboard.press('Control+s');
  await saving;
  await app.getByRole('link', { name: /^Models/ }).click();
  const models = app.getByRole('table');
  await expect(models).toContainText('draft');
  await expect(models).toContainText('Exited is Yes');
  await app.screenshot({ path: join(PICTURES, 'models-dark.png') });
  await app.emulateMedia({ colorScheme: 'light' });
  await app.screenshot({ path: join(PICTURES, 'models.png') });
});
