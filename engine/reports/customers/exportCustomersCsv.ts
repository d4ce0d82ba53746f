import type { Run } from '../../jobs/Run.ts';
import { customerRows, exportColumns, type Customers } from './CustomerExport.ts';
import { writeCsv } from './writeCsv.ts';

/**
 * Writes every customer with segment, tier and score as CSV: UTF-8 with a byte order mark, commas, CRLF, dates as ISO 8601, formulas
 * neutralised.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`; an existing file is then as it was
 */
export async function exportCustomersCsv(path: string, customers: Customers, run: Run): Promise<void> {
  const columns = exportColumns(customers);
  const header = columns.map(column => column.header);
  await writeCsv(path, header, customerRows(columns, customers.table.nRows, 'text', run));
}
