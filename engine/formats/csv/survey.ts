import { AppError } from '#shared/errors';
import type { Run } from '../../jobs/Run.ts';
import { CsvScanner, isBlank, type Dialect, type ScannedRecord } from './CsvScanner.ts';
import { commonWidth } from './dialect.ts';
import { CSV_LIMITS } from './limits.ts';
import { filePieces } from './textFiles.ts';
import { Utf8Check } from './textEncoding.ts';

const FIRST_RECORDS = 4096;

/** What one pass over a text file finds, before a cell is stored. */
export interface Survey {
  readonly nRecords: number;
  /** Cells that most records have. */
  readonly nColumns: number;
  /** Fields by record; 0 for a blank one. */
  readonly widths: Uint16Array;
  /** The last record has no line end and lacks cells. */
  readonly isCutShort: boolean;
  /** The last character lacks bytes; the rest of the survey is then worth nothing. */
  readonly endsInCharacter: boolean;
  /** Bytes around the first that are not UTF-8; the rest of the survey is then worth nothing. */
  readonly offending: Uint8Array | null;
}

/** @throws AppError `csv.unreadable` for zero bytes and for records beyond the limits */
export async function surveyText(path: string, name: string, dialect: Dialect, run: Run): Promise<Survey> {
  const counter = new RecordCounter();
  const scanner = new CsvScanner(dialect, name, record => counter.add(record));
  const check = new Utf8Check();
  for await (const piece of filePieces(path, run, 'Checking records')) {
    check.feed(piece);
    if (check.offending) break;
    if (piece.includes(0))
      throw new AppError('csv.unreadable', { name, reason: 'it holds zero bytes, so it is not text' });
    scanner.feed(piece);
    if (counter.nRecords > CSV_LIMITS.rows)
      throw new AppError('csv.unreadable', { name, reason: 'it has more than 20 million lines' });
  }
  check.finish();
  if (!check.offending) scanner.finish();
  return counter.result(check);
}

class RecordCounter {
  nRecords = 0;
  private widths = new Uint16Array(FIRST_RECORDS);
  private readonly frequency = new Map<number, number>();
  /** Records in a row of the same width, not yet in `frequency`. */
  private runWidth = 0;
  private runLength = 0;
  private lastLineEnd = '';

  add(record: ScannedRecord): void {
    if (this.nRecords === this.widths.length) {
      const larger = new Uint16Array(this.nRecords * 2);
      larger.set(this.widths);
      this.widths = larger;
    }
    const width = isBlank(record) ? 0 : record.nFields;
    this.widths[this.nRecords++] = width;
    if (width !== this.runWidth) this.endRun(width);
    this.runLength++;
    this.lastLineEnd = record.lineEnd;
  }

  private endRun(nextWidth: number): void {
    const { runWidth, runLength, frequency } = this;
    if (runWidth > 0) frequency.set(runWidth, (frequency.get(runWidth) ?? 0) + runLength);
    this.runWidth = nextWidth;
    this.runLength = 0;
  }

  result({ offending, isCutShort }: Utf8Check): Survey {
    this.endRun(0);
    const nColumns = commonWidth(this.frequency);
    const lastWidth = this.nRecords > 1 && this.lastLineEnd === '' ? this.widths[this.nRecords - 1] : 0;
    return {
      nRecords: this.nRecords,
      nColumns,
      widths: this.widths.subarray(0, this.nRecords),
      isCutShort: lastWidth > 0 && lastWidth < nColumns,
      endsInCharacter: isCutShort,
      offending,
    };
  }
}
