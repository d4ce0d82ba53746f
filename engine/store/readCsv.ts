import { AppError } from '#shared/errors';
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
/** Texts of one column for rows `firstRow` and on; null is an empty cell. */
export type OnTexts = (column: number, firstRow: number, texts: readonly (string | null)[]) => void;

/**
 * Reads every cell as text, the first record included, in the order of the file.
 * @returns the number of records
 * @throws AppError `csv.unreadable`; Cancelled
 */
export async function readCsv(file: PlainCsv, options: CsvOptions, onTexts: OnTexts): Promise<number> {
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
    for await (const chunk of database.chunks(readStatement(file.nColumns), values, options.signal)) {
      for (let column = 0; column < file.nColumns; column++)
        onTexts(column, nRows, chunk.getColumnValues(column) as (string | null)[]);
      nRows += chunk.rowCount;
    }
    return nRows;
  } catch (error) {
    throw csvError(error, file.name);
  } finally {
    database.close();
  }
}

function readStatement(nColumns: number): string {
  const names = Array.from({ length: nColumns }, (_unused, column) => `c${column}`);
  const columns = names.map(name => `${quoteIdentifier(name)}: 'VARCHAR'`).join(', ');
  return `SELECT * FROM read_csv(?, auto_detect = false, header = false, delim = ?, new_line = ?, max_line_size = ?, buffer_size = ?,
    quote = '"', escape = '"', columns = {${columns}})`;
}

function csvError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !/^[A-Z][A-Za-z- ]* Error: /.test(error.message)) return error;
  const reason = error.message.split('\n', 1)[0].slice(0, 160);
  return new AppError('csv.unreadable', { name, reason }, { cause: error });
}
