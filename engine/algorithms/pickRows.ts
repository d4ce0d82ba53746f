import { newMatrix, type Matrix } from '../table/Matrix.ts';

/** Some rows of a matrix, in the order asked for; a row may come more than once. */
export function pickRows({ values, nColumns, columnNames }: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = newMatrix(rows.length, columnNames);
  for (let i = 0; i < rows.length; i++)
    picked.values.set(values.subarray(rows[i] * nColumns, (rows[i] + 1) * nColumns), i * nColumns);
  return picked;
}
