import type { DuckDBVector } from '@duckdb/node-api';
import { openDatabase, quoteIdentifier, type Database } from './database.ts';

export type ParquetKind = 'number' | 'boolean' | 'date' | 'text';
export interface ParquetColumn {
  readonly name: string;
  /** As DuckDB names it, such as DECIMAL(18,2). */
  readonly type: string;
  readonly kind: ParquetKind;
}
/** Cells of one column for `length` rows. */
export interface ParquetCells {
  readonly length: number;
  /** The number, the days since 1970-01-01 UTC, or 0 and 1; NaN where the cell is empty or its text counts. */
  number(index: number): number;
  /** null is an empty cell, or one whose number counts. */
  text(index: number): string | null;
}
export interface ParquetOptions {
  readonly threads: number;
  readonly memoryLimitMb: number;
  readonly signal: AbortSignal;
}

const WHOLE = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const FRACTION = /^(?:FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const DAY = /^DATE$/;
const MOMENT = /^TIMESTAMP/;
const CLOCK = /^TIME(?: WITH TIME ZONE|_NS)?$/;
const NESTED = /\[\d*\]$|^(?:STRUCT|MAP|UNION)\(/;
const MICROSECONDS_PER_DAY = '86400000000.0';
/** Beyond 2^53 a whole number is not exact as a double. */
const LARGEST_EXACT = '9007199254740991';

/** Reads the whole table, in the order of the file. The errors of DuckDB are handed on as they are. */
export async function readParquet(
  path: string,
  options: ParquetOptions,
  onColumns: (columns: readonly ParquetColumn[], nRows: number) => void,
  onCells: (column: number, firstRow: number, cells: ParquetCells) => void,
): Promise<number> {
  const database = await openDatabase({
    allowedDirectories: [],
    allowedFiles: [path],
    memoryLimitMb: options.memoryLimitMb,
    threads: options.threads,
    tempDirectory: null,
  });
  try {
    const columns = await describe(database, path, options.signal);
    const [{ n }] = await database.rows('SELECT count(*) AS n FROM read_parquet(?)', [path], options.signal);
    onColumns(columns, Number(n));
    const cells = columns.flatMap(({ name, type }) => expressions(quoteIdentifier(name), type));
    let nRows = 0;
    const statement = `SELECT ${cells.join(', ')} FROM read_parquet(?)`;
    for await (const chunk of database.chunks(statement, [path], options.signal)) {
      columns.forEach((_column, i) =>
        onCells(i, nRows, cellsOf(chunk.getColumnVector(i * 2), chunk.getColumnVector(i * 2 + 1), chunk.rowCount)),
      );
      nRows += chunk.rowCount;
    }
    return nRows;
  } finally {
    database.close();
  }
}

async function describe(database: Database, path: string, signal: AbortSignal): Promise<ParquetColumn[]> {
  const rows = await database.rows('DESCRIBE SELECT * FROM read_parquet(?)', [path], signal);
  return rows.map(row => {
    const type = String(row.column_type);
    return { name: String(row.column_name), type, kind: kindOf(type) };
  });
}

function kindOf(type: string): ParquetKind {
  if (type === 'BOOLEAN') return 'boolean';
  if (WHOLE.test(type) || FRACTION.test(type) || CLOCK.test(type)) return 'number';
  return DAY.test(type) || MOMENT.test(type) ? 'date' : 'text';
}

/** A number and a text of each column, one of which is missing. */
function expressions(name: string, type: string): [number: string, text: string] {
  const none = "'NaN'::DOUBLE";
  if (type === 'BOOLEAN') return orNone(`CAST(${name} AS DOUBLE)`, name);
  if (DAY.test(type)) return whereElse(`isfinite(${name})`, `CAST(${name} - DATE '1970-01-01' AS DOUBLE)`, name);
  if (MOMENT.test(type)) return whereElse(`isfinite(${name})`, `epoch_us(${name}) / ${MICROSECONDS_PER_DAY}`, name);
  if (CLOCK.test(type)) return orNone(`epoch_us(CAST(${name} AS TIME)) / ${MICROSECONDS_PER_DAY}`, name);
  if (WHOLE.test(type))
    return whereElse(`${name} BETWEEN -${LARGEST_EXACT} AND ${LARGEST_EXACT}`, `CAST(${name} AS DOUBLE)`, name);
  if (type.startsWith('DECIMAL'))
    return whereElse(
      `length(replace(ltrim(CAST(${name} AS VARCHAR), '-0.'), '.', '')) <= 17`,
      `CAST(${name} AS DOUBLE)`,
      name,
    );
  if (FRACTION.test(type))
    return [
      `coalesce(CASE WHEN isinf(${name}) THEN ${none} ELSE CAST(${name} AS DOUBLE) END, ${none})`,
      `CASE WHEN isinf(${name}) THEN CAST(${name} AS VARCHAR) END`,
    ];
  return [none, NESTED.test(type) ? `CAST(to_json(${name}) AS VARCHAR)` : `CAST(${name} AS VARCHAR)`];
}

function whereElse(condition: string, number: string, name: string): [string, string] {
  const none = "'NaN'::DOUBLE";
  return [
    `CASE WHEN ${condition} THEN ${number} ELSE ${none} END`,
    `CASE WHEN ${condition} THEN NULL ELSE CAST(${name} AS VARCHAR) END`,
  ];
}

function orNone(number: string, name: string): [string, string] {
  return [`CASE WHEN ${name} IS NULL THEN 'NaN'::DOUBLE ELSE ${number} END`, 'CAST(NULL AS VARCHAR)'];
}

function cellsOf(numbers: DuckDBVector, texts: DuckDBVector, length: number): ParquetCells {
  return {
    length,
    number: index => (numbers.getItem(index) as number | null) ?? NaN,
    text: index => texts.getItem(index) as string | null,
  };
}
