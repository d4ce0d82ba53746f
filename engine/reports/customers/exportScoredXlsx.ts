import { writeXlsx } from '../../formats/xlsxWriter.ts';
import type { Run } from '../../jobs/Run.ts';
import { customerRows, exportColumns, type Customers } from './CustomerExport.ts';

/**
 * Writes customers with segment, tier and score as a workbook of one sheet.
 * @throws AppError as `writeXlsx`
 */
export async function exportScoredXlsx(path: string, customers: Customers, run: Run): Promise<void> {
  const columns = exportColumns(customers);
  const rows = customerRows(columns, customers.table.nRows, 'typed', run);
  await writeXlsx(path, [{ name: 'Customers', columns, rows, freezeHeader: true, autoFilter: true }]);
}
