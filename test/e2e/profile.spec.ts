import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

test('a finding is acted on with one click and taken back with another; a pair and a column are looked at', async ({
  app,
}) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('rows of RiskSummary.xlsx', { timeout: 60_000 });
  await app.getByRole('tab', { name: 'Profile', exact: true }).click();
  const headline = app.locator('.profileHeadline');
  await expect(headline).toHaveText(/^\d+ findings in \d+ columns; 2 need a decision before segmentation\.$/);
  const findings = app.getByRole('list', { name: 'Findings' });
  const gaps = findings.getByRole('listitem').filter({ hasText: 'FinancingType is missing for' });
  await expect(gaps).toContainText('Needs a decision');

  await gaps.getByRole('button', { name: 'Leave FinancingType out' }).click();
  await expect(gaps).toHaveCount(0);
  await expect(headline).toContainText('; 1 needs a decision');
  await expect(app.getByRole('button', { name: 'Undo' }).first()).toBeEnabled();
  const done = app.getByRole('status').filter({ hasText: 'Leave FinancingType out: done.' });
  await done.getByRole('button', { name: 'Undo' }).click();
  await expect(gaps).toHaveCount(1);
  await expect(headline).toContainText('; 2 need a decision');
  await expect(done).toHaveCount(0);

  const before = await findings.getByRole('listitem').count();
  await gaps.getByRole('button', { name: /^Dismiss/ }).click();
  await expect(gaps).toHaveCount(0);
  await app.getByRole('tab', { name: 'Customers' }).click();
  await app.getByRole('tab', { name: 'Profile', exact: true }).click();
  await expect(gaps).toHaveCount(0);
  await expect(headline).toContainText('You dismissed 1.');
  await app.getByRole('button', { name: '1 dismissed, show' }).click();
  const aside = app.getByRole('list', { name: 'Dismissed findings' });
  await expect(aside).toContainText('FinancingType is missing for');
  await app.screenshot({ path: join(PICTURES, 'profile-dismissed.png') });
  await aside.getByRole('button', { name: /^Bring back/ }).click();
  await expect(gaps).toHaveCount(1);
  await expect(aside).toHaveCount(0);
  await expect(findings.getByRole('listitem')).toHaveCount(before);

  const columns = app.getByRole('group', { name: 'Columns in the profile' });
  await columns.getByRole('button', { name: 'Outliers' }).click();
  await expect(columns.getByRole('columnheader', { name: 'Outliers' })).toHaveAttribute('aria-sort', 'descending');
  await columns.getByRole('button', { name: 'AvgBalance' }).click();
  const depth = app.getByRole('group', { name: 'AvgBalance in depth' });
  await expect(depth).toContainText('beyond the 1.5 IQR fences');
  await expect(depth.getByRole('row', { name: /^99 %/ })).toBeVisible();

  await app.getByRole('button', { name: 'ActualVolume and AvgBalance' }).click();
  await expect(app.getByRole('img', { name: /^ActualVolume and AvgBalance\./ })).toHaveAttribute('data-chart', 'drawn');
  await app.getByRole('switch', { name: 'Logarithmic scale' }).check();
  await expect(app.getByRole('img', { name: /^Spread and extremes of the numbers/ })).toBeVisible();
  await app.screenshot({ path: join(PICTURES, 'profile.png') });
});
