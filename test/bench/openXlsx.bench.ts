import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRiskSummary } from '../../headless/samples/writeRiskSummary.ts';
import type { BenchRow } from './BenchRow.ts';
import { openRows } from './openRows.ts';

const ROWS = 1_000_000;
const COLUMNS = 14;

/** A workbook of 1,000,000 × 14, opened as typed customers as the application does it. pandas takes a minute and reads once. */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const path = join(folder, 'RiskSummary.xlsx');
    await writeRiskSummary(path, { rows: ROWS, seed: 2024, columns: 'compact' });
    const what = `.xlsx, ${ROWS.toLocaleString('en-US')} × ${COLUMNS}, ${Math.round(statSync(path).size / 2 ** 20)} MB`;
    return await openRows(path, what, 3, [
      { program: 'pandas-xlsx', title: 'pandas with openpyxl', rounds: 1, target: 40 },
      { program: 'polars-xlsx', title: 'polars with fastexcel', rounds: 3, target: 1.5 },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
