import { expect, test } from './support.ts';

test('a formula column and merged spellings are added to the table, and undone', async ({ app }) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/became [\d,]+ customers/);
  await app.getByRole('link', { name: /^Prepare/ }).click();
  const clean = app.getByRole('region', { name: 'Clean the table' });
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await clean.getByRole('textbox', { name: 'Search the steps' }).fill('formula');
  await clean.getByRole('button', { name: /^Formula column/ }).click();
  await clean.getByRole('textbox', { name: 'Name' }).fill('Volume ratio');
  await clean.getByRole('textbox', { name: 'Name' }).press('Enter');
  await clean.getByRole('textbox', { name: 'Formula' }).fill('ActualVolume / 1000');
  await clean.getByRole('textbox', { name: 'Formula' }).press('Enter');
  await expect(clean).toContainText(/Volume ratio was computed for [\d,]+ rows from ActualVolume/);
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await clean.getByRole('button', { name: /^Merge near-equal levels/ }).click();
  await expect(clean).toContainText('No column is chosen, so no level was merged.');
  await app.screenshot({ path: 'test-results/screens/clean.png', fullPage: true });
  await app.getByRole('button', { name: /^Undo/ }).click();
  await expect(clean).not.toContainText('No column is chosen');
  await app.getByRole('button', { name: /^Undo/ }).click();
  await expect(clean).toContainText('No formula is given yet');
});

test('the headline counts columns of the table, also where others were made of them', async ({ app }) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/became [\d,]+ customers/);
  await app.getByRole('link', { name: /^Prepare/ }).click();
  const headline = app.getByRole('heading', { level: 1 });
  await expect(headline).toContainText('numbers per customer');
  const before = /^\d+ columns/.exec((await headline.textContent())!)![0];
  const features = app.getByRole('region', { name: 'Make features' });
  await features.getByRole('button', { name: 'Add a step' }).click();
  await features.getByRole('button', { name: /^Principal components/ }).click();
  await expect(features).toContainText(/\d+ columns replaced by \d+ components/);
  await expect(headline).toContainText(before);
});

test('columns that are ticked faster than the table is cleaned are all kept', async ({ app }) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/became [\d,]+ customers/);
  await app.getByRole('link', { name: /^Prepare/ }).click();
  const clean = app.getByRole('region', { name: 'Clean the table' });
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await clean.getByRole('button', { name: /^Exact duplicates/ }).click();
  const boxes = clean.getByRole('group', { name: 'Columns' }).getByRole('checkbox');
  await expect(boxes.first()).toBeEnabled();
  await boxes.evaluateAll(async inputs => {
    for (const input of inputs.slice(0, 5)) {
      (input as HTMLInputElement).click();
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(clean.getByRole('button', { name: 'Remove Exact duplicates, step 1' })).toBeEnabled();
  for (let i = 0; i < 5; i++) await expect(boxes.nth(i)).toBeChecked();
  await expect(boxes.nth(5)).not.toBeChecked();
});

test('a step is added with the first click after words were typed, and a feature step goes where it belongs', async ({
  app,
}) => {
  await app.getByRole('button', { name: /^Open the sample/ }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText(/became [\d,]+ customers/);
  await app.getByRole('link', { name: /^Prepare/ }).click();
  const clean = app.getByRole('region', { name: 'Clean the table' });
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await clean.getByRole('button', { name: /^Missing words and codes/ }).click();
  await clean.getByRole('checkbox', { name: 'City', exact: true }).click();
  const words = clean.getByRole('textbox', { name: 'Words and codes' });
  await words.fill('Karachi');
  await words.press('Enter');
  await expect(clean).toContainText(/Karachi in City/);
  await expect(words).toBeEnabled();
  await words.fill('Lahore');
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await expect(clean.getByRole('textbox', { name: 'Search the steps' })).toBeVisible();
  await expect(clean).toContainText(/Lahore in City/);
  const features = app.getByRole('region', { name: 'Make features' });
  await features.getByRole('button', { name: 'Add a step' }).click();
  await features.getByRole('button', { name: /^Fill gaps by regression/ }).click();
  const titles = features.getByRole('list', { name: 'Make features' }).getByRole('heading', { level: 3 });
  await expect.poll(() => titles.allInnerTexts()).toContain('Fill gaps by regression');
  const order = await titles.allInnerTexts();
  expect(order.indexOf('Fill gaps by regression')).toBe(order.indexOf('Fill gaps') - 1);
});

const PEOPLE = [
  'CustomerID,Name,BirthDate,Balance',
  ...Array.from({ length: 30 }, (_none, i) => `C${i},Person${i} Khan${i},${1950 + i}-02-11,${i * 7}`),
  'C900,Muhammad Ali Raza,1988-02-03,500',
  'C901,Mohammad Ali Raza,1988-02-03,',
].join('\n');

test('customers that look like one person are reviewed and folded into one', async ({ app }) => {
  const asked = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Open a file or project' }).click();
  await (await asked).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) });
  await app.getByRole('button', { name: 'Import' }).click();
  await expect(app.getByRole('heading', { level: 1 })).toContainText('32 rows of people.csv became 32 customers');
  await app.getByRole('link', { name: /^Prepare/ }).click();
  const clean = app.getByRole('region', { name: 'Clean the table' });
  await clean.getByRole('button', { name: 'Add a step' }).click();
  await clean.getByRole('button', { name: /^Near duplicates/ }).click();
  await clean.getByRole('group', { name: 'Name' }).getByRole('checkbox', { name: 'Name', exact: true }).click();
  await expect(
    clean.getByRole('group', { name: 'Name' }).getByRole('checkbox', { name: 'Name', exact: true }),
  ).toBeChecked();
  await clean.getByRole('combobox', { name: 'Birth date' }).selectOption('BirthDate');
  await expect(clean).toContainText(/\D2 customers look like another/);
  await clean.getByRole('button', { name: 'Review customers that look alike' }).click();
  const review = app.getByRole('dialog', { name: 'Customers that look alike' });
  await review.getByRole('checkbox', { name: 'C901 and C900 are different customers' }).click();
  await expect(review.getByRole('button', { name: 'Keep 0 of 1, 1 told apart' })).toBeEnabled();
  await app.screenshot({ path: 'test-results/screens/near-told-apart.png' });
  await review.getByRole('checkbox', { name: 'C901 is the same customer as C900' }).click();
  await app.screenshot({ path: 'test-results/screens/near-duplicates.png' });
  await review.getByRole('button', { name: 'Keep 1 of 1', exact: true }).click();
  await expect(app.getByRole('contentinfo')).toContainText('31 rows');
});
