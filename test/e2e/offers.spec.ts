import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

const PRODUCTS = ['Current account', 'Card', 'Loan', 'Savings', 'Insurance', 'Fund', 'Mortgage', 'Travel cover'];
const folder = mkdtempSync(join(tmpdir(), 'tessera-offers-'));
const book = join(folder, 'owned.csv');
const owns = (c: number, p: number) => ((c % 2 === 0 ? p < 4 : p >= 4) ? (c * 3 + p * 5) % 7 < 5 : (c + p) % 11 === 0);
writeFileSync(
  book,
  [
    ['Customer ID', 'Age', 'Income', ...PRODUCTS.map(p => `Has ${p}`)].join(','),
    ...Array.from({ length: 200 }, (_none, c) =>
      [
        `C${1000 + c}`,
        18 + (c % 60),
        900 + c * 17,
        ...PRODUCTS.map((_p, p) => (c % 10 !== 9 && owns(c, p) ? 1 : 0)),
      ].join(','),
    ),
  ].join('\n'),
);
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ hostOptions: { file: book } });

test('products are recognised, methods compared, and customers offered what the rules allow', async ({ app }) => {
  await app.getByRole('link', { name: /^Offers/ }).click();
  const main = app.getByRole('main');
  await expect(main.getByRole('heading', { name: '8 of 9 columns are products' })).toBeVisible({ timeout: 30_000 });
  await expect(app.getByRole('heading', { level: 1 })).toContainText('no offers have been made yet');
  for (const method of ['Pairwise ranking (BPR)', 'Matrix factorisation (ALS)', 'Similar customers'])
    await app.getByRole('checkbox', { name: method }).uncheck();
  await main.getByRole('button', { name: 'Make offers' }).click();

  const compared = main.getByRole('group', { name: 'Methods compared' });
  await expect(compared).toContainText('◆ recommended', { timeout: 60_000 });
  await expect(app.getByRole('heading', { level: 1 })).toContainText('of 8 products');
  await expect(app.getByRole('link', { name: /^Offers/ })).toContainText('done');
  await app.screenshot({ path: join(PICTURES, 'offers-compare.png') });

  await app.getByRole('tab', { name: 'Rules' }).click();
  await main.getByLabel('Product of the rule').selectOption('Has Loan');
  await main.getByLabel('What the rule goes by').selectOption({ label: 'Age' });
  await main.getByLabel('At least').fill('40');
  await main.getByRole('button', { name: 'Add the rule' }).click();
  const rules = main.getByRole('group', { name: 'Rules in force' });
  await expect(rules).toContainText('Has Loan: only to customers whose Age is 40 or more', { timeout: 30_000 });
  await app.screenshot({ path: join(PICTURES, 'offers-rules.png') });

  await app.getByRole('tab', { name: 'Customers' }).click();
  const offers = main.getByRole('group', { name: 'Customers and their offers' });
  await expect(offers).toContainText('Holders of', { timeout: 30_000 });
  await expect(offers).toContainText('No product yet');
  await main.getByRole('textbox', { name: 'Find a customer' }).fill('C1003');
  await expect(main).toContainText('1 of 200 customers');
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.screenshot({ path: join(PICTURES, 'offers-customers-dark.png') });
  await app.getByRole('tab', { name: 'Products' }).click();
  await expect(main.getByRole('group', { name: 'Rules between products' })).toBeVisible();
  await app.screenshot({ path: join(PICTURES, 'offers-products-dark.png') });
});
