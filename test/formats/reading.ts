import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_FOUND } from '#shared/reading';
import type { RawRead } from '#engine/formats/defineFormat';
import { readSource } from '#engine/formats/readSource';
import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_TEXT } from '#engine/table/RawTable';
import { AppError } from '#shared/errors';
import { testRun } from '../support/testRun.ts';

/** Runs `work` with a file of these bytes in a folder of its own. */
export async function withFile<T>(
  bytes: Uint8Array | string,
  work: (path: string) => Promise<T>,
  name = 'book.xlsx',
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-test-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readBytes(
  bytes: Uint8Array | string,
  name = 'book.xlsx',
  sheet: string | null = null,
): Promise<RawRead> {
  return withFile(bytes, async path => (await readSource(path, name, { ...AS_FOUND, sheet }, testRun())).raw, name);
}

/** The code and arguments of the AppError that reading ends in; any other end fails the test. */
export async function readError(
  bytes: Uint8Array | string,
  name = 'book.xlsx',
  sheet: string | null = null,
): Promise<{ code: string; args: Record<string, unknown> }> {
  try {
    const raw = await readBytes(bytes, name, sheet);
    throw new Error(`read ${raw.table.nRows} rows instead of failing`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, args: error.args as Record<string, unknown> };
  }
}

export type Cell = number | string | boolean | null | { error: string } | { days: number };

/** Row by row: numbers, texts, booleans, null for empty, dates as { days } and errors as { error }. */
export function cells({ table }: Pick<RawRead, 'table'>): Cell[][] {
  return Array.from({ length: table.nRows }, (_unused, row) =>
    table.columns.map(({ kinds, values }): Cell => {
      if (kinds[row] === CELL_EMPTY) return null;
      if (kinds[row] === CELL_TEXT) return table.strings[values[row]];
      if (kinds[row] === CELL_ERROR) return { error: table.strings[values[row]] };
      if (kinds[row] === CELL_BOOLEAN) return values[row] === 1;
      return kinds[row] === CELL_DATE ? { days: values[row] } : values[row];
    }),
  );
}
