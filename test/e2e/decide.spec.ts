import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { churnCsv } from '../support/churnCsv.ts';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'tessera-decide-'));
const book = join(folder, 'borrowers.csv');
writeFileSync(book, churnCsv(600));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ hostOptions: { file: book } });

test('scores lead to a contact list under a budget and to credit decisions that a person can overrule', async ({
  app,
}) => {
  await app.getByRole('link', { name: /^Scores/ }).click();
  const main = app.getByRole('main');
  await main.getByRole('button', { name: 'Loan default' }).click({ timeout: 60_000 });
  for (const model of ['Random forest', 'Gradient boosting', 'Scorecard', 'Naive Bayes'])
    await app.getByRole('checkbox', { name: model, exact: true }).uncheck();
  await main.getByRole('button', { name: /^Score/ }).click();
  await expect(app.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true', {
    timeout: 120_000,
  });

  await app.getByRole('tab', { name: 'Contact list' }).click();
  await expect(main.locator('.answer')).toContainText('are worth contacting');
  const isLimited = main.getByRole('checkbox', { name: 'Only so many contacts' });
  await isLimited.click();
  await expect(isLimited).toBeChecked();
  const most = main.getByLabel('Contacts', { exact: true });
  await most.fill('25');
  await most.press('Enter');
  await expect(main.locator('.answer')).toContainText('25 customers of', { timeout: 30_000 });
  const contacts = main.getByRole('region', { name: 'Contact list' });
  await expect(contacts).toContainText('1 to 25 of 25');
  await expect(contacts.getByRole('row')).toHaveCount(26);
  await app.screenshot({ path: join(PICTURES, 'scores-contact.png'), fullPage: true });

  await app.getByRole('tab', { name: 'Credit decisions' }).click();
  await expect(main.locator('.answer')).toContainText('By score and rules');
  const rule = main.getByRole('form', { name: 'A new rule' });
  await rule.getByLabel('Column of the rule').selectOption('Gender');
  await rule.getByLabel('Test of the rule').selectOption('missing');
  await rule.getByRole('button', { name: 'Add the rule' }).click();
  await expect(main.getByRole('alert')).toContainText('no decision about customers may rest on it');
  await rule.getByLabel('Column of the rule').selectOption('Balance');
  await rule.getByLabel('Test of the rule').selectOption('atMost');
  await rule.getByLabel('Value of the rule').fill('1000');
  await rule.getByLabel('What follows').selectOption('decline');
  await rule.getByRole('button', { name: 'Add the rule' }).click();
  await expect(main.getByRole('listitem').filter({ hasText: 'Balance is at most 1000' })).toContainText('customers');

  await main.getByRole('button', { name: 'Refer to a person' }).click();
  const decisions = main.getByRole('region', { name: 'Customers by decision' });
  await decisions
    .getByRole('button', { name: /^Decide about/ })
    .first()
    .click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await dialog.getByLabel('Reason').fill('Guaranteed by the parent company');
  await dialog.getByLabel('Your name').fill('R. Officer');
  await dialog.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(main.locator('.answer')).toContainText('1 customer decided by hand');
  await decisions.getByRole('button', { name: 'Approve' }).click();
  await expect(decisions).toContainText('R. Officer decided: Guaranteed by the parent company');
  await app.screenshot({ path: join(PICTURES, 'scores-credit.png'), fullPage: true });

  await app.keyboard.press('Control+z');
  await expect(main.locator('.answer')).not.toContainText('decided by hand');
});
