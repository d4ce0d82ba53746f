import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { CLASSIFIER_IDS } from '#shared/scoring/choices';
import { readModel } from '#engine/models/readModel';
import { quickAnswers } from '#engine/models/single/quickAnswers';
import type { Analysis } from '#engine/session/mainJob';
import { cellValue } from '#engine/table/cellValue';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { churnAnalysis, saved, withModel } from './support/churnModel.ts';

const folder = temporaryFolder();
const withReasons = { reasons: true };
let analysis: Analysis;

beforeAll(async () => {
  ({ analysis } = await churnAnalysis(folder));
}, 30_000);

it.each(CLASSIFIER_IDS)('one customer after the other is answered as the model answers, to the bit: %s', async id => {
  const path = join(folder, `${id}.tsm`);
  await saved(withModel(analysis, id), path);
  const model = await readModel(path);
  const quick = await quickAnswers(model.document, testRun());
  const { table } = analysis.imported;
  let reasons = 0;
  for (let row = 0; row < table.nRows; row += 20) {
    const values = Object.fromEntries(table.columns.map(column => [column.name, cellValue(column, row)]));
    const answer = await quick(values, withReasons);
    expect(answer).toEqual(await model.answer(values, withReasons));
    reasons += answer.events[0].reasons.length;
  }
  expect(reasons).toBeGreaterThan(0);
  for (const { values } of model.document.checks)
    expect(await quick(values, withReasons)).toEqual(await model.answer(values, withReasons));
  expect(await quick({ Region: 'Atlantis' }, withReasons)).toEqual(
    await model.answer({ Region: 'Atlantis' }, withReasons),
  );
});
