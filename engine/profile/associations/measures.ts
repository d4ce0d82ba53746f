/** How two columns go together, over the rows in which both have a value. Codes below zero and NaN are missing. */

export interface Measured {
  /** null where one of the two does not vary. */
  readonly value: number | null;
  readonly n: number;
}

/**
 * Pearson's product-moment correlation, pairwise complete.
 * @param x, y [n], NaN is missing
 * @param shiftX, shiftY a value near the mean of each, so that large values keep their digits
 */
export function pearson(x: Float64Array, y: Float64Array, shiftX: number, shiftY: number): Measured {
  let n = 0;
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const dx = x[row] - shiftX;
    const dy = y[row] - shiftY;
    // NaN in either makes the product NaN, which is not equal to itself.
    const product = dx * dy;
    if (product !== product) continue;
    n++;
    sx += dx;
    sy += dy;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += product;
  }
  return { value: correlation(n, sxx - (sx * sx) / n, syy - (sy * sy) / n, sxy - (sx * sy) / n, sxx, syy), n };
}

function correlation(n: number, vx: number, vy: number, cxy: number, sizeX: number, sizeY: number): number | null {
  if (n < 3 || !(vx > 1e-13 * sizeX) || !(vy > 1e-13 * sizeY)) return null;
  return Math.max(-1, Math.min(1, cxy / Math.sqrt(vx * vy)));
}

/** A number column as places in the order of its different values. */
export interface RankCodes {
  /** [n], 0 for the smallest value, the next for the next; -1 is missing. */
  readonly codes: Int32Array;
  readonly nCodes: number;
}

/** Spearman's rank correlation, pairwise complete: Pearson's of the ranks among the rows that both have, ties at their mean rank. */
export function spearman(x: RankCodes, y: RankCodes): Measured {
  const countsX = new Int32Array(x.nCodes);
  const countsY = new Int32Array(y.nCodes);
  let n = 0;
  for (let row = 0; row < x.codes.length; row++) {
    if (x.codes[row] < 0 || y.codes[row] < 0) continue;
    countsX[x.codes[row]]++;
    countsY[y.codes[row]]++;
    n++;
  }
  const ranksX = centredRanks(countsX, n);
  const ranksY = centredRanks(countsY, n);
  let [sxx, syy, sxy] = [0, 0, 0];
  for (let row = 0; row < x.codes.length; row++) {
    if (x.codes[row] < 0 || y.codes[row] < 0) continue;
    const dx = ranksX[x.codes[row]];
    const dy = ranksY[y.codes[row]];
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  return { value: correlation(n, sxx, syy, sxy, 0, 0), n };
}

/** Mean rank of each code, from the middle rank (n + 1) / 2. */
export function centredRanks(counts: Int32Array, n: number): Float64Array {
  const ranks = new Float64Array(counts.length);
  let before = 0;
  for (let code = 0; code < counts.length; code++) {
    const rank = before + (counts[code] + 1) / 2;
    before += counts[code];
    ranks[code] = rank - (n + 1) / 2;
  }
  return ranks;
}

/** A category as places in a list of levels. */
export interface LevelCodes {
  /** [n], -1 is missing. */
  readonly codes: Int32Array;
  readonly nCodes: number;
}

/**
 * Cramér's V of a cross table, with the correction for bias of Bergsma (2013), doi:10.1016/j.jkss.2012.10.002: φ² less what chance gives, over
 * the smaller of the corrected numbers of rows and columns. Levels that no row of the pair has do not count.
 */
export function cramersV(a: LevelCodes, b: LevelCodes): Measured {
  const { counts, n } = crossTable(a, b);
  return { value: cramersVOf(counts, a.nCodes, b.nCodes, n), n };
}

export function crossTable(a: LevelCodes, b: LevelCodes): { counts: Float64Array; n: number } {
  const counts = new Float64Array(a.nCodes * b.nCodes);
  let n = 0;
  for (let row = 0; row < a.codes.length; row++) {
    if (a.codes[row] < 0 || b.codes[row] < 0) continue;
    counts[a.codes[row] * b.nCodes + b.codes[row]]++;
    n++;
  }
  return { counts, n };
}

/** @param counts [nRows × nColumns] */
export function cramersVOf(counts: Float64Array, nRows: number, nColumns: number, n: number): number | null {
  const rowSums = new Float64Array(nRows);
  const columnSums = new Float64Array(nColumns);
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < nColumns; j++) {
      rowSums[i] += counts[i * nColumns + j];
      columnSums[j] += counts[i * nColumns + j];
    }
  const r = rowSums.filter(sum => sum > 0).length;
  const c = columnSums.filter(sum => sum > 0).length;
  if (r < 2 || c < 2) return null;
  let squares = 0;
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < nColumns; j++) {
      const count = counts[i * nColumns + j];
      if (count > 0) squares += (count / rowSums[i]) * (count / columnSums[j]);
    }
  const phi2 = Math.max(0, squares - 1 - ((r - 1) * (c - 1)) / (n - 1));
  const fewest = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return fewest > 0 ? Math.min(1, Math.sqrt(phi2 / fewest)) : null;
}

export interface MeasuredRatio extends Measured {
  /** Eta less what chance gives to so many levels: Kelley's epsilon (1935), doi:10.1073/pnas.21.9.554. */
  readonly adjusted: number;
}

/** The correlation ratio eta: the square root of the share of a number's variance that lies between the levels of a category. */
export function correlationRatio(category: LevelCodes, values: Float64Array, shift: number): MeasuredRatio {
  const { codes, nCodes } = category;
  const counts = new Float64Array(nCodes);
  const sums = new Float64Array(nCodes);
  let squares = 0;
  for (let row = 0; row < codes.length; row++) {
    const d = values[row] - shift;
    if (codes[row] < 0 || d !== d) continue;
    counts[codes[row]]++;
    sums[codes[row]] += d;
    squares += d * d;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = sums.reduce((sum, part) => sum + part, 0) / n;
  const total = squares - n * mean * mean;
  let between = 0;
  let levels = 0;
  for (let level = 0; level < nCodes; level++) {
    if (counts[level] === 0) continue;
    levels++;
    between += counts[level] * (sums[level] / counts[level] - mean) ** 2;
  }
  if (levels < 2 || n <= levels || !(total > 1e-13 * squares)) return { value: null, n, adjusted: 0 };
  const ratio = Math.min(1, between / total);
  const adjusted = Math.max(0, 1 - ((1 - ratio) * (n - 1)) / (n - levels));
  return { value: Math.sqrt(ratio), n, adjusted: Math.sqrt(adjusted) };
}

/**
 * Area under the ROC curve by ranks, ties counting half: the chance that a random yes has a higher code than a random no.
 * @param codes [n], places in ascending order; -1 is missing
 * @param labels [n], 1 yes, 0 no, -1 not known
 * @returns `auc` NaN where there is no yes or no no. Source: Mann & Whitney (1947), doi:10.1214/aoms/1177730491.
 */
export function aucOfCodes(
  codes: ArrayLike<number>,
  nCodes: number,
  labels: ArrayLike<number>,
): { auc: number; nYes: number; nNo: number } {
  const yes = new Float64Array(nCodes);
  const no = new Float64Array(nCodes);
  for (let row = 0; row < labels.length; row++) {
    const code = codes[row];
    if (code >= 0 && labels[row] >= 0) (labels[row] === 1 ? yes : no)[code]++;
  }
  let [nNo, wins, nYes] = [0, 0, 0];
  for (let code = 0; code < nCodes; code++) {
    wins += yes[code] * (nNo + no[code] / 2);
    nNo += no[code];
    nYes += yes[code];
  }
  return { auc: nYes > 0 && nNo > 0 ? wins / nYes / nNo : Number.NaN, nYes, nNo };
}
