/**
 * Sums and products of columns over some rows, kept up to date while values change: [width × width], width = nColumns + 1, where the last row
 * and column stand for a column of ones.
 */
export type ProductSums = Float64Array;

/** Adds (or takes away) the products of rows. @param z [nRows × nColumns], row-major, finite @param sign 1 or -1 */
export function addRows(
  sums: ProductSums,
  z: Float64Array,
  nColumns: number,
  rows: Int32Array | { readonly from: number; readonly to: number },
  sign: 1 | -1,
): void {
  if (rows instanceof Int32Array) for (const row of rows) addRow(sums, z, nColumns, row, sign);
  else for (let row = rows.from; row < rows.to; row++) addRow(sums, z, nColumns, row, sign);
}

function addRow(sums: ProductSums, z: Float64Array, nColumns: number, row: number, sign: number): void {
  const width = nColumns + 1;
  const at = row * nColumns;
  for (let i = 0; i < nColumns; i++) {
    const value = sign * z[at + i];
    const into = i * width;
    for (let j = 0; j <= i; j++) sums[into + j] += value * z[at + j];
    sums[nColumns * width + i] += value;
  }
  sums[width * width - 1] += sign;
}

/** Product of columns i and j around their means over the rows of the sums. */
export function centredProduct(sums: ProductSums, nColumns: number, i: number, j: number): number {
  const width = nColumns + 1;
  const n = sums[width * width - 1];
  const [a, b] = i >= j ? [i, j] : [j, i];
  return sums[a * width + b] - (sums[nColumns * width + i] * sums[nColumns * width + j]) / n;
}

export function sumOf(sums: ProductSums, nColumns: number, i: number): number {
  return sums[nColumns * (nColumns + 1) + i];
}

export function rowsIn(sums: ProductSums): number {
  return sums[sums.length - 1];
}
