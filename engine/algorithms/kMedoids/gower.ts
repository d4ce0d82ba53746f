import type { MixedRows } from '../mixed/MixedColumns.ts';

/**
 * Gower's distance between row `a` of one table and row `b` of another: the mean over columns of |difference| / range for numbers, at most
 * 1, and of 0 or 1 for categories. Every column counts the same; from 0 (alike in all) to 1.
 * Source: Gower (1971), doi:10.2307/2528823.
 * @param ranges [nNumeric] greatest − least of the fitted rows; a column without a range counts as alike
 */
export function gowerDistance(x: MixedRows, a: number, y: MixedRows, b: number, ranges: Float64Array): number {
  const { nNumeric, nCategories } = x;
  let total = 0;
  for (let j = 0; j < nNumeric; j++) {
    if (ranges[j] === 0) continue;
    const apart = Math.abs(x.numbers[a * nNumeric + j] - y.numbers[b * nNumeric + j]) / ranges[j];
    total += apart < 1 ? apart : 1;
  }
  for (let c = 0; c < nCategories; c++) if (x.levels[a * nCategories + c] !== y.levels[b * nCategories + c]) total++;
  return total / (nNumeric + nCategories);
}

/** The nearest of the medoids; ties go to the lower index. */
export function nearestMedoid(
  rows: MixedRows,
  row: number,
  medoids: MixedRows,
  ranges: Float64Array,
): { cluster: number; distance: number } {
  let cluster = 0;
  let distance = Infinity;
  for (let other = 0; other < medoids.nRows; other++) {
    const found = gowerDistance(rows, row, medoids, other, ranges);
    if (found < distance) [cluster, distance] = [other, found];
  }
  return { cluster, distance };
}
