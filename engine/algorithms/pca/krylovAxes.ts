import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { dot, orthonormal } from './orthonormal.ts';
import { applyScatter, type Axes } from './scatter.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** Directions followed beyond those wanted: they carry equal or nearly equal eigenvalues along. */
const EXTRA = 6;
const BLOCKS = 5;
const MAX_RESTARTS = 40;
/** Residual of an axis beside the largest eigenvalue at which it counts as found. */
const TOLERANCE = 1e-10;

/**
 * The first `count` axes by restarted block Krylov iteration with Rayleigh–Ritz, without ever forming the nColumns × nColumns matrix.
 *
 * Cost: O(rows × columns × (count + 6)) per step, some tens of steps. Source: Musco & Musco (2015), arXiv:1504.05477; differs from it:
 * restarted until the residual of every wanted axis is below 1e-10 of the largest eigenvalue.
 */
export async function krylovAxes(x: Matrix, mean: Float64Array, count: number, run: Run): Promise<Axes> {
  const { nColumns } = x;
  const random = run.stream('pca.start');
  const width = Math.min(count + EXTRA, nColumns);
  let start: Float64Array = Float64Array.from({ length: width * nColumns }, () => random.normal());
  for (let restart = 0; ; restart++) {
    run.progress(restart, MAX_RESTARTS, 'Principal components');
    const { basis, images } = await krylovBasis(x, mean, start, run);
    const ritz = rayleighRitz(basis, images, Math.min(width, basis.length));
    if (restart === MAX_RESTARTS || isFound(ritz, count, nColumns))
      return { values: ritz.values.slice(0, count), vectors: ritz.vectors.slice(0, count * nColumns) };
    start = ritz.vectors;
  }
}

interface Ritz extends Axes {
  /** XᵀX of each vector. */
  readonly images: Float64Array;
}

async function krylovBasis(x: Matrix, mean: Float64Array, start: Float64Array, run: Run) {
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  let next = start;
  for (let block = 0; block < BLOCKS; block++) {
    run.throwIfCancelled();
    const added = orthonormal(next, basis, x.nColumns);
    if (added.length === 0) break;
    next = await applyScatter(x, mean, joined(added, x.nColumns), run);
    basis.push(...added);
    for (let at = 0; at < next.length; at += x.nColumns) images.push(next.subarray(at, at + x.nColumns));
  }
  return { basis, images };
}

function joined(rows: readonly Float64Array[], nColumns: number): Float64Array {
  const all = new Float64Array(rows.length * nColumns);
  for (const [i, row] of rows.entries()) all.set(row, i * nColumns);
  return all;
}

/** The best axes within the span of the basis. */
function rayleighRitz(basis: readonly Float64Array[], images: readonly Float64Array[], count: number): Ritz {
  const m = basis.length;
  const nColumns = basis[0].length;
  const small = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j <= i; j++) small[i * m + j] = dot(basis[i], images[j]);
  const { values, vectors } = symmetricEigen(small, m);
  const combine = (rows: readonly Float64Array[]) => {
    const out = new Float64Array(count * nColumns);
    for (let v = 0; v < count; v++)
      for (let i = 0; i < m; i++) {
        const weight = vectors[v * m + i];
        for (let j = 0; j < nColumns; j++) out[v * nColumns + j] += weight * rows[i][j];
      }
    return out;
  };
  return { values, vectors: combine(basis), images: combine(images) };
}

function isFound({ values, vectors, images }: Ritz, count: number, nColumns: number): boolean {
  for (let v = 0; v < count; v++) {
    let residual = 0;
    for (let j = 0; j < nColumns; j++)
      residual += (images[v * nColumns + j] - values[v] * vectors[v * nColumns + j]) ** 2;
    if (Math.sqrt(residual) > TOLERANCE * Math.abs(values[0])) return false;
  }
  return true;
}
