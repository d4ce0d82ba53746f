import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestEngine } from '../support/engineClient.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

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

it('a preview that is still being made when another file is opened leaves nothing behind', async () => {
  const { client, register } = await startTestEngine(1);
  const second = register(csv('second.csv', 3), 'second.csv');
  await client.call('dataset.open', { file: second });
  const alone = await client.call('segment.run', { segmenting: {} });
  for (const [i, ticks] of [0, 1, 2, 4, 8, 16].entries()) {
    await client.call('dataset.open', { file: register(csv(`first${i}.csv`, 1), `first${i}.csv`) });
    const preview = client.call('prepare.preview', {});
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    const opened = client.call('dataset.open', { file: second });
    await Promise.all([preview, opened]);
    expect(await client.call('segment.run', { segmenting: {} })).toEqual(alone);
  }
});
