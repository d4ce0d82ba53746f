import type { CellValue } from '#shared/columns';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Table } from '../table/Column.ts';
import { cleanRows } from './cleanImported.ts';
import { oneRowTable } from './oneRowTable.ts';

/**
 * One customer with these values as a table like the book's. What is asked for is what the file has: columns that a cleaning step makes are computed from it.
 * @throws AppError as `oneRowTable`
 */
export async function cleanedRow(
  values: Readonly<Record<string, CellValue>>,
  { table, cleaning }: Imported,
  run: Run,
): Promise<Table> {
  if (!cleaning) return oneRowTable(table, values);
  const row = oneRowTable(cleaning.before, values);
  const whole = { ...row, roles: cleaning.rolesBefore, sourceRows: Int32Array.of(1) };
  return cleanRows(whole, cleaning.fitted, run);
}
