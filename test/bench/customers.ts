import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';

const GROUPS = 9;

/**
 * Like a book of customers: nine groups of unequal size and width that overlap, two columns of amounts with long tails, all z-scored.
 */
export function customers(nRows: number, nColumns: number): Matrix {
  const random = stream(2024, 'bench customers');
  const centers = Array.from({ length: GROUPS * nColumns }, () => 1.6 * random.normal());
  const widths = Array.from({ length: GROUPS * nColumns }, () => 0.5 + 1.1 * random.uniform());
  const shares = Array.from({ length: GROUPS }, () => random.uniform() + 0.1);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const x = newMatrix(
    nRows,
    Array.from({ length: nColumns }, (_, j) => `column ${j}`),
  );
  for (let row = 0; row < nRows; row++) {
    let group = 0;
    for (let left = random.uniform() * whole - shares[0]; left > 0 && group < GROUPS - 1; left -= shares[group])
      group++;
    for (let j = 0; j < nColumns; j++) {
      const value = centers[group * nColumns + j] + widths[group * nColumns + j] * random.normal();
      x.values[row * nColumns + j] = j < 2 ? Math.exp(0.5 * value) : value;
    }
  }
  zScore(x);
  return x;
}

function zScore({ values, nColumns, nRows }: Matrix): void {
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let at = j; at < values.length; at += nColumns) mean += values[at] / nRows;
    let variance = 0;
    for (let at = j; at < values.length; at += nColumns) variance += (values[at] - mean) ** 2 / nRows;
    for (let at = j; at < values.length; at += nColumns) values[at] = (values[at] - mean) / Math.sqrt(variance);
  }
}
