/**
 * Makes the rows of `candidates` orthonormal to each other and to the rows of `basis` (Gram–Schmidt, twice). Rows that hold nothing
 * new are left out.
 */
export function orthonormal(
  candidates: Float64Array,
  basis: readonly Float64Array[],
  nColumns: number,
): Float64Array[] {
  const added: Float64Array[] = [];
  for (let at = 0; at < candidates.length; at += nColumns) {
    const v = candidates.slice(at, at + nColumns);
    const before = norm(v);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) takeOff(v, other);
      for (const other of added) takeOff(v, other);
    }
    const length = norm(v);
    if (!(length > before * 1e-10)) continue;
    for (let j = 0; j < nColumns; j++) v[j] /= length;
    added.push(v);
  }
  return added;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function norm(v: Float64Array): number {
  return Math.sqrt(dot(v, v));
}

function takeOff(v: Float64Array, unit: Float64Array): void {
  const share = dot(v, unit);
  for (let j = 0; j < v.length; j++) v[j] -= share * unit[j];
}
