import type { OfferTest } from '#shared/offers/choices';
import { cellValue } from '../table/cellValue.ts';
import type { Column } from '../table/Column.ts';

/** Whether the customer of a row passes a test about a column: a gap is never within bounds and at no level. */
export function columnTest(
  test: Extract<OfferTest, { by: 'number' | 'level' }>,
  column: Column,
): (row: number) => boolean {
  if (test.by === 'level') {
    const levels = new Set(test.levels);
    return row => {
      const value = cellValue(column, row);
      if (typeof value === 'boolean') return levels.has(value ? 'Yes' : 'No');
      return value !== null && levels.has(String(value));
    };
  }
  const { from, to } = test;
  const values = 'values' in column ? column.values : new Float64Array(0);
  return row =>
    (from === null || values[row] >= from) && (to === null || values[row] <= to) && !Number.isNaN(values[row]);
}
