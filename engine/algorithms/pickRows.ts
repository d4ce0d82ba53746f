import { newMatrix, type Matrix } from '../table/Matrix.ts';

/** Some rows of a matrix, in the order asked for. */
export function pickRows({ values, nColumns, columnNames }: Matrix, rows: Int32Array): Matrix {
  const picked = newMatrix(rows.length, columnNames);
  for (const [i, row] of rows.entries())
    picked.values.set(values.subarray(row * nColumns, (row + 1) * nColumns), i * nColumns);
  return picked;
}
