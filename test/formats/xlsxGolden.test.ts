import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { testRun } from '../support/testRun.ts';
import { digest, type Digest } from './cellDigest.ts';
import { cells, type Cell } from './reading.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const golden = JSON.parse(readFileSync(new URL('../golden/xlsxCells.json', import.meta.url), 'utf8')) as {
  files: Record<string, Record<string, Digest>>;
};

/** Where we differ on purpose. Excel, like us, drops white space that xml:space does not keep and reads _xHHHH_ escapes. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'suites/excel/calamine/tests/encoded_entities.xlsx': 'a cell of one line feed without xml:space is empty',
  'suites/excel/calamine/tests/has_x000D_.xlsx': 'openpyxl leaves escapes as they are',
  'suites/excel/calamine/tests/has_x000D_inline.xlsx': 'openpyxl leaves escapes as they are',
  'suites/excel/calamine/tests/whitespace_trim.xlsx': 'openpyxl keeps all white space',
  'suites/excel/exceljs/spec/integration/data/test-issue-877.xlsx': 'openpyxl fills empty cells with their hyperlink',
  'suites/excel/readxl/tests/testthat/sheets/Ekaterinburg_IP_9.xlsx': 'openpyxl keeps all white space',
  'suites/excel/readxl/tests/testthat/sheets/new_line_errors.xlsx': 'openpyxl leaves escapes as they are',
  'suites/excel/tidyxl/tests/testthat/Ekaterinburg_IP_9.xlsx': 'openpyxl keeps all white space',
  'suites/excel/tidyxl/tests/testthat/new_line_errors.xlsx': 'openpyxl leaves escapes as they are',
};
/** Sheets that openpyxl lists and we do not: they hold no table. */
const NO_TABLES: Readonly<Record<string, readonly string[]>> = {
  'suites/excel/tidyxl/inst/extdata/enron-nested.xlsx': ['dlgAddRows'],
};

async function ours(file: string, sheet: string): Promise<Cell[][]> {
  const { raw } = await readSource(`${DATA}${file}`, file, { ...AS_FOUND, sheet }, testRun());
  return cells(raw);
}

if (!existsSync(DATA))
  console.log('The real workbooks (../shared/data) are not here: the comparison with openpyxl is skipped.');

describe.skipIf(!existsSync(DATA))('real workbooks, cell by cell as openpyxl reads them', () => {
  test.each(Object.entries(golden.files))('%s', async (file, sheets) => {
    const compared = Object.entries(sheets).filter(([sheet]) => !NO_TABLES[file]?.includes(sheet));
    const read = await Promise.all(compared.map(async ([sheet]) => [sheet, digest(await ours(file, sheet))]));
    if (DIFFERENT[file]) expect(read).not.toEqual(compared);
    else expect(read).toEqual(compared);
  });
});
