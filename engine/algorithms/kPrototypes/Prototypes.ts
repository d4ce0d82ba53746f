import type { MixedRows } from '../mixed/MixedColumns.ts';

/** One point per cluster: the means of its numbers and the most frequent level of each category. */
export interface Prototypes {
  readonly nClusters: number;
  /** [nClusters × nNumeric] */
  readonly numbers: Float64Array;
  /** [nClusters × nCategories] */
  readonly levels: Int32Array;
}

/** Squared distance of the numbers plus gamma for each category that differs, each summed column by column from the first. */
export function mixedDistance(
  rows: MixedRows,
  row: number,
  { numbers, levels }: Prototypes,
  cluster: number,
  gamma: number,
): number {
  const { nNumeric, nCategories } = rows;
  let squares = 0;
  for (let j = 0, a = row * nNumeric, b = cluster * nNumeric; j < nNumeric; j++) {
    const difference = rows.numbers[a + j] - numbers[b + j];
    squares += difference * difference;
  }
  let unlike = 0;
  for (let c = 0, a = row * nCategories, b = cluster * nCategories; c < nCategories; c++)
    if (rows.levels[a + c] !== levels[b + c]) unlike++;
  return squares + gamma * unlike;
}

/** The nearest prototype; ties go to the lower index. */
export function nearestPrototype(
  rows: MixedRows,
  row: number,
  prototypes: Prototypes,
  gamma: number,
): { cluster: number; distance: number } {
  let cluster = 0;
  let distance = Infinity;
  for (let other = 0; other < prototypes.nClusters; other++) {
    const found = mixedDistance(rows, row, prototypes, other, gamma);
    if (found < distance) [cluster, distance] = [other, found];
  }
  return { cluster, distance };
}

/** In how many categories a row differs from given levels. */
export function unlikeLevels(
  { levels, nCategories }: MixedRows,
  row: number,
  other: Int32Array,
  otherAt: number,
): number {
  let unlike = 0;
  for (let c = 0; c < nCategories; c++)
    if (levels[row * nCategories + c] !== other[otherAt * nCategories + c]) unlike++;
  return unlike;
}
