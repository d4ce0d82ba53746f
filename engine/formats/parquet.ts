import { open } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { readParquet, type ParquetCells, type ParquetKind } from '../store/readParquet.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_NUMBER, CELL_TEXT } from '../table/RawTable.ts';
import { CellGrid } from './CellGrid.ts';
import { CSV_LIMITS } from './csv/limits.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';

const MAGIC = 'PAR1';
const ENCRYPTED = 'PARE';
/** The length of the closing part and the mark behind it. */
const END_BYTES = 8;
const MEMORY_LIMIT_MB = 1024;
const KINDS: Readonly<Record<ParquetKind, number>> = {
  number: CELL_NUMBER,
  boolean: CELL_BOOLEAN,
  date: CELL_DATE,
  text: CELL_TEXT,
};

/** Parquet files, read by DuckDB. Source: Apache Parquet format 2.11, "File format". */
export const parquet = defineFormat({
  ...TABLE_FORMATS.parquet,
  sniff: head => ([MAGIC, ENCRYPTED].includes(Buffer.from(head.subarray(0, 4)).toString('latin1')) ? 0.99 : 0),
  read: readFile,
});

async function readFile(source: Source, _reading: FormatReading, run: Run): Promise<RawRead> {
  const { name } = source;
  await checkEnd(source);
  const grid = new CellGrid();
  let kinds: number[] = [];
  let expected = 0;
  const options = { threads: Math.max(1, run.pool.threads), memoryLimitMb: MEMORY_LIMIT_MB, signal: run.signal };
  const nRows = await readParquet(
    source.path,
    options,
    (columns, n) => {
      checkSize(name, n + 1, columns.length);
      expected = n;
      kinds = columns.map(column => KINDS[column.kind]);
      columns.forEach((column, i) => grid.set(0, i, CELL_TEXT, grid.texts.internText(column.name)));
    },
    (column, firstRow, cells) => {
      run.throwIfCancelled();
      run.progress(Math.min(firstRow, expected), expected, 'Reading rows');
      addCells(grid, column, firstRow + 1, cells, kinds[column]);
    },
  ).catch((error: unknown) => {
    throw parquetError(error, name);
  });
  if (nRows !== expected)
    throw damaged(name, `it declares ${formatCount(expected)} rows and ${formatCount(nRows)} were read`);
  const table = grid.toTable();
  return {
    table,
    format: 'parquet',
    sheet: null,
    sheets: [],
    dateSystem: null,
    encoding: null,
    separator: null,
    columnStarts: null,
    emptyRowsDropped: nRows + 1 - table.nRows,
    rejected: [],
    notes: [],
  };
}

function addCells(grid: CellGrid, column: number, firstRow: number, cells: ParquetCells, kind: number): void {
  for (let i = 0; i < cells.length; i++) {
    const number = cells.number(i);
    if (!Number.isNaN(number)) {
      grid.set(firstRow + i, column, kind, number);
      continue;
    }
    const text = cells.text(i);
    if (text !== null && text !== '') grid.set(firstRow + i, column, CELL_TEXT, grid.texts.internText(text));
  }
}

/** DuckDB trusts what stands at the end of the file, so that is looked at first. */
async function checkEnd({ path, name, sizeBytes }: Source): Promise<void> {
  const file = await open(path, 'r');
  try {
    const end = Buffer.alloc(END_BYTES);
    await file.read(end, 0, END_BYTES, Math.max(0, sizeBytes - END_BYTES));
    const mark = end.toString('latin1', 4);
    if (mark === ENCRYPTED) throw new AppError('file.encrypted', { name });
    if (mark !== MAGIC) throw damaged(name, 'it ends early, as after a broken download');
    if (end.readUInt32LE(0) + END_BYTES + MAGIC.length > sizeBytes)
      throw damaged(name, 'its closing part is larger than the file');
  } finally {
    await file.close();
  }
}

function checkSize(name: string, nRows: number, nColumns: number): void {
  const refuse = (what: string, allowed: number, got: number): never => {
    throw new AppError('xlsx.limit', { name, what, allowed: formatCount(allowed), got: formatCount(got) });
  };
  if (nColumns > CSV_LIMITS.columns) refuse('the number of columns', CSV_LIMITS.columns, nColumns);
  if (nRows > CSV_LIMITS.rows) refuse('the number of rows', CSV_LIMITS.rows, nRows);
  if (nRows * nColumns > CSV_LIMITS.gridCells) refuse('the number of cells', CSV_LIMITS.gridCells, nRows * nColumns);
}

function parquetError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !/^[A-Z][A-Za-z- ]* Error: /.test(error.message)) return error;
  return damaged(name, `DuckDB reports "${error.message.split('\n', 1)[0].slice(0, 160)}"`, error);
}

function damaged(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('file.damaged', { name, reason }, { cause });
}
