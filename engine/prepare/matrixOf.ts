import { AppError } from '#shared/errors';
import { newMatrix, type Matrix } from '../table/Matrix.ts';
import type { Table } from '../table/Column.ts';

/**
 * Columns of numbers and flags as one matrix, in the order of `names`.
 * @throws AppError `recipe.invalid` where a value is missing or a column is not numeric: a step that should have come before did not
 */
export function matrixOf(table: Table, names: readonly string[]): Matrix {
  const matrix = newMatrix(table.nRows, names);
  const columns = new Map(table.columns.map(column => [column.name, column]));
  names.forEach((name, j) => {
    const column = columns.get(name);
    if (column?.kind !== 'number' && column?.kind !== 'boolean')
      throw new AppError('recipe.invalid', {
        where: 'the preparation steps',
        reason: `${name} is not a column of numbers`,
      });
    const { values } = column;
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      if (!Number.isFinite(value) || (column.kind === 'boolean' && value === 2))
        throw new AppError('recipe.invalid', {
          where: 'the preparation steps',
          reason: `${name} has gaps that no step fills`,
        });
      matrix.values[row * names.length + j] = value;
    }
  });
  return matrix;
}
