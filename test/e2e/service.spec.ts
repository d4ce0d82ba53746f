import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support.ts';

const PICTURES = join('test-results', 'screens');
mkdirSync(PICTURES, { recursive: true });
const MODEL = 'test/golden/exports/forest.tsm';

test('the scoring service is switched on, answers a program with the token, and is switched off', async ({ app }) => {
  await app.getByRole('link', { name: /^Settings/ }).click();
  const main = app.getByRole('main');
  const switched = main.getByRole('switch', { name: 'Scoring service' });
  await expect(switched).toBeDisabled();
  const chooser = app.waitForEvent('filechooser');
  await main.getByRole('button', { name: 'Choose a model file' }).click();
  await (await chooser).setFiles(MODEL);
  await expect(main).toContainText('forest.tsm');
  await switched.focus();
  await app.keyboard.press('Space');
  const facts = main.getByLabel('The scoring service');
  await expect(facts).toContainText('http://127.0.0.1:');
  const [url, token] = await facts.locator('dd code').allTextContents();
  const asked = await fetch(`${url}/v1/score`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"customer":{}}',
  });
  expect(asked.status).toBe(200);
  await expect(facts).toContainText('1 request so far, 0 refused');
  await facts.scrollIntoViewIfNeeded();
  await app.screenshot({ path: join(PICTURES, 'settings-service.png') });
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.screenshot({ path: join(PICTURES, 'settings-service-dark.png') });

  await app.getByRole('link', { name: /^Home/ }).click();
  await app.getByRole('link', { name: /^Settings/ }).click();
  await expect(facts).toContainText('Shown once');
  await main.getByRole('button', { name: 'Stop' }).click();
  await expect(switched).not.toBeChecked();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});
