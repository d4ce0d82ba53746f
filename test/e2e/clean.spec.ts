import { expect, test } from './support.ts';

test.use({ actionTimeout: 15_000 });

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
