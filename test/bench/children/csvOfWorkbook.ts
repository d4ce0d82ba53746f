/** Writes the cells of a workbook's table as CSV: node … WORKBOOK CSV. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { rawText } from '#engine/import/cells/rawText';
import { newRun } from '#engine/jobs/Run';
import { createPool } from '#engine/workers/createPool';

const ROWS_AT_ONCE = 20_000;

const [workbook, path] = process.argv.slice(2);
const pool = await createPool(1);
const { raw } = await readSource(workbook, basename(workbook), AS_FOUND, newRun({ seed: 1, pool }));
const file = openSync(path, 'w');
let text = '';
for (let row = 0; row < raw.table.nRows; row++) {
  const cells = raw.table.columns.map((_column, position) => rawText(raw.table, position, row));
  text += `${cells.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
  if (row % ROWS_AT_ONCE !== ROWS_AT_ONCE - 1 && row + 1 < raw.table.nRows) continue;
  writeSync(file, text);
  text = '';
}
closeSync(file);
await pool.close();
