import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { explicitRecipe } from '#engine/session/explicitRecipe';
import { importParts, openSource } from '#engine/session/mainJob';
import { Session } from '#engine/session/Session';
import { defaultRecipe } from '#shared/recipe';
import { startTestEngine } from '../support/engineClient.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';

const folder = temporaryFolder();
function csv(name: string, factor: number): string {
  const path = join(folder, name);
  const rows = Array.from({ length: 80 }, (_row, i) => `A${i},${(i * 37 * factor) % 101},${(i * 13) % 17},${i % 7}`);
  writeFileSync(path, ['Account,Amount,Visits,Score', ...rows].join('\n'));
  return path;
}

it('changes asked for at once build on each other', async () => {
  const { client, register } = await startTestEngine(1);
  await client.call('dataset.open', { file: register(csv('one.csv', 1), 'one.csv') });
  await Promise.all([
    client.call('dataset.setColumns', { changes: [{ name: 'Visits', role: 'ignore' }] }),
    client.call('dataset.setColumns', { changes: [{ name: 'Score', role: 'ignore' }] }),
    client.call('dataset.setReferenceDate', { referenceDate: '2025-01-31' }),
  ]);
  const { recipe } = await client.call('project.state', {});
  expect(recipe.columns).toEqual({ Visits: { role: 'ignore' }, Score: { role: 'ignore' } });
  expect(recipe.referenceDate).toBe('2025-01-31');
});

it('a preparation that is still being made when other data is opened leaves nothing behind', async () => {
  const pool = await sharedPool(1);
  const session = new Session({
    pool,
    appVersion: '0',
    recovery: null,
    now: () => '2025-01-31T09:00:00Z',
    changed: () => undefined,
  });
  const recipe = explicitRecipe(defaultRecipe());
  const run = testRun({ pool });
  const begin = async (path: string) => {
    const source = await openSource(path, 'data.csv', recipe, run);
    const imported = await importParts(source, recipe, run);
    return () => session.begin(source, imported, recipe);
  };
  const [beginFirst, beginSecond] = [await begin(csv('first.csv', 1)), await begin(csv('second.csv', 3))];
  beginSecond();
  const alone = (await session.prepared(run)).matrix;
  beginFirst();
  const first = session.prepared(run);
  beginSecond();
  expect((await first).matrix).not.toEqual(alone);
  expect((await session.prepared(run)).matrix).toEqual(alone);
});
