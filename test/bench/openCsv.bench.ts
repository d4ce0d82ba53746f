import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRiskSummary } from '../../headless/samples/writeRiskSummary.ts';
import type { BenchRow } from './BenchRow.ts';
import { inProcessOfItsOwn } from './Opened.ts';
import { openRows } from './openRows.ts';

const ROWS = 1_000_000;
const COLUMNS = 14;

/**
 * The same table as CSV, opened as typed customers with its account of rows, beside pandas' reader in C: as it is called without a word more,
 * where types are found piece by piece and may be mixed; with types by the whole file and lines of another width named, which is the target;
 * with dates read as dates too; and with all that we do: repeated rows taken out.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const workbook = join(folder, 'RiskSummary.xlsx');
    const path = join(folder, 'RiskSummary.csv');
    await writeRiskSummary(workbook, { rows: ROWS, seed: 2024, columns: 'compact' });
    await inProcessOfItsOwn('csvOfWorkbook', workbook, path);
    const what = `.csv, ${ROWS.toLocaleString('en-US')} × ${COLUMNS}, ${Math.round(statSync(path).size / 2 ** 20)} MB`;
    return await openRows(path, what, 5, [
      { program: 'pandas-csv', title: 'pandas', rounds: 5 },
      { program: 'pandas-csv-whole', title: 'pandas', rounds: 5, target: 1 },
      { program: 'pandas-csv-dates', title: 'pandas', rounds: 5 },
      { program: 'pandas-csv-typed', title: 'pandas', rounds: 5 },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
