import { AppError } from '#shared/errors';
import type { DuckDBVector } from '@duckdb/node-api';
import { openDatabase, quoteIdentifier } from './database.ts';

/** A text file that follows RFC 4180 in UTF-8, every record of the same width. */
export interface PlainCsv {
  readonly path: string;
  /** The file's name as the person knows it. */
  readonly name: string;
  readonly nColumns: number;
  readonly separator: string;
  readonly lineEnd: string;
}
export interface CsvOptions {
  readonly threads: number;
  readonly memoryLimitMb: number;
  /** Longest record in bytes. */
  readonly maxRecordBytes: number;
  readonly signal: AbortSignal;
}
/** Cells of one column for `length` rows. */
export interface CsvCells {
  readonly length: number;
  /** The number a cell spells out in at most 15 digits, without leading zeros or exponent; NaN for any other cell. */
  number(index: number): number;
  /** null is an empty cell. */
  text(index: number): string | null;
}
export type OnCells = (column: number, firstRow: number, cells: CsvCells) => void;

/** Beyond this width, two expressions a column cost more than they save. */
const MAX_TYPED_COLUMNS = 512;
/** Few enough digits for every program to make the same double of them. */
const SHORT_NUMBER = '-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,14})?';
const MAX_SHORT_LENGTH = 16;

/**
 * Reads every cell, the first record included, in the order of the file.
 * @param asText columns that are handed over as texts only
 * @returns the number of records
 * @throws AppError `csv.unreadable`; Cancelled
 */
export async function readCsv(
  file: PlainCsv,
  options: CsvOptions,
  asText: ReadonlySet<number>,
  onCells: OnCells,
): Promise<number> {
  const isTyped = Array.from({ length: file.nColumns }, (_unused, column) => {
    return file.nColumns <= MAX_TYPED_COLUMNS && !asText.has(column);
  });
  const database = await openDatabase({
    allowedDirectories: [],
    allowedFiles: [file.path],
    memoryLimitMb: options.memoryLimitMb,
    threads: options.threads,
    tempDirectory: null,
  });
  try {
    let nRows = 0;
    const values = [
      file.path,
      file.separator,
      file.lineEnd === '\r\n' ? '\\r\\n' : '\\n',
      options.maxRecordBytes,
      options.maxRecordBytes * 4,
    ];
    for await (const chunk of database.chunks(readStatement(isTyped), values, options.signal)) {
      let vector = 0;
      isTyped.forEach((typed, column) => {
        const numbers = typed ? chunk.getColumnVector(vector++) : null;
        onCells(column, nRows, cellsOf(numbers, chunk.getColumnVector(vector++), chunk.rowCount));
      });
      nRows += chunk.rowCount;
    }
    return nRows;
  } catch (error) {
    throw csvError(error, file.name);
  } finally {
    database.close();
  }
}

function cellsOf(numbers: DuckDBVector | null, texts: DuckDBVector, length: number): CsvCells {
  return {
    length,
    number: index => (numbers ? (numbers.getItem(index) as number) : NaN),
    text: index => texts.getItem(index) as string | null,
  };
}

function readStatement(isTyped: readonly boolean[]): string {
  const names = isTyped.map((_typed, column) => quoteIdentifier(`c${column}`));
  const cells = isTyped.flatMap((typed, column) =>
    typed ? [numberExpression(names[column]), names[column]] : [names[column]],
  );
  const columns = names.map(name => `${name}: 'VARCHAR'`).join(', ');
  return `SELECT ${cells.join(', ')} FROM read_csv(?, auto_detect = false, header = false, delim = ?, new_line = ?,
    max_line_size = ?, buffer_size = ?, quote = '"', escape = '"', columns = {${columns}})`;
}

/** Never NULL: DuckDB's marks for missing values are slow to look at from here. */
function numberExpression(name: string): string {
  const isShort = `length(${name}) <= ${MAX_SHORT_LENGTH} AND regexp_full_match(${name}, '${SHORT_NUMBER}')`;
  return `CASE WHEN ${isShort} THEN CAST(${name} AS DOUBLE) ELSE 'NaN'::DOUBLE END`;
}

function csvError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !/^[A-Z][A-Za-z- ]* Error: /.test(error.message)) return error;
  const reason = error.message.split('\n', 1)[0].slice(0, 160);
  return new AppError('csv.unreadable', { name, reason }, { cause: error });
}
