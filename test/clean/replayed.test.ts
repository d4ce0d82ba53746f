import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanOthers, recleanImported } from '#engine/clean/cleanImported';
import type { FittedCleaning } from '#engine/import/Cleaning';
import type { Imported } from '#engine/import/Imported';
import { importSource, importUncleaned, openSource } from '#engine/session/mainJob';
import { defaultRecipe, type PrepareStep, type Recipe } from '#shared/recipe';
import { valuesOf } from '../support/importRows.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';

const folder = temporaryFolder();

/** Customers with a balance in decimal commas, a quote that is a word for every fourth of them, and a day. */
function customers(quoteOf: (i: number) => string): string {
  const path = join(folder, 'customers.csv');
  const rows = Array.from({ length: 40 }, (_none, i) =>
    [`C-${i}`, `${i},5`, i % 4 === 0 ? 'on request' : quoteOf(i), `2024-0${1 + (i % 9)}-1${i % 9}`].join(';'),
  );
  writeFileSync(path, ['CustomerID;Balance;Quote;Since', ...rows].join('\n'));
  return path;
}

async function readBy(path: string, clean: PrepareStep[]) {
  const recipe: Recipe = { ...defaultRecipe(), clean };
  const source = await openSource(path, 'customers.csv', recipe, testRun());
  const learned = await importSource(source, recipe, testRun());
  const uncleaned = await importUncleaned(source, recipe, testRun());
  return {
    learned,
    again: (fitted: FittedCleaning) => recleanImported(uncleaned, fitted, recipe, testRun()),
    elsewhere: (fitted: FittedCleaning) => cleanOthers(uncleaned, fitted, testRun()),
  };
}

const roleOf = ({ table, roles }: Imported, name: string) => roles[table.columns.findIndex(one => one.name === name)];

it('a column that became another kind and the first again keeps its role where the steps are replayed', async () => {
  const kinds = ['category', 'date'].map(kind => ({ step: 'typeRepair', options: { columns: ['Since'], kind } }));
  const { learned, again, elsewhere } = await readBy(
    customers(i => String(i)),
    kinds,
  );
  const { fitted } = learned.cleaning!;
  expect(roleOf(learned, 'Since')).toBe('date');
  expect((await again(fitted)).roles).toEqual(learned.roles);
  expect((await elsewhere(fitted)).roles).toEqual(learned.roles);
});

it('a mark that an earlier Tessera learned holds as it did then, whatever the file shows', async () => {
  const step = { step: 'typeRepair', options: { columns: ['Quote'], kind: 'number' } };
  const { learned, again, elsewhere } = await readBy(
    customers(i => `1.${100 + i}`),
    [step],
  );
  const quote = (factor: number) =>
    Array.from({ length: 40 }, (_none, i) => (i % 4 === 0 ? null : ((1100 + i) * factor) / 1000));
  expect(valuesOf(learned, 'Quote')).toEqual(quote(1000));
  const { fitted } = learned.cleaning!;
  const state = {
    columns: [{ name: 'Quote', reading: { kind: 'number', mark: '.', order: 'dmy', numbers: 'compact' } }],
  };
  const earlier = { ...fitted, steps: [{ ...fitted.steps[0], state }] };
  expect(valuesOf(await again(earlier), 'Quote')).toEqual(quote(1));
  expect(valuesOf(await elsewhere(earlier), 'Quote')).toEqual(quote(1));
});
