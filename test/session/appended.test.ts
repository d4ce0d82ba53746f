import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { churnCsv } from '../support/churnCsv.ts';
import { startTestEngine, type TestEngine } from '../support/engineClient.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const folder = temporaryFolder();
const [header, ...customers] = churnCsv(360).split('\n');
function month(name: string, from: number, to: number): string {
  const path = join(folder, name);
  writeFileSync(path, [header, ...customers.slice(from, to)].join('\n'));
  return path;
}
const may = month('may.csv', 0, 150);
const april = month('april.csv', 150, 300);

const base = defaultRecipe();
const recipe: Recipe = {
  ...base,
  segmenting: { ...base.segmenting, chooseBy: 'given', nClusters: 3 },
  scoring: {
    ...base.scoring,
    models: [{ id: 'logisticRegression', options: {} }],
    validation: { ...base.scoring.validation, nFolds: 2 },
  },
};

async function appended(): Promise<TestEngine> {
  const engine = await startTestEngine(1);
  await engine.client.call('dataset.open', { file: engine.register(may, 'may.csv') });
  const { table } = await engine.client.call('tables.read', { file: engine.register(april, 'april.csv'), sheet: null });
  await engine.client.call('tables.add', { table, step: { how: 'append', origin: 'Table' } });
  return engine;
}

it('a project whose scores are of more customers than the main table has rows opens again', async () => {
  const engine = await appended();
  await engine.client.call('score.run', { scoring: recipe.scoring });
  const project = join(folder, 'scored.tessera');
  await engine.client.call('project.save', { file: engine.register(project, 'scored.tessera') });
  const other = await startTestEngine(1);
  await other.client.call('project.open', { file: other.register(project, 'scored.tessera') });
  expect(await other.client.call('score.result', {})).toEqual(await engine.client.call('score.result', {}));
  expect((await other.client.call('dataset.report', {}))!.nRows).toBe(300);
});
