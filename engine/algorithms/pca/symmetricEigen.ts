/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to tridiagonal form, then implicit QL steps with
 * Wilkinson shifts.
 *
 * @param matrix  in [n × n], row-major; only the lower triangle is read
 * @returns eigenvalues in descending order, and the eigenvectors as unit rows in the same order
 *
 * Cost: about 3 n³ operations. Source: Golub & Van Loan, Matrix Computations, 4th ed., 8.3.
 */
export function symmetricEigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) a[i * n + j] = a[j * n + i];
  const { diagonal, below, rotations } = tridiagonalise(a, n);
  diagonalise(diagonal, below, rotations, n);
  const order = [...diagonal.keys()].sort((i, j) => diagonal[j] - diagonal[i] || i - j);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) vectors.set(rotations.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, i => diagonal[i]), vectors };
}

/** T = Q A Qᵀ with T tridiagonal; `rotations` holds Q by rows. A is destroyed. */
function tridiagonalise(a: Float64Array, n: number) {
  const reflections: Float64Array[] = [];
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const v = reflector(a, n, k);
    reflections.push(v);
    if (v[k + 1] !== 0) reflect(a, n, k, v, p);
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]);
  const below = Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? a[(i + 1) * n + i] : 0));
  return { diagonal, below, rotations: accumulate(reflections, n) };
}

/** Unit vector v such that (I − 2 v vᵀ) clears column k below its first subdiagonal entry; zero when there is nothing to clear. */
function reflector(a: Float64Array, n: number, k: number): Float64Array {
  const v = new Float64Array(n);
  let largest = 0;
  for (let i = k + 2; i < n; i++) largest = Math.max(largest, Math.abs(a[i * n + k]));
  if (largest === 0) return v;
  largest = Math.max(largest, Math.abs(a[(k + 1) * n + k]));
  let norm = 0;
  for (let i = k + 1; i < n; i++) {
    v[i] = a[i * n + k] / largest;
    norm += v[i] * v[i];
  }
  v[k + 1] += v[k + 1] >= 0 ? Math.sqrt(norm) : -Math.sqrt(norm);
  let length = 0;
  for (let i = k + 1; i < n; i++) length += v[i] * v[i];
  const unit = 1 / Math.sqrt(length);
  for (let i = k + 1; i < n; i++) v[i] *= unit;
  return v;
}

/** A ← H A H on rows and columns from k, as a symmetric update of rank two. */
function reflect(a: Float64Array, n: number, k: number, v: Float64Array, p: Float64Array): void {
  let projection = 0;
  for (let i = k; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += a[i * n + j] * v[j];
    p[i] = sum;
    projection += sum * v[i];
  }
  for (let i = k; i < n; i++) p[i] -= projection * v[i];
  for (let i = k; i < n; i++) {
    const vi = 2 * v[i];
    const pi = 2 * p[i];
    for (let j = k; j < n; j++) a[i * n + j] -= vi * p[j] + pi * v[j];
  }
}

/** The product of the reflections, by rows: row i is the i-th axis of the tridiagonal form. */
function accumulate(reflections: readonly Float64Array[], n: number): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  const w = new Float64Array(n);
  for (let k = reflections.length - 1; k >= 0; k--) {
    const v = reflections[k];
    if (v[k + 1] === 0) continue;
    // Rows of q are the columns of H₀ H₁ …; each is reflected.
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += q[i * n + j] * v[j];
      w[i] = 2 * sum;
    }
    for (let i = 0; i < n; i++) for (let j = k + 1; j < n; j++) q[i * n + j] -= w[i] * v[j];
  }
  return q;
}

const MAX_STEPS = 60;

/** QL with implicit shifts on the tridiagonal matrix; its rotations are applied to the rows of q. */
function diagonalise(d: Float64Array, e: Float64Array, q: Float64Array, n: number): void {
  for (let first = 0; first < n; first++) {
    for (let step = 0; ; step++) {
      const last = blockEnd(d, e, first, n);
      if (last === first) break;
      if (step === MAX_STEPS) throw new Error('the eigenvalues did not converge');
      sweep(d, e, q, n, first, last);
    }
  }
}

/** Where the block that begins at `first` ends: at the first off-diagonal entry that is nothing beside its neighbours. */
function blockEnd(d: Float64Array, e: Float64Array, first: number, n: number): number {
  let last = first;
  while (last < n - 1 && Math.abs(e[last]) > Number.EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1]))) last++;
  return last;
}

/** One implicit QL sweep from `last` up to `first`. */
function sweep(d: Float64Array, e: Float64Array, q: Float64Array, n: number, first: number, last: number): void {
  const half = (d[first + 1] - d[first]) / (2 * e[first]);
  const root = Math.hypot(half, 1);
  let g = d[last] - d[first] + e[first] / (half + (half >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const length = Math.hypot(f, g);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1] -= carried;
      e[last] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    const shifted = d[i + 1] - carried;
    const turned = (d[i] - shifted) * sine + 2 * cosine * b;
    carried = sine * turned;
    d[i + 1] = shifted + carried;
    g = cosine * turned - b;
    rotateRows(q, n, i, sine, cosine);
  }
  d[first] -= carried;
  e[first] = g;
  e[last] = 0;
}

function rotateRows(q: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  const upper = i * n;
  const lower = (i + 1) * n;
  for (let j = 0; j < n; j++) {
    const high = q[lower + j];
    const low = q[upper + j];
    q[lower + j] = sine * low + cosine * high;
    q[upper + j] = cosine * low - sine * high;
  }
}
