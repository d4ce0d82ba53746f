import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'tessera-window-'));
const book = join(folder, 'accounts.csv');
const day = (offset: number) => new Date(Date.UTC(2022, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
/** 360 accounts opened over 2021 and 2022; every third closes, a third of those before 2023, a third in it and a third in 2024. */
const rows = Array.from({ length: 360 }, (_row, i) => {
  const closed = i % 3 > 0 ? '' : day(60 + ((i * 37) % 1030));
  return `A${1000 + i},${day(-((i * 7) % 330))},${(i * 13) % 400},${i % 5},${closed}`;
});
writeFileSync(book, ['Account,Opened on,Balance,Products,Closed on', ...rows].join('\n'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ hostOptions: { file: book } });

test('a column of days becomes an outcome by the window that is chosen, and scores say so', async ({ app }) => {
  await app.getByRole('link', { name: /^Scores/ }).click();
  const main = app.getByRole('main');
  const target = main.getByLabel('Column to predict');
  await target.selectOption('Closed on', { timeout: 60_000 });
  await expect(main.getByRole('alert')).toContainText('holds days');

  await main.getByRole('button', { name: 'From one day for all' }).click();
  const observed = main.getByLabel('Day of observation');
  await observed.fill('2022-12-31');
  await observed.press('Enter');
  await main.getByLabel('Months that the event counts').fill('12');
  await main.getByLabel(/Outcomes are known up to/).fill('2024-10-31');
  await main.getByLabel(/Outcomes are known up to/).press('Enter');
  const panel = main.getByRole('region', { name: 'When does it count?' });
  await expect(panel).toContainText('Customers are looked at on 2022-12-31; the event counts for 12 months', {
    timeout: 30_000,
  });
  await expect(panel).toContainText('who had the event before they were looked at');
  await expect(app.getByRole('heading', { level: 1 })).toContainText(
    'Closed on lies within 12 months after 2022-12-31',
  );
  await app.screenshot({ path: join(PICTURES, 'scores-window.png'), fullPage: true });

  for (const model of ['Random forest', 'Gradient boosting', 'Scorecard', 'Naive Bayes'])
    await app.getByRole('checkbox', { name: model, exact: true }).uncheck();
  await main.getByRole('button', { name: /^Score/ }).click();
  await expect(app.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true', {
    timeout: 120_000,
  });
  await expect(app.getByRole('heading', { level: 1 })).toContainText('within 12 months after 2022-12-31');
});
