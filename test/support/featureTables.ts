import { stream } from '#engine/random';
import type { CategoryFeature, FeatureTable, NumberFeature } from '#engine/table/FeatureTable';
import { sharedFloat64, sharedInt32, type Matrix } from '#engine/table/Matrix';

export function numberFeature(name: string, values: ArrayLike<number>): NumberFeature {
  const shared = sharedFloat64(values.length);
  shared.set(values);
  return { kind: 'number', name, values: shared };
}
export function categoryFeature(name: string, codes: ArrayLike<number>, nLevels: number): CategoryFeature {
  const shared = sharedInt32(codes.length);
  shared.set(codes);
  return {
    kind: 'category',
    name,
    codes: shared,
    levels: Array.from({ length: nLevels }, (_none, i) => `${name}${i}`),
  };
}

/** The columns of a matrix as features of numbers. */
export function featuresOf({ nRows, nColumns, values, columnNames }: Matrix): NumberFeature[] {
  return columnNames.map((name, j) =>
    numberFeature(
      name,
      Float64Array.from({ length: nRows }, (_none, row) => values[row * nColumns + j]),
    ),
  );
}

/** A book with an event: numbers that count for it, one that does not, gaps, a constant, a column on a billion, a category with rare levels. */
export function scoredBook(nRows: number, seed = 1): { x: FeatureTable; y: Uint8Array } {
  const random = stream(seed, 'test book');
  const y = new Uint8Array(nRows);
  const numbers = Array.from({ length: 5 }, () => new Float64Array(nRows));
  const codes = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const [a, b, c] = [random.normal(), random.normal(), random.uniform()];
    codes[row] = Math.floor(12 * random.uniform() ** 3) - 1;
    const logit = -2 + 0.9 * a - 0.5 * b + (codes[row] === 3 ? 0.8 : 0) + (c < 0.1 ? 0.7 : 0);
    y[row] = random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    numbers[0][row] = c < 0.1 ? NaN : 40 + 10 * a;
    numbers[1][row] = 1e9 * (1 + b);
    numbers[2][row] = random.normal();
    numbers[3][row] = 7;
    numbers[4][row] = Math.floor(3 * random.uniform());
  }
  const names = ['age', 'balance', 'noise', 'constant', 'products'];
  const features = [
    ...numbers.map((values, i) => numberFeature(names[i], values)),
    categoryFeature('region', codes, 14),
  ];
  return { x: { nRows, features }, y };
}
