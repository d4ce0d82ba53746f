import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultRecipe } from '#shared/recipe';
import { quickAnswers } from '#engine/models/single/quickAnswers';
import { readModel } from '#engine/models/readModel';
import { answer } from '#engine/scoring/answer';
import { takeFeatures } from '#engine/scoring/features';
import { analyse } from '#engine/session/mainJob';
import { cellValue, isoDate } from '#engine/table/cellValue';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { saved } from './support/churnModel.ts';

const folder = temporaryFolder();

it('a model with a window asks for the day of observation and answers as the run does', async () => {
  const path = join(folder, 'accounts.csv');
  const start = 18_993;
  const rows = Array.from({ length: 160 }, (_row, i) => {
    const looked = start + ((i * 11) % 200);
    const left = i % 4 === 0 ? isoDate(looked + 30 + ((i * 29) % 500)) : '';
    return `A${1000 + i},${isoDate(looked)},${isoDate(looked - 400 + ((i * 17) % 600))},${(i * 13) % 400},${left}`;
  });
  writeFileSync(path, ['Account,Looked at,Last contact,Balance,Left on', ...rows].join('\n'));
  const base = defaultRecipe();
  const { segmenting, scoring } = base;
  const recipe = {
    ...base,
    segmenting: { ...segmenting, chooseBy: 'given' as const, nClusters: 2 },
    scoring: {
      ...scoring,
      target: 'Left on',
      window: { observed: { column: 'Looked at' }, outcomeMonths: 12, eventDate: null, until: '2024-12-31' },
      models: [{ id: 'histGradientBoosting' as const, options: { maxIter: 5 } }],
      validation: { ...scoring.validation, nFolds: 2 },
    },
  };
  const analysis = await analyse({ path, name: 'accounts.csv' }, recipe, testRun());
  const { scored, scorers, imported } = analysis;
  expect(scored!.target.window).toMatchObject({ observed: 'the day in Looked at', outcomeMonths: 12 });
  expect(scored!.plan.features.map(({ name }) => name)).toEqual(['Last contact', 'Balance']);
  // Some of these days lie after the day of observation and were not known on it.
  const x = takeFeatures(scored!.plan, imported.table);
  const [contact] = x.features;
  expect(contact.kind === 'number' && contact.values.some(Number.isNaN)).toBe(true);

  await saved(analysis, join(folder, 'window.tsm'));
  const model = await readModel(join(folder, 'window.tsm'));
  expect(model.inputs.map(({ name }) => name)).toContain('Looked at');
  const [own] = await scorers!(testRun());
  const expected = await answer(own.all, x, testRun());
  const quick = await quickAnswers(model.document, testRun());
  for (let row = 0; row < 160; row += 23) {
    const values = Object.fromEntries(imported.table.columns.map(column => [column.name, cellValue(column, row)]));
    for (const ask of [model.answer, quick]) {
      const { events } = await ask(values, { reasons: false });
      expect(events[0].probability).toBe(expected[row]);
    }
  }
});
