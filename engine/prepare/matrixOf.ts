import { AppError } from '#shared/errors';
import { newMatrix, type Matrix } from '../table/Matrix.ts';
import type { BooleanColumn, NumberColumn, Table } from '../table/Column.ts';

/**
 * Columns of numbers and flags as one matrix, in the order of `names`.
 * @throws AppError `recipe.invalid` where a value is missing or a column is not numeric: a step that should have come before did not
 */
export function matrixOf(table: Table, names: readonly string[]): Matrix {
  const matrix = newMatrix(table.nRows, names);
  const columns = new Map(table.columns.map(column => [column.name, column]));
  const taken: (Float64Array | Uint8Array)[] = [];
  names.forEach(name => {
    const column = columns.get(name);
    if (column?.kind !== 'number' && column?.kind !== 'boolean')
      throw new AppError('recipe.invalid', {
        where: 'the preparation steps',
        reason: `${name} is not a column of numbers`,
      });
    if (hasGaps(column))
      throw new AppError('recipe.invalid', {
        where: 'the preparation steps',
        reason: `${name} has gaps that no step fills`,
      });
    taken.push(column.values);
  });
  fillRows(matrix, taken);
  return matrix;
}

/** Rows that are filled at once: a block of them stays in the processor's cache while column after column is written into it. */
const BLOCK_ROWS = 512;

function fillRows({ values, nRows, nColumns }: Matrix, columns: readonly (Float64Array | Uint8Array)[]): void {
  for (let start = 0; start < nRows; start += BLOCK_ROWS) {
    const end = Math.min(nRows, start + BLOCK_ROWS);
    for (let j = 0; j < nColumns; j++) {
      const own = columns[j];
      for (let row = start; row < end; row++) values[row * nColumns + j] = own[row];
    }
  }
}

function hasGaps(column: NumberColumn | BooleanColumn): boolean {
  if (column.kind === 'boolean') return column.values.includes(2);
  const { values } = column;
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row])) return true;
  return false;
}
