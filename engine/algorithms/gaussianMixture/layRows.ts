import { BATCH_ROWS } from '../../kernels/MixtureCalls.ts';

/** Row-major rows with `nColumns` columns, of which there are `nRows`. */
export interface SourceRows {
  readonly values: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
}

/**
 * Batches [from, to) of the rows, column by column.
 *
 * @param batches  out [(to − from) × width × 64], zeros in the columns and rows there are none of
 * @param weights  out [(to − from) × 64] 1 for a row
 */
export function layRows(
  { values, nRows, nColumns }: SourceRows,
  width: number,
  from: number,
  to: number,
  batches: Float64Array,
  weights: Float64Array,
): void {
  for (let batch = from; batch < to; batch++) {
    const rowStart = batch * BATCH_ROWS;
    const n = Math.min(BATCH_ROWS, nRows - rowStart);
    const at = (batch - from) * width * BATCH_ROWS;
    if (n < BATCH_ROWS || width > nColumns) batches.fill(0, at, at + width * BATCH_ROWS);
    for (let j = 0; j < nColumns; j++) {
      const column = at + j * BATCH_ROWS;
      let source = rowStart * nColumns + j;
      for (let i = 0; i < n; i++) {
        batches[column + i] = values[source];
        source += nColumns;
      }
    }
    const first = (batch - from) * BATCH_ROWS;
    weights.fill(1, first, first + n);
    weights.fill(0, first + n, first + BATCH_ROWS);
  }
}
