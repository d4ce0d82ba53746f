/** The grid and the variables of the Data screen, as a person uses them: find, go to a row, edit, undo through the list of changes, rename, codes. */
import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support.ts';

const ROWS = 400;
const folder = mkdtempSync(join(tmpdir(), 'tessera-grid-'));
const file = join(folder, 'customers.csv');
const lines = Array.from({ length: ROWS }, (_none, i) => {
  const visits = i % 50 === 0 ? 999 : (i * 7) % 40;
  return [
    `C${1000 + i}`,
    ['Lahore', 'Karachi', 'Quetta'][i % 3],
    i * 2.5,
    visits,
    ['low', 'high', 'middle'][i % 3],
  ].join(',');
});
writeFileSync(file, ['CustomerID,City,Balance,Visits,Grade', ...lines].join('\n'));
test.use({ hostOptions: { file } });

async function openTab(app: Page, name: string): Promise<void> {
  await expect(app.getByText(`became ${ROWS} customers`)).toBeVisible();
  await app.getByRole('tab', { name }).click();
}

const cell = (app: Page, row: number, position: number) => app.locator(`[id$="-${row - 1}-${position}"]`);

test('a cell is found, gone to, edited, and the edit undone through the list of changes', async ({ app }) => {
  await openTab(app, 'Customers');
  await app.keyboard.press('Control+f');
  const box = app.getByRole('textbox', { name: 'Find in the table' });
  await expect(box).toBeFocused();
  await box.fill('karachi');
  await expect(app.getByText('1 of 133 matches')).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(app.getByText('2 of 133 matches')).toBeVisible();
  await app.keyboard.press('Shift+Enter');
  await app.keyboard.press('Shift+Enter');
  await expect(app.getByText('133 of 133 matches')).toBeVisible();
  await expect(cell(app, 398, 1)).toHaveClass(/isActive/);

  await app.getByRole('textbox', { name: 'Row to go to' }).fill('250');
  await app.keyboard.press('Enter');
  await expect(cell(app, 250, 1)).toHaveClass(/isActive/);
  await expect(cell(app, 250, 1)).toContainText('Lahore');
  await app.getByRole('grid').focus();
  await app.keyboard.press('ArrowRight');
  await app.keyboard.press('F2');
  const editor = app.getByRole('textbox', { name: 'Balance, row 250' });
  await expect(editor).toHaveValue('622.5');
  await editor.fill('abc');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toContainText('a number such as 1234.5');
  await editor.fill('7,000');
  await app.keyboard.press('Enter');
  await expect(cell(app, 250, 2)).toHaveClass(/isEdited/);
  await expect(cell(app, 250, 2)).toHaveAttribute('title', '622.5 → 7,000');
  await expect(cell(app, 251, 2)).toHaveClass(/isActive/);
  await app.keyboard.press('Delete');
  await expect(cell(app, 251, 2)).toHaveText(/^missing/);

  await app.keyboard.press('Control+h');
  const changes = app.getByRole('dialog', { name: 'What was done in this project' });
  await expect(changes.getByRole('button', { name: /Edited Balance in row 252/ })).toBeFocused();
  await app.keyboard.press('Home');
  await app.keyboard.press('Enter');
  await expect(changes.getByRole('button', { name: /Opened customers.csv/ })).toHaveAttribute('aria-current', 'step');
  await changes.getByRole('button', { name: /Edited Balance in row 251/ }).click();
  await app.getByRole('button', { name: 'Close the list of changes' }).click();
  await expect(cell(app, 250, 2)).toHaveText(/^7,000/);
  await expect(cell(app, 251, 2)).toHaveText('625');
});

test('columns are sorted and widened with the keyboard, and a block is pasted as one change', async ({ app }) => {
  await openTab(app, 'Customers');
  const grid = app.getByRole('grid');
  await expect(cell(app, 1, 0)).toHaveText('C1000');
  await grid.focus();
  await app.keyboard.press('ArrowRight');
  await app.keyboard.press('ArrowUp');
  const head = app.getByRole('columnheader', { name: 'City' });
  const before = (await head.boundingBox())!.width;
  await app.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await head.boundingBox())!.width).toBe(before + 16);
  await app.getByRole('tab', { name: 'Variables' }).click();
  await app.getByRole('tab', { name: 'Customers' }).click();
  await expect.poll(async () => (await head.boundingBox())!.width).toBe(before + 16);
  await grid.focus();
  await app.keyboard.press('ArrowRight');
  await app.keyboard.press('ArrowUp');
  await app.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(cell(app, 1, 1)).toHaveText('Karachi');
  await app.keyboard.press('ArrowDown');
  await grid.evaluate(element => {
    const data = new DataTransfer();
    data.setData('text/plain', 'City\tBalance\nMultan\t1\nMultan\t2\n');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(app.getByRole('button', { name: 'Undo: Edited 4 cells in 2 columns' })).toBeEnabled();
});

test('a range may be open at one end, and the banner says which', async ({ app }) => {
  await openTab(app, 'Customers');
  await app.getByRole('combobox', { name: 'Column to filter' }).selectOption('Balance');
  await app.getByRole('combobox', { name: 'Condition' }).selectOption('between');
  await app.getByRole('textbox', { name: 'Value to filter by' }).fill('900');
  await app.getByRole('button', { name: 'Filter', exact: true }).click();
  const banner = app.locator('.filterBanner');
  await expect(banner).toContainText('Filtered: 40 of 400 customers');
  await expect(banner).toContainText('Balance of 900 or more');
  await app.getByRole('textbox', { name: 'Upper value' }).fill('910');
  await app.keyboard.press('Enter');
  await expect(banner).toContainText('Filtered: 5 of 400 customers');
  await expect(banner).toContainText('Balance up to 910');
});

test('a variable is renamed, gets a missing code and an order, and several change their role at once', async ({
  app,
}) => {
  await openTab(app, 'Variables');
  await app.getByRole('textbox', { name: 'Name of Visits' }).fill('Calls');
  await app.keyboard.press('Enter');
  // A name that another column has is refused, and the field does not go on showing it.
  const name = app.getByRole('textbox', { name: 'Name of Calls' });
  await name.fill('City');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('alert')).toContainText('no other column has');
  await expect(name).toHaveValue('Calls');
  const codes = app.getByRole('textbox', { name: 'Missing codes of Calls' });
  await codes.fill('999');
  await app.keyboard.press('Enter');
  const row = app.getByRole('row', { name: /Calls/ });
  await expect(row.locator('td.number').first()).toHaveText('8');
  await app.getByRole('button', { name: 'Order of the levels of Grade' }).click();
  await app.getByRole('button', { name: 'low up' }).first().isVisible();
  await app.getByRole('button', { name: 'high down' }).click();
  await app.getByRole('button', { name: 'Use this order' }).click();
  await app.getByRole('checkbox', { name: 'Select Calls' }).check();
  await app.getByRole('checkbox', { name: 'Select Balance' }).check();
  await app.getByLabel('Role of the selected variables').selectOption('ignore');
  await expect(app.getByLabel('Role of Calls')).toHaveValue('ignore');
  await expect(app.getByLabel('Role of Balance')).toHaveValue('ignore');
  await app.getByRole('tab', { name: 'What was done to your file' }).click();
  await expect(app.getByText('999 (code)')).toBeVisible();
});
