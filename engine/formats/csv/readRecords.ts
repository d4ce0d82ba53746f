import type { Run } from '../../jobs/Run.ts';
import { CellGrid } from '../CellGrid.ts';
import { CsvScanner, type Dialect } from './CsvScanner.ts';
import { addRecord } from './oddRecord.ts';
import type { SpecialColumns } from './SpecialColumns.ts';
import type { Survey } from './survey.ts';
import { TextCells } from './TextCells.ts';
import { filePieces } from './textFiles.ts';
import type { RejectedRecord, TextRead } from './TextRead.ts';

/** A text in UTF-8 that has been surveyed. */
export interface SurveyedText {
  readonly path: string;
  readonly name: string;
  readonly dialect: Dialect;
  readonly survey: Survey;
}

/** Puts the records of a surveyed text into cells, one after the other; each keeps its place as a row. */
export async function readRecords(text: SurveyedText, special: SpecialColumns, run: Run): Promise<TextRead> {
  const { dialect, survey } = text;
  const { nRecords, nColumns, widths } = survey;
  const grid = new CellGrid({ rows: nRecords, columns: Infinity });
  const cells = new TextCells(grid, dialect, special);
  const shape = { nColumns, firstFull: widths.indexOf(nColumns), dialect };
  const rejected: RejectedRecord[] = [];
  let index = 0;
  const scanner = new CsvScanner(dialect, text.name, record => {
    const row = index++;
    if (widths[row] > 0) addRecord(record, row, shape, cells, rejected);
  });
  for await (const piece of filePieces(text.path, run, 'Reading records')) scanner.feed(piece);
  scanner.finish();
  return { table: grid.toTable(), nRecords, rejected, commas: cells.commas };
}
