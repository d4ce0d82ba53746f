import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noFeedback, type OutcomeList } from '#shared/feedback/choices';
import { defaultReading } from '#shared/reading';
import { defaultRecipe } from '#shared/recipe';
import { parseCommand } from '../../../headless/cli/parseCommand.ts';
import { recipeOf } from '../../../headless/cli/withEngine.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const folder = temporaryFolder();

function someList(n: number): OutcomeList {
  return {
    id: `outcomes-${n}`,
    file: { name: `outcomes ${n}.csv`, sha256: String(n).repeat(64) },
    reading: defaultReading(),
    key: 'CustomerId',
    outcome: 'Exited',
    date: null,
    at: '2026-09-30T10:00:00Z',
  };
}

test('of the lists of outcomes only those that models learn from are taken over', async () => {
  const learned = { lists: ['outcomes-2'], target: 'Exited', event: 'Yes', eventDate: null };
  const feedback = { ...noFeedback(), lists: [someList(1), someList(2)], learned };
  const path = join(folder, 'recipe.json');
  writeFileSync(path, JSON.stringify({ ...defaultRecipe(), feedback }));
  const taken = await recipeOf(parseCommand(['run', 'a.csv', '--recipe', path]));
  expect(taken.feedback).toEqual({ ...feedback, lists: [someList(2)] });
  writeFileSync(path, JSON.stringify(defaultRecipe()));
  expect((await recipeOf(parseCommand(['run', 'a.csv', '--recipe', path]))).feedback).toBeUndefined();
});
