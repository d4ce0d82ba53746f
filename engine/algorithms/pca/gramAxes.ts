import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { orthonormal } from './orthonormal.ts';
import { gramMatrix, type Axes } from './scatter.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Axes of few rows with many columns, from the products of the rows: XXᵀ has the same eigenvalues as XᵀX. */
export async function gramAxes(x: Matrix, mean: Float64Array, count: number, run: Run): Promise<Axes> {
  const { nRows, nColumns, values: rows } = x;
  const { values, vectors } = symmetricEigen(await gramMatrix(x, mean, run), nRows);
  const axes: Float64Array[] = [];
  for (let v = 0; v < count; v++) {
    const axis = new Float64Array(nColumns);
    for (let i = 0; i < nRows; i++) {
      const weight = vectors[v * nRows + i];
      for (let j = 0; j < nColumns; j++) axis[j] += weight * (rows[i * nColumns + j] - mean[j]);
    }
    axes.push(unitAxis(axis, values[v] > values[0] * 1e-13, axes, nColumns));
  }
  const all = new Float64Array(count * nColumns);
  for (const [v, axis] of axes.entries()) all.set(axis, v * nColumns);
  return { values: values.slice(0, count), vectors: all };
}

/** Where the rows have no variance left, any direction across the others will do. */
function unitAxis(
  axis: Float64Array,
  hasVariance: boolean,
  others: readonly Float64Array[],
  nColumns: number,
): Float64Array {
  const [found] = hasVariance ? orthonormal(axis, others, nColumns) : [];
  if (found) return found;
  for (let j = 0; j < nColumns; j++) {
    const [across] = orthonormal(new Float64Array(nColumns).fill(1, j, j + 1), others, nColumns);
    if (across) return across;
  }
  throw new Error('there are more axes than columns');
}
