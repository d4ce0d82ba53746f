import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { CHUNK_ROWS } from '../workers/Pool.ts';

/** Immutable and plain. Variances have the smoothing in them; a class without rows has prior 0. */
export interface GaussianNaiveBayesModel {
  readonly algorithm: 'gaussianNaiveBayes';
  readonly version: 1;
  readonly nClasses: number;
  readonly nColumns: number;
  /** [nClasses] share of the rows. */
  readonly classPrior: Float64Array;
  /** [nClasses × nColumns], row-major: mean and variance of each column in each class. */
  readonly theta: Float64Array;
  readonly variance: Float64Array;
}

/** Share of the largest variance of a column that is added to all variances, so that none is zero. */
const VAR_SMOOTHING = 1e-9;

/**
 * Gaussian naive Bayes, as scikit-learn's GaussianNB: each column of each class is taken for a normal distribution of its own, independent of the
 * other columns. Rows that are all equal have no variance to smooth by: 1 stands for it.
 * @param x      [nRows × nColumns], finite
 * @param labels [nRows], 0-based class
 * @param rows   the rows to learn from; all of them when not given
 * @throws Cancelled
 * Cost: O(rows · columns). Source: Domingos & Pazzani (1997), doi:10.1023/A:1007413511361.
 */
export async function fitGaussianNaiveBayes(
  x: Matrix,
  labels: Int32Array,
  nClasses: number,
  run: Run,
  rows?: Int32Array,
): Promise<GaussianNaiveBayesModel> {
  const { nColumns, values } = x;
  const nRows = rows?.length ?? x.nRows;
  const counts = new Float64Array(nClasses);
  const theta = new Float64Array(nClasses * nColumns);
  const sums = { values, nColumns, labels, rows };
  await eachChunk(nRows, run, (from, to) => addRows(sums, from, to, counts, theta));
  for (let i = 0; i < theta.length; i++) theta[i] /= Math.max(1, counts[Math.floor(i / nColumns)]);
  const variance = new Float64Array(nClasses * nColumns);
  await eachChunk(nRows, run, (from, to) => addSquares(sums, from, to, theta, variance));
  const largest = largestVariance({ counts, theta, squares: variance, nColumns, nRows });
  const epsilon = VAR_SMOOTHING * (largest > 0 ? largest : 1);
  for (let i = 0; i < variance.length; i++) {
    const count = counts[Math.floor(i / nColumns)];
    variance[i] = count > 0 ? variance[i] / count + epsilon : 1;
  }
  const classPrior = counts.map(count => count / Math.max(1, nRows));
  return { algorithm: 'gaussianNaiveBayes', version: 1, nClasses, nColumns, classPrior, theta, variance };
}

interface LearnedRows {
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly labels: Int32Array;
  readonly rows?: Int32Array;
}

function addRows(
  { values, nColumns, labels, rows }: LearnedRows,
  from: number,
  to: number,
  counts: Float64Array,
  sums: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const row = rows ? rows[i] : i;
    counts[labels[row]]++;
    const at = labels[row] * nColumns;
    for (let j = 0, x = row * nColumns; j < nColumns; j++, x++) sums[at + j] += values[x];
  }
}

function addSquares(
  { values, nColumns, labels, rows }: LearnedRows,
  from: number,
  to: number,
  theta: Float64Array,
  squares: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const row = rows ? rows[i] : i;
    const at = labels[row] * nColumns;
    for (let j = 0, x = row * nColumns; j < nColumns; j++, x++) {
      const off = values[x] - theta[at + j];
      squares[at + j] += off * off;
    }
  }
}

/** Lets a cancel come through between chunks of rows. */
async function eachChunk(nRows: number, run: Run, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < nRows; from += CHUNK_ROWS) {
    run.throwIfCancelled();
    const to = Math.min(nRows, from + CHUNK_ROWS);
    work(from, to);
    if (to < nRows) await new Promise<void>(resolve => setImmediate(resolve));
  }
}

interface Moments {
  readonly counts: Float64Array;
  readonly theta: Float64Array;
  /** [nClasses × nColumns] sums of squares around the own mean. */
  readonly squares: Float64Array;
  readonly nColumns: number;
  readonly nRows: number;
}

/** The largest variance of a column over all rows, put together from those of the classes. */
function largestVariance({ counts, theta, squares, nColumns, nRows }: Moments): number {
  let largest = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let k = 0; k < counts.length; k++) mean += counts[k] * theta[k * nColumns + j];
    mean /= Math.max(1, nRows);
    let total = 0;
    for (let k = 0; k < counts.length; k++)
      total += squares[k * nColumns + j] + counts[k] * (theta[k * nColumns + j] - mean) ** 2;
    largest = Math.max(largest, total / Math.max(1, nRows));
  }
  return largest;
}

/** Answers for one row after the other without making anything anew. */
export class GaussianNaiveBayes {
  private readonly constants: Float64Array;
  private readonly logs: Float64Array;
  readonly model: GaussianNaiveBayesModel;

  constructor(model: GaussianNaiveBayesModel) {
    this.model = model;
    const { nClasses, nColumns, classPrior, variance } = model;
    this.logs = new Float64Array(nClasses);
    this.constants = classPrior.map((prior, k) => {
      let constant = Math.log(prior);
      for (let j = 0; j < nColumns; j++) constant -= 0.5 * Math.log(2 * Math.PI * variance[k * nColumns + j]);
      return constant;
    });
  }

  /** Class of the row whose first value stands at `offset`; the first of equals. */
  predict(values: Float64Array, offset: number): number {
    const logs = this.likelihoods(values, offset);
    let best = 0;
    for (let k = 1; k < logs.length; k++) if (logs[k] > logs[best]) best = k;
    return best;
  }

  /** @param into [nClasses], probability of each class */
  probabilities(values: Float64Array, offset: number, into: Float64Array): Float64Array {
    const logs = this.likelihoods(values, offset);
    const most = logs.reduce((largest, value) => Math.max(largest, value), -Infinity);
    let total = 0;
    for (let k = 0; k < logs.length; k++) total += into[k] = Number.isFinite(most) ? Math.exp(logs[k] - most) : 1;
    for (let k = 0; k < logs.length; k++) into[k] /= total;
    return into;
  }

  private likelihoods(values: Float64Array, offset: number): Float64Array {
    const { nClasses, nColumns, theta, variance } = this.model;
    for (let k = 0; k < nClasses; k++) {
      let distance = 0;
      for (let j = 0; j < nColumns; j++) {
        const off = values[offset + j] - theta[k * nColumns + j];
        distance += (off * off) / variance[k * nColumns + j];
      }
      this.logs[k] = this.constants[k] - 0.5 * distance;
    }
    return this.logs;
  }
}
