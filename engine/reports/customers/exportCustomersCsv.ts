import { open } from 'node:fs/promises';
import { replaceFile } from '../../files/replaceFile.ts';
import type { Run } from '../../jobs/Run.ts';
import { csvLine } from './csvText.ts';
import { customerRows, exportColumns, type Customers } from './CustomerExport.ts';

/** Excel reads a file as UTF-8 only when it starts with this. */
const BYTE_ORDER_MARK = '\ufeff';
const BUFFERED_CHARACTERS = 1 << 18;

/**
 * Writes every customer with segment, tier and score as CSV: UTF-8 with a byte order mark, commas, CRLF, dates as ISO 8601, formulas
 * neutralised.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`; an existing file is then as it was
 */
export async function exportCustomersCsv(path: string, customers: Customers, run: Run): Promise<void> {
  const columns = exportColumns(customers);
  await replaceFile(path, async temporary => {
    const file = await open(temporary, 'wx');
    try {
      let text = BYTE_ORDER_MARK + csvLine(columns.map(column => column.header));
      for (const row of customerRows(columns, customers.table.nRows, 'text', run)) {
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
