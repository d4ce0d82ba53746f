import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { testRun } from '../support/testRun.ts';
import { digest, type Digest } from './cellDigest.ts';
import { cells, type Cell } from './reading.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const golden = JSON.parse(readFileSync(new URL('../golden/otherWorkbooks.json', import.meta.url), 'utf8')) as {
  files: Record<string, Record<string, Digest>>;
};

async function ours(file: string, sheet: string): Promise<Cell[][]> {
  const { raw } = await readSource(`${DATA}${file}`, file, { ...AS_FOUND, sheet }, testRun());
  if (file.endsWith('.xls')) return cells(raw);
  // calamine hands out errors as empty cells.
  return trimmed(cells(raw).map(row => row.map(cell => (isError(cell) ? null : cell))));
}

function isError(cell: Cell): boolean {
  return typeof cell === 'object' && cell !== null && 'error' in cell;
}

/** Without rows and columns at the end that are empty. */
function trimmed(rows: Cell[][]): Cell[][] {
  const nRows = rows.findLastIndex(row => row.some(cell => cell !== null)) + 1;
  const nColumns = Math.max(0, ...rows.map(row => row.findLastIndex(cell => cell !== null) + 1));
  return rows.slice(0, nRows).map(row => row.slice(0, nColumns));
}

if (!existsSync(DATA))
  console.log('The real workbooks (../shared/data) are not here: the comparison with xlrd and calamine is skipped.');

describe.skipIf(!existsSync(DATA))('real workbooks, cell by cell as xlrd and calamine read them', () => {
  test.each(Object.entries(golden.files))('%s', async (file, sheets) => {
    const compared = Object.entries(sheets);
    const read = await Promise.all(compared.map(async ([sheet]) => [sheet, digest(await ours(file, sheet))]));
    expect(read).toEqual(compared);
  });
});
