import { mkdirSync, readFileSync } from 'node:fs';
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

/** Balances that shrank, a region that is new, other customers. */
function drifted(nRows: number, seed: number): string {
  const [header, ...rows] = churnCsv(nRows, seed).split('\n');
  const changed = rows.map((row, i) => {
    const [id, age, gender, balance, products, region, ...rest] = row.split(',');
    const less = balance === '' ? '' : Math.round(Number(balance) * 0.5);
    return [Number(id) + 50_000, age, gender, less, products, i % 4 ? region : 'Abroad', ...rest].join(',');
  });
  return [header, ...changed].join('\n');
}

test('later files are watched, one that has drifted is told, and models are compared before one is replaced', async ({
  app,
}) => {
  await give(app, 'Open a file or project', 'churn.csv', churnCsv(400));
  await app.getByRole('button', { name: 'Import' }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('400 customers');
  await app.getByRole('link', { name: /^Monitor/ }).click();
  await expect(app.getByText('Segments or scores come first.')).toBeVisible();
  await app.getByRole('button', { name: 'Go to Scores' }).click();
  for (const model of ['Random forest', 'Gradient boosting', 'Naive Bayes', 'Scorecard'])
    await app.getByRole('checkbox', { name: model }).uncheck();
  await app.getByRole('button', { name: 'Score the customers' }).first().click();
  await expect(app.getByRole('tab', { name: 'Customers' })).toBeVisible({ timeout: 120_000 });

  await app.getByRole('link', { name: /^Monitor/ }).click();
  await expect(app.getByText('No later file was watched yet.')).toBeVisible();
  await give(app, 'Watch a later file', 'one.csv', churnCsv(1));
  await expect(app.getByRole('alert')).toContainText('at least 30 are needed');
  await app.getByLabel('Name of the period').fill('May');
  await app.getByLabel('Day at which ages are measured').fill('2026-05-31');
  await give(app, 'Watch a later file', 'may.csv', churnCsv(300, 2));
  await expect(app.getByRole('heading', { level: 1 })).toContainText('May: green.');
  await app.getByLabel('Name of the period').fill('June');
  await app.getByLabel('Day at which ages are measured').fill('2026-06-30');
  await give(app, 'Watch a later file', 'june.csv', drifted(300, 3));
  await expect(app.getByRole('heading', { level: 1 })).toContainText('June: red, act on it.');
  await expect(app.getByRole('list', { name: 'Findings' })).toContainText(
    'Region has 1 level never seen before (“Abroad”)',
  );
  const columns = app.getByRole('region', { name: 'Columns by how much they changed' }).getByRole('row');
  await expect(columns.nth(1)).toContainText('red');
  await app.screenshot({ path: join(PICTURES, 'monitor.png') });
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.getByRole('tab', { name: 'Score' }).click();
  await expect(app.getByText(/ROC-AUC from period to period/).first()).toBeVisible();
  await app.screenshot({ path: join(PICTURES, 'monitor-score.png') });

  await app.getByRole('tab', { name: 'Learn again' }).click();
  await app.getByRole('button', { name: 'Compare the models' }).click();
  await expect(app.getByRole('region', { name: 'Champion against challenger' }).first()).toContainText(
    'The challenger',
  );
  await app.screenshot({ path: join(PICTURES, 'monitor-retrain.png') });
  await app.getByRole('button', { name: 'Replace the model by the challenger' }).click();
  await expect(app.getByRole('contentinfo')).toContainText('700 rows', { timeout: 120_000 });
  await app.keyboard.press('Control+z');
  await expect(app.getByRole('contentinfo')).toContainText('400 rows');

  await app.getByRole('tab', { name: 'Periods' }).click();
  const saving = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save June as workbook' }).click();
  expect((await saving).suggestedFilename()).toBe('june monitored.xlsx');
  await app.getByRole('button', { name: 'Remove June' }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('May: green.');

  await app.getByRole('link', { name: /^Scores/ }).click();
  await app.getByRole('tab', { name: 'Model', exact: true }).click();
  const model = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save model' }).click();
  const path = await (await model).path();
  await app.getByRole('link', { name: /^Monitor/ }).click();
  const asked = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'A model file' }).click();
  await (
    await asked
  ).setFiles({
    name: 'churn.tsm',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(path),
  });
  await expect(app.getByText('customers of the model churn with the score of Exited is Yes')).toBeVisible();
  await app.getByLabel('Name of the period').fill('July');
  await give(app, 'Watch a later file', 'july.csv', churnCsv(300, 4));
  await expect(app.getByRole('heading', { level: 1 })).toContainText('July: ');
  await app.getByRole('tab', { name: 'Periods' }).click();
  await expect(app.getByRole('row', { name: /July/ })).toContainText('churn');
  await expect(app.getByRole('row', { name: /May/ })).toContainText('this project');
  await app.screenshot({ path: join(PICTURES, 'monitor-model.png') });
});
