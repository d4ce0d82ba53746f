import { stream } from '#engine/random';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { sharedFloat64, type Matrix } from '#engine/table/Matrix';
import { customers } from './customers.ts';

export interface LinearCustomers {
  readonly x: FeatureTable;
  readonly y: Uint8Array;
  /** The same by rows, for peers. */
  readonly rows: Matrix;
}

/** The bench's customers with an event of about this share, which follows from some of their columns and much chance. */
export function linearCustomers(nRows: number, nColumns: number, share: number): LinearCustomers {
  const rows = customers(nRows, nColumns);
  const random = stream(2024, 'bench events');
  const weights = Array.from({ length: nColumns }, (_none, j) => (j % 3 === 0 ? 0.4 * random.normal() : 0));
  const columns = Array.from({ length: nColumns }, () => sharedFloat64(nRows));
  const y = new Uint8Array(nRows);
  const start = Math.log(share / (1 - share)) - 0.25;
  for (let row = 0; row < nRows; row++) {
    let logit = start;
    for (let j = 0; j < nColumns; j++) {
      const value = rows.values[row * nColumns + j];
      columns[j][row] = value;
      logit += weights[j] * value;
    }
    y[row] = random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
  const features = columns.map((values, j) => ({ kind: 'number', name: rows.columnNames[j], values }) as const);
  return { x: { nRows, features }, y, rows };
}
