import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Recipe } from '#shared/recipe';
import { readModel } from '#engine/models/readModel';
import { donorRows } from '#engine/prepare/fillNumbers';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { churnAnalysis, ID_PREFIX, saved } from './support/churnModel.ts';

const folder = temporaryFolder();
const REGIONS = [['East', 'South']];
const NAMES = [[`${ID_PREFIX}10001`, `${ID_PREFIX}10002`]];
const cleaned = (recipe: Recipe): Recipe => ({
  ...recipe,
  clean: [
    { step: 'mergeLevels', options: { column: 'Region', pairs: REGIONS } },
    { step: 'mergeLevels', options: { column: 'CustomerId', pairs: NAMES } },
    { step: 'typeRepair', options: { columns: ['CustomerId'], kind: 'number' } },
  ],
});

it('keeps no spellings, pairs and examples of columns that it does not look at, and says whose values it keeps', async () => {
  const path = join(folder, 'names.tsm');
  const { analysis } = await churnAnalysis(folder, cleaned);
  expect(JSON.stringify(analysis.imported.cleaning!.fitted)).toContain(ID_PREFIX);
  await saved(analysis, path);
  expect(readFileSync(path).includes(ID_PREFIX)).toBe(false);
  const model = await readModel(path);
  const { card, cleaning } = model.document;
  expect(card.limits.join()).toContain('from the most similar of 200 customers that it was made on');
  const [region] = cleaning!.fitted.steps;
  expect(region).toMatchObject({ state: { column: 'Region', pairs: REGIONS }, effect: '', notes: [] });
  const ofSouth = await model.answer({ Region: 'South', Age: 40 }, { reasons: false });
  expect(await model.answer({ Region: 'East', Age: 40 }, { reasons: false })).toEqual(ofSouth);
}, 60_000);

it('says nothing of customers where gaps are filled with the median', () => {
  const numbers = { nNeighbors: 5, columns: [{ name: 'Age', mean: 1, sd: 1, median: 1 }], donors: null };
  const steps = [{ step: 'impute', state: { numbers } }];
  expect(donorRows({ referenceDay: Number.NaN, inputs: ['Age'], steps })).toBe(0);
});
