import { open } from 'node:fs/promises';
import type { ColumnRole } from '#shared/columns';
import { replaceFile } from '../../files/replaceFile.ts';
import { writeXlsx } from '../../formats/xlsxWriter.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Table } from '../../table/Column.ts';
import { csvLine } from './csvText.ts';
import { customerRows, tableColumns } from './CustomerExport.ts';

const BYTE_ORDER_MARK = '\ufeff';
const BUFFERED_CHARACTERS = 1 << 18;

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

/** UTF-8 with a byte order mark, because Excel reads a file as UTF-8 only then; commas, CRLF, formulas neutralised. */
export async function writeCsv(
  path: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number | boolean | null)[]>,
): Promise<void> {
  await replaceFile(path, async temporary => {
    const file = await open(temporary, 'wx');
    try {
      let text = BYTE_ORDER_MARK + csvLine(header);
      for (const row of rows) {
        text += csvLine(row);
        if (text.length < BUFFERED_CHARACTERS) continue;
        await file.writeFile(text, 'utf8');
        text = '';
      }
      await file.writeFile(text, 'utf8');
    } finally {
      await file.close();
    }
  });
}
