export interface ChiSquare {
  readonly statistic: number;
  readonly degrees: number;
  /** Probability of a statistic at least as large where the two have nothing to do with each other. */
  readonly p: number;
  /** Cramér's V, 0 to 1, without correction. */
  readonly v: number;
  readonly n: number;
  /** Cells where less than 5 are expected: the p-value is rough where they are many. */
  readonly thinCells: number;
  readonly cells: number;
}

/**
 * Pearson's chi-square test of a cross table; rows and columns without customers do not count.
 * @param counts [row][column]
 * @returns null where less than two rows or columns have customers
 * Source: Pearson (1900), doi:10.1080/14786440009463897; Cramér (1946), Mathematical Methods of Statistics.
 */
export function chiSquareTest(counts: readonly (readonly number[])[]): ChiSquare | null {
  const rowSums = counts.map(row => row.reduce((sum, count) => sum + count, 0));
  const columnSums = (counts[0] ?? []).map((_none, j) => counts.reduce((sum, row) => sum + row[j], 0));
  const n = rowSums.reduce((sum, count) => sum + count, 0);
  const r = rowSums.filter(sum => sum > 0).length;
  const c = columnSums.filter(sum => sum > 0).length;
  if (r < 2 || c < 2) return null;
  let statistic = 0;
  let thinCells = 0;
  for (const [i, row] of counts.entries())
    for (const [j, count] of row.entries()) {
      const expected = (rowSums[i] * columnSums[j]) / n;
      if (expected === 0) continue;
      statistic += (count - expected) ** 2 / expected;
      if (expected < 5) thinCells++;
    }
  const degrees = (r - 1) * (c - 1);
  const v = Math.min(1, Math.sqrt(statistic / (n * (Math.min(r, c) - 1))));
  return { statistic, degrees, p: upperGamma(degrees / 2, statistic / 2), v, n, thinCells, cells: r * c };
}

const MOST_TERMS = 10_000;
const EPSILON = 1e-15;

/**
 * Regularised upper incomplete gamma function Q(a, x): the chance of a chi-square of 2a degrees above 2x.
 * By series below a + 1, by continued fraction (Lentz) above. Source: NIST DLMF 8.11.4 and 8.9.2.
 */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && Math.abs(term) > EPSILON * Math.abs(sum); n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    const change = c * d;
    h *= change;
    if (Math.abs(change - 1) < EPSILON) break;
  }
  return Math.min(1, front * h);
}

/** Lanczos's approximation (g = 7, 9 terms), within 1e-14 for positive arguments. */
function logGamma(z: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  const sum = terms.reduce((total, term, i) => total + term / (x + i + 1), 0.9999999999998099);
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
