import type { ColumnRole } from '#shared/columns';
import { writeXlsx } from '../../formats/xlsxWriter.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Table } from '../../table/Column.ts';
import { customerRows, tableColumns } from './CustomerExport.ts';
import { writeCsv } from './writeCsv.ts';

/** Writes a table as CSV, as `exportCustomersCsv` does but without results. @throws AppError as `replaceFile` */
export async function exportTableCsv(
  path: string,
  table: Table,
  roles: readonly ColumnRole[],
  run: Run,
): Promise<void> {
  const columns = tableColumns(table, roles);
  await writeCsv(
    path,
    columns.map(column => column.header),
    customerRows(columns, table.nRows, 'text', run),
  );
}

export async function exportTableXlsx(
  path: string,
  table: Table,
  roles: readonly ColumnRole[],
  run: Run,
): Promise<void> {
  const columns = tableColumns(table, roles);
  const rows = customerRows(columns, table.nRows, 'typed', run);
  await writeXlsx(path, [{ name: 'Table', columns, rows, freezeHeader: true, autoFilter: true }]);
}
