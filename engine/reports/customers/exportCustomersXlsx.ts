import { note, type Note } from '#shared/notes';
import { writeXlsx, type SheetToWrite } from '../../formats/xlsxWriter.ts';
import type { Run } from '../../jobs/Run.ts';
import { reportTitle, type ReportInput } from '../ReportInput.ts';
import { customerRows, exportColumns, type Customers } from './CustomerExport.ts';
import { leftOutSheets, profileSheet, qualitySheet, runSheet, scoreSheets, segmentsSheet } from './resultSheets.ts';

/** What fits in one Excel cell. */
const CELL_LIMIT = 32_767;

/**
 * Writes a workbook: the customers with segment, tier and score on the first sheet, then segments, profile, what the scores say and what was done to the file.
 * @returns a note when texts were too long for a cell
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`, `xlsx.limit`; an existing file is then as it was
 */
export async function exportCustomersXlsx(
  path: string,
  customers: Customers,
  input: ReportInput,
  run: Run,
): Promise<Note[]> {
  const columns = exportColumns(customers);
  const sheet: SheetToWrite = {
    name: 'Customers',
    columns,
    rows: customerRows(columns, customers.table.nRows, 'typed', run),
    freezeHeader: true,
    autoFilter: true,
  };
  const sheets = [
    sheet,
    segmentsSheet(input),
    profileSheet(input),
    ...scoreSheets(input),
    qualitySheet(input),
    runSheet(input),
    ...leftOutSheets(input),
  ];
  const written = await writeXlsx(path, sheets, { title: reportTitle(input) });
  if (written.truncatedTexts === 0) return [];
  return [note('text.truncated', { count: written.truncatedTexts, limit: CELL_LIMIT })];
}
