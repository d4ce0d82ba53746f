import {
  DATE,
  DOUBLE,
  BOOLEAN,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampValue,
  TIMESTAMP,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { replaceFile } from '../files/replaceFile.ts';
import type { Run } from '../jobs/Run.ts';
import { cellValue } from '../table/cellValue.ts';
import type { Column, Table } from '../table/Column.ts';
import { openDatabase, quoteIdentifier } from './database.ts';

const CHUNK = 2048;
const MEMORY_LIMIT_MB = 1024;
const MICROSECONDS_PER_DAY = 86_400_000_000;

/**
 * Writes a table as Parquet: numbers as DOUBLE, yes/no as BOOLEAN, dates as DATE (TIMESTAMP where there is a time of day), the rest as text.
 * @throws AppError as `replaceFile`
 */
export async function writeParquet(
  path: string,
  table: Table,
  run: Pick<Run, 'progress' | 'throwIfCancelled'>,
): Promise<void> {
  await replaceFile(path, async temporary => {
    const database = await openDatabase({
      allowedDirectories: [],
      allowedFiles: [temporary],
      memoryLimitMb: MEMORY_LIMIT_MB,
      threads: 1,
      tempDirectory: null,
    });
    try {
      const types = table.columns.map(typeOf);
      const columns = table.columns.map((column, i) => `${quoteIdentifier(column.name)} ${types[i].toString()}`);
      await database.run(`CREATE TABLE customers (${columns.join(', ')})`);
      const appender = await database.appender('customers');
      for (let from = 0; from < table.nRows; from += CHUNK) {
        run.throwIfCancelled();
        run.progress(from, table.nRows, 'Writing Parquet');
        const n = Math.min(CHUNK, table.nRows - from);
        const chunk = DuckDBDataChunk.create(types, n);
        chunk.setColumns(
          table.columns.map((column, i) => Array.from({ length: n }, (_item, j) => itemOf(column, types[i], from + j))),
        );
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
      await database.run(`COPY customers TO '${temporary.replaceAll("'", "''")}' (FORMAT parquet)`);
    } finally {
      database.close();
    }
  });
}

function typeOf(column: Column): DuckDBType {
  if (column.kind === 'number') return DOUBLE;
  if (column.kind === 'boolean') return BOOLEAN;
  if (column.kind !== 'date') return VARCHAR;
  return column.values.every(day => Number.isNaN(day) || Number.isInteger(day)) ? DATE : TIMESTAMP;
}

function itemOf(column: Column, type: DuckDBType, row: number): DuckDBValue {
  if (column.kind !== 'date') return cellValue(column, row);
  const days = column.values[row];
  if (Number.isNaN(days)) return null;
  return type === DATE
    ? new DuckDBDateValue(days)
    : new DuckDBTimestampValue(BigInt(Math.round(days * MICROSECONDS_PER_DAY)));
}
