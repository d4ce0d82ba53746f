import { AppError } from '#shared/errors';
import type { Validation } from '#shared/scoring/choices';
import type { Imported } from '../import/Imported.ts';
import { cellValue } from '../table/cellValue.ts';
import { requireColumn } from '../table/selectRows.ts';

export interface FoldKeys {
  /** [nRows], number of the group of each row; null where rows are not grouped. */
  readonly groups: Int32Array | null;
  /** [nRows], days since 1970-01-01, NaN where not known; null where folds are not cut in time. */
  readonly days: Float64Array | null;
}

/**
 * What keeps rows together, or in order, when folds are drawn. A gap is a group of its own.
 * @throws AppError `data.unknownColumn`, `option.invalid` without a column or where it holds no dates
 */
export function foldKeys({ table }: Imported, { kind, column: name }: Validation, rows: Int32Array): FoldKeys {
  if (kind === 'stratified') return { groups: null, days: null };
  const allowed = kind === 'grouped' ? 'a column that names what belongs together' : 'a column of dates';
  if (name === null) throw new AppError('option.invalid', { option: 'column of the validation', allowed, got: 'none' });
  const column = requireColumn(table, name);
  if (kind === 'outOfTime') {
    if (column.kind !== 'date' && column.kind !== 'number')
      throw new AppError('option.invalid', { option: 'column of the validation', allowed, got: name });
    const { values } = column;
    return { groups: null, days: Float64Array.from(rows, row => values[row]) };
  }
  const numbers = new Map<string, number>();
  const groups = Int32Array.from(rows, row => {
    const cell = cellValue(column, row);
    const key = cell === null ? `row ${row}` : `value ${cell}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
  return { groups, days: null };
}
