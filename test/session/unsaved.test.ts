import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestEngine } from '../support/engineClient.ts';

it('a result made after the project was saved is unsaved work, and the same result again is not', async () => {
  const { client, register, folder } = await startTestEngine(1);
  const path = join(folder, 'customers.csv');
  const rows = Array.from({ length: 80 }, (_row, i) => `A${i},${(i * 37) % 101},${(i * 13) % 17}`);
  writeFileSync(path, ['Account,Amount,Visits', ...rows].join('\n'));
  await client.call('dataset.open', { file: register(path, 'customers.csv') });
  const isUnsaved = async () => (await client.call('project.state', {})).hasUnsavedChanges;
  expect(await isUnsaved()).toBe(true);
  await client.call('project.save', { file: register(join(folder, 'a.tessera'), 'a.tessera') });
  expect(await isUnsaved()).toBe(false);
  await client.call('segment.run', { segmenting: {} });
  expect(await isUnsaved()).toBe(true);
  await client.call('project.save', { file: null });
  await client.call('segment.run', { segmenting: {} });
  expect(await isUnsaved()).toBe(false);
  await client.call('project.open', { file: register(join(folder, 'a.tessera'), 'a.tessera') });
  expect(await isUnsaved()).toBe(false);
});
