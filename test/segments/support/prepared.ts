import type { FeatureInfo } from '#shared/results';
import type { Prepared } from '#engine/prepare/Prepared';
import { newMatrix } from '#engine/table/Matrix';
import type { NumberColumn } from '#engine/table/Column';

/** Number columns as z-scores (population sd, as the scale step does), each its own feature. */
export function standardized(columns: readonly NumberColumn[]): Prepared {
  const nRows = columns[0]?.values.length ?? 0;
  const matrix = newMatrix(
    nRows,
    columns.map(column => column.name),
  );
  columns.forEach(({ values }, j) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / nRows;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / nRows);
    values.forEach((value, i) => (matrix.values[i * columns.length + j] = sd > 0 ? (value - mean) / sd : 0));
  });
  const features: FeatureInfo[] = columns.map(({ name }) => ({
    name,
    column: name,
    level: null,
    transform: 'z-score',
  }));
  return {
    matrix,
    features,
    pipeline: { referenceDay: Number.NaN, inputs: columns.map(c => c.name), steps: [] },
    effects: [],
    notes: [],
  };
}
