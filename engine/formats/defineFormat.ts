import type { Note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import type { Run } from '../jobs/Run.ts';
import type { RawTable } from '../table/RawTable.ts';

export interface Source {
  readonly path: string;
  /** File name as the person knows it, for sentences. */
  readonly name: string;
  readonly sizeBytes: number;
}
export interface RawRead {
  readonly table: RawTable;
  readonly format: string;
  readonly sheet: string | null;
  readonly sheets: readonly { name: string; rows: number | null; columns: number | null; hidden: boolean }[];
  readonly dateSystem: 1900 | 1904 | null;
  readonly encoding: string | null;
  /** Between the cells of a text file: one character, `spaces` for runs of them, `fixed` for columns of fixed width. */
  readonly separator: string | null;
  /** Fixed width: the characters, from 0, at which the columns that were read start. */
  readonly columnStarts: readonly number[] | null;
  /** Columns, from 0, whose texts were read as numbers with a decimal comma: their numbers are what they stand for. */
  readonly decimalCommaColumns?: readonly number[];
  /** Columns of a text, from 0, where a number cell is what was written, and 12.500 or 1.10 is a text. */
  readonly columnsAsWritten?: readonly number[];
  /** Rows with formatting but no value below (or between) the data that were not stored in `table`. */
  readonly emptyRowsDropped: number;
  /** Records that could not be cut into cells; their rows stay in `table`, empty, so that rows keep their numbers. */
  readonly rejected: readonly {
    row: number;
    column: string | null;
    text: string;
    reason: 'raggedRow' | 'unreadable';
  }[];
  readonly notes: readonly Note[];
  /** The first row is the header and every other row is data: a table that was put together from tables. */
  readonly isSettled?: boolean;
}
/** One file format: bytes in, cells out. */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly extensions: readonly string[];
  /**
   * Confidence from 0 to 1 that these first bytes (up to 64 KiB) are of this format; content beats extension.
   * @param parts the names of what stands inside a zip archive or an OLE compound file
   */
  sniff(head: Uint8Array, name: string, parts: readonly string[]): number;
  /** Large files are read by threads of the pool. */
  readonly isReadByThreads?: true;
  read(source: Source, reading: FormatReading, run: Run): Promise<RawRead>;
}
export function defineFormat(format: Format): Format {
  return format;
}
