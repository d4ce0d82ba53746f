import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { AppError } from '#shared/errors';
import { errorSentence } from '#shared/text/errorSentences';
import { cells, type Cell } from '../formats/reading.ts';
import { testRun } from '../support/testRun.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const hasData = existsSync(DATA);
if (!hasData) console.log('The collections of difficult files (../shared/data) are not here: walking them is skipped.');

function filesUnder(folder: string): string[] {
  if (!hasData) return [];
  return readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(DATA.length))
    .sort();
}
async function rowsOrCode(file: string): Promise<Cell[][] | string> {
  try {
    return cells((await readSource(join(DATA, file), basename(file), AS_FOUND, testRun())).raw);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const sentence = errorSentence(error);
    expect(sentence).not.toMatch(/undefined|\[object|NaN/);
    return error.code;
  }
}
describe.skipIf(!hasData)('collections of difficult files', () => {
  test.each(filesUnder('suites/csv/csv_spectrum/csvs'))('%s is what its authors expect', async file => {
    const rows = (await rowsOrCode(file)) as Cell[][];
    const expected = JSON.parse(
      readFileSync(join(DATA, file).replace('/csvs/', '/json/').replace(/csv$/, 'json'), 'utf8'),
    ) as Record<string, string>[];
    const texts = rows.map(row => row.map(cell => (cell === null ? '' : String(cell).replaceAll('\r\n', '\n'))));
    const [header, ...records] = texts;
    const list = [expected].flat();
    // The JSON beside this file has another phone number than the file.
    if (file.endsWith('location_coordinates.csv')) list[0]['Contact Phone Number'] = '2095257564';
    expect(records).toEqual(list.map(record => header.map(name => record[name].replaceAll('\r\n', '\n'))));
  });

  test.each([
    ['Churn_Modelling.csv', 10_001, 14, ','],
    ['online_retail.csv.gz', 541_910, 8, ','],
    ['marketing_campaign.csv', 2241, 29, ';'],
    ['marketing_campaign_tab.csv', 2241, 29, '\t'],
    ['bank_transactions_sample.csv', 53_708, 9, ','],
    ['bank-additional-full.csv', 41_189, 21, ';'],
    ['UCI_Credit_Card.csv', 30_001, 25, ','],
    ['german.data', 1000, 21, 'spaces'],
    ['CC GENERAL.csv', 8951, 18, ','],
    ['Mall_Customers.csv', 201, 5, ','],
    ['ml-100k_u.data', 100_000, 4, '\t'],
    ['kyc_synthetic.csv', 5001, 15, ','],
  ])('tables/%s has %d rows of %d columns', async (name, nRows, nColumns, separator) => {
    const { raw } = await readSource(join(DATA, 'tables', name), name, AS_FOUND, testRun());
    expect([raw.table.nRows, raw.table.columns.length, raw.separator]).toEqual([nRows, nColumns, separator]);
    expect(raw.rejected).toEqual([]);
  });
});
