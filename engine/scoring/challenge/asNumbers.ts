import { quantile, sortedKnown } from '../../explain/quantile.ts';
import type { Feature, FeatureTable } from '../../table/FeatureTable.ts';
import { newMatrix, type Matrix } from '../../table/Matrix.ts';

/** Levels that become a yes or no each. */
const MOST_LEVELS = 8;
/** Columns that a slow peer is given. */
const MOST_COLUMNS = 80;

/**
 * Features for programs that know numbers only: gaps are the median of the customers learned from, with a yes or no beside them; categories a yes or
 * no for each of their 8 most frequent levels. At most 80 columns, the first.
 * @param rows learned from first, then tested
 */
export function asNumbers(x: FeatureTable, rows: Int32Array, nLearned: number): Matrix {
  const columns = x.features.flatMap(feature => columnsOf(feature, rows, nLearned)).slice(0, MOST_COLUMNS);
  const matrix = newMatrix(
    rows.length,
    columns.map(({ name }) => name),
  );
  for (const [j, { values }] of columns.entries())
    for (let i = 0; i < rows.length; i++) matrix.values[i * columns.length + j] = values[i];
  return matrix;
}

function columnsOf(feature: Feature, rows: Int32Array, nLearned: number): { name: string; values: Float64Array }[] {
  const { name } = feature;
  if (feature.kind === 'category')
    return feature.levels.slice(0, MOST_LEVELS).map((level, code) => ({
      name: `${name}: ${level}`,
      values: Float64Array.from(rows, row => Number(feature.codes[row] === code)),
    }));
  const own = Float64Array.from(rows, row => feature.values[row]);
  const median = quantile(sortedKnown(own.subarray(0, nLearned)), 0.5);
  const filled = own.map(value => (value === value ? value : Number.isNaN(median) ? 0 : median));
  if (!own.some(value => value !== value)) return [{ name, values: filled }];
  return [
    { name, values: filled },
    { name: `${name} missing`, values: own.map(value => Number(value !== value)) },
  ];
}
