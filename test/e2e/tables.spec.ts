import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-tables-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sales = join(folder, 'sales.csv');
const customers = join(folder, 'customers.csv');
const id = (i: number) => `K${String(i).padStart(3, '0')}`;
writeFileSync(
  sales,
  [
    'CustomerID,OrderDate,InvoiceNo,Amount,Country',
    ...Array.from({ length: 400 }, (_, i) => {
      const who = (i * i + 3 * i) % 83;
      const invoice = i % 17 === 0 ? `C${5000 + i}` : String(5000 + i);
      const amount = (i % 17 === 0 ? -1 : 1) * (5 + ((i * 13) % 97));
      const day = `2024-${String(1 + (i % 9)).padStart(2, '0')}-${String(1 + ((i * 7) % 27)).padStart(2, '0')}`;
      return `${i % 23 === 0 ? '' : id(who)},${day},${invoice},${amount},${['Spain', 'Italy', 'France'][who % 3]}`;
    }),
  ].join('\n'),
);
writeFileSync(
  customers,
  [
    'Client,Income,Age',
    ...Array.from({ length: 60 }, (_, i) => `${id(i).toLowerCase()},${900 + ((i * 37) % 101)},${20 + (i % 40)}`),
  ].join('\n'),
);

test.describe('tables of a project', () => {
  test.use({ hostOptions: { file: sales } });

  test('transactions become customers by the wizard, a customer table is joined, and undo takes both back', async ({
    app,
  }) => {
    await app.goto(`${app.url().split('#')[0]}#/data`);
    const banner = app.getByText('This looks like a list of transactions');
    await expect(banner).toBeVisible();
    await app.getByRole('button', { name: 'Make one row per customer' }).click();
    await expect(app.getByRole('heading', { name: 'The first customers' })).toBeVisible();
    await expect(app.getByLabel('Customer', { exact: true })).toHaveValue('CustomerID');
    await shot(app, 'wizard');
    await app.getByRole('button', { name: 'Make one row per customer' }).click();
    await expect(app.getByRole('heading', { name: 'sales.csv', exact: true })).toBeVisible();
    await expect(app.getByRole('row', { name: /returns and cancellations/ })).toBeVisible();
    await expect(banner).toBeHidden();
    await expect(app.locator('.rfmBar').first()).toBeVisible();
    const rule = app.getByRole('group', { name: 'Names by recency and FM score' });
    for (const width of [1280, 1920, 1440]) {
      await app.setViewportSize({ width, height: 900 });
      await expect.poll(() => rule.evaluate(box => box.scrollWidth - box.clientWidth)).toBe(0);
    }
    await shot(app, 'account');

    const chooser = app.waitForEvent('filechooser');
    await app.getByRole('button', { name: 'Another file' }).click();
    await (await chooser).setFiles(customers);
    await expect(app.getByLabel('Key in the new table')).toHaveValue('Client');
    await expect(app.getByRole('row', { name: /of them matched/ })).toBeVisible();
    await shot(app, 'join');
    await app.getByRole('button', { name: 'Join the table' }).click();
    await expect(app.getByRole('heading', { name: 'customers.csv', exact: true })).toBeVisible();
    await shot(app, 'joined');

    await app.getByRole('button', { name: /^Undo/ }).click();
    await expect(app.getByRole('heading', { name: 'customers.csv', exact: true })).toBeHidden();
    await app.getByRole('button', { name: /^Undo/ }).click();
    await expect(app.getByText('It is the only table of this project')).toBeVisible();
  });
});

const [may, june] = ['may.csv', 'june.csv'].map((name, i) => {
  const path = join(folder, name);
  // Other customers with incomes and ages that are alike.
  const rows = Array.from(
    { length: 80 },
    (_, row) => `${id(i * 80 + row)},${900 + ((row * 37) % 101)},${20 + (row % 40)}`,
  );
  writeFileSync(path, ['CustomerID,Income,Age', ...rows].join('\n'));
  return path;
});

test.describe('the file of another month', () => {
  test.use({ hostOptions: { file: may } });

  test('is appended, and the column that says so is no feature unless it is made one', async ({ app }) => {
    await app.goto(`${app.url().split('#')[0]}#/data`);
    await app.getByRole('tab', { name: 'Tables' }).click();
    const chooser = app.waitForEvent('filechooser');
    await app.getByRole('button', { name: 'Another file' }).click();
    await (await chooser).setFiles(june);
    await expect(app.getByLabel('How')).toHaveValue('append');
    // Another file of the same name is asked about anew.
    await app.getByLabel('How').selectOption('join');
    const again = app.waitForEvent('filechooser');
    await app.getByRole('button', { name: 'Another file' }).click();
    await (
      await again
    ).setFiles({ name: 'june.csv', mimeType: 'text/csv', buffer: Buffer.from(`${readFileSync(june, 'utf8')}\n`) });
    await expect(app.getByLabel('How')).toHaveValue('append');
    await app.getByLabel('Which table a row came from').selectOption('Table');
    await app.getByRole('button', { name: 'Append the table' }).click();
    await expect(app.getByText('160 rows together, 160 customers.')).toBeVisible();
    await shot(app, 'appended');
    await app.getByRole('tab', { name: 'Variables' }).click();
    const role = app.getByRole('combobox', { name: 'Role of Table' });
    await expect(role).toHaveValue('ignore');
    await role.selectOption('feature');
    await expect(app.getByText('As a feature it groups customers by their file')).toBeVisible();
  });
});

/** Pictures to look at, where a folder for them is named. */
async function shot(app: import('@playwright/test').Page, name: string): Promise<void> {
  const target = process.env.TESSERA_SHOTS;
  if (target === undefined) return;
  for (const scheme of ['light', 'dark'] as const) {
    await app.emulateMedia({ colorScheme: scheme });
    await app.screenshot({ path: join(target, `tables-${name}-${scheme}.png`), fullPage: true });
  }
  await app.emulateMedia({ colorScheme: 'light' });
}
