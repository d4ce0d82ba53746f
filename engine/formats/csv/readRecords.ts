import type { Run } from '../../jobs/Run.ts';
import type { RawRead } from '../defineFormat.ts';
import { CsvScanner, fieldText, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import { CSV_LIMITS } from './limits.ts';
import type { Survey } from './survey.ts';
import { TextCells } from './TextCells.ts';
import { filePieces } from './textFiles.ts';

type Rejected = RawRead['rejected'][number];

const SHOWN_CHARACTERS = 200;

/** A text in UTF-8 that has been surveyed. */
export interface SurveyedText {
  readonly path: string;
  readonly name: string;
  readonly dialect: Dialect;
  readonly survey: Survey;
}

/**
 * Puts the records of a surveyed text into cells; each keeps its place as a row. Records of another width than the common one are left out
 * and listed, except prose above the first full record, and empty cells too many at the end.
 */
export async function readRecords(text: SurveyedText, cells: TextCells, run: Run): Promise<readonly Rejected[]> {
  const { dialect, survey } = text;
  const firstFull = survey.widths.indexOf(survey.nColumns);
  const rejected: Rejected[] = [];
  let index = 0;
  const scanner = new CsvScanner(dialect, text.name, record => {
    const row = index++;
    if (survey.widths[row] === 0) return;
    const nFields = withoutExcess(record, survey.nColumns, dialect);
    const isProse = row < firstFull && nFields < survey.nColumns;
    if (nFields === survey.nColumns || isProse) cells.add(record, row, nFields);
    else rejected.push({ row: row + 1, column: null, text: recordText(record), reason: 'raggedRow' });
  });
  for await (const piece of filePieces(text.path, run, 'Reading records')) scanner.feed(piece);
  scanner.finish();
  return rejected;
}

/** Fields of a record, blank ones beyond the common width left out. */
function withoutExcess(record: ScannedRecord, nColumns: number, dialect: Dialect): number {
  let { nFields } = record;
  while (nFields > nColumns && fieldText(record, nFields - 1, dialect).trim() === '') nFields--;
  return nFields;
}

function recordText(record: ScannedRecord): string {
  const bytes = record.bytes.subarray(record.start, Math.min(record.end, record.start + SHOWN_CHARACTERS * 4));
  const text = Buffer.from(bytes).toString('utf8');
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/**
 * Cells put in place while the text is being surveyed, in the hope that all records are as wide as the first: then nothing has to be
 * read twice.
 */
export class HopefulCells {
  private cells: TextCells | null;
  private nRows = 0;
  private width = 0;

  constructor(dialect: Dialect, expectedRows: number) {
    this.cells = new TextCells(dialect, expectedRows);
  }

  /** The cells if there was nothing wrong with any record so far. */
  get found(): TextCells | null {
    return this.cells;
  }

  /** @param width 0 for a blank record */
  add(record: ScannedRecord, width: number): void {
    if (!this.cells) return;
    if (this.nRows === 0) this.width = width;
    const isTooLarge = (this.nRows + 1) * this.width > CSV_LIMITS.gridCells;
    if (width !== this.width || width === 0 || isTooLarge) this.cells = null;
    else this.cells.add(record, this.nRows++, width);
  }
}
