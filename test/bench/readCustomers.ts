import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { sharedFloat64 } from '#engine/table/Matrix';
import type { ScoredCustomers } from './scoredCustomers.ts';

const ROWS_AT_ONCE = 10_000;

/** Rows of a file (float64, row-major) as columns, a piece at a time, so that they are held once; and their events (uint8). */
export function readCustomers(rows: string, events: string, nColumns: number): ScoredCustomers {
  const rowBytes = nColumns * 8;
  const nRows = statSync(rows).size / rowBytes;
  const columns = Array.from({ length: nColumns }, () => sharedFloat64(nRows));
  const piece = new Float64Array(ROWS_AT_ONCE * nColumns);
  const file = openSync(rows, 'r');
  for (let from = 0; from < nRows; from += ROWS_AT_ONCE) {
    const n = Math.min(ROWS_AT_ONCE, nRows - from);
    if (readSync(file, piece, 0, n * rowBytes, from * rowBytes) < n * rowBytes) throw new Error(`${rows} ends early`);
    columns.forEach((column, j) => {
      for (let i = 0; i < n; i++) column[from + i] = piece[i * nColumns + j];
    });
  }
  closeSync(file);
  const y = new Uint8Array(new SharedArrayBuffer(nRows));
  y.set(readFileSync(events));
  const features = columns.map((values, j) => ({ kind: 'number' as const, name: `column ${j}`, values }));
  return { x: { nRows, features }, y };
}
