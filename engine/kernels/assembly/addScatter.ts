/** Rows are centred into the work space, 64 at a time; two rows of the triangle then stand against eight of its columns in registers. */
export function addScatter(rows: usize, origin: usize, space: usize, sums: usize, nRows: i32, nColumns: i32): void {
  const stride = (<usize>nColumns) << 3;
  const padded = (stride + 15) & ~15;
  const products = sums + padded;
  for (let first = 0; first < nRows; first += 64) {
    const n = <usize>min(64, nRows - first);
    const end = space + n * padded;
    centre(rows + <usize>first * stride, origin, space, end, stride, padded, sums);
    let i: usize = 0;
    for (; i + 16 <= stride; i += 16) addTwoRows(space, end, i, padded, products + (i >> 3) * padded);
    if (i < stride) addLastRow(space, end, i, padded, products + (i >> 3) * padded);
  }
}

/** The deviations from the origin, and their sums. */
@inline
function centre(
  rows: usize,
  origin: usize,
  space: usize,
  end: usize,
  stride: usize,
  padded: usize,
  sums: usize,
): void {
  const pairsEnd = stride & ~15;
  let x = rows;
  for (let to = space; to < end; to += padded) {
    for (let at: usize = 0; at < pairsEnd; at += 16) {
      const value = f64x2.sub(v128.load(x + at), v128.load(origin + at));
      v128.store(to + at, value);
      v128.store(sums + at, f64x2.add(v128.load(sums + at), value));
    }
    if (pairsEnd < stride) {
      const value = load<f64>(x + pairsEnd) - load<f64>(origin + pairsEnd);
      store<f64>(to + pairsEnd, value);
      store<f64>(to + pairsEnd, 0, 8);
      store<f64>(sums + pairsEnd, load<f64>(sums + pairsEnd) + value);
    }
    x += stride;
  }
}

/** Rows i and i + 1 of the triangle, up to the column behind the diagonal. */
@inline
function addTwoRows(space: usize, end: usize, i: usize, padded: usize, out: usize): void {
  let j: usize = 0;
  for (; j + 64 <= i + 16; j += 64) {
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    for (let x = space; x < end; x += padded) {
      const xa = v128.load64_splat(x + i);
      const xb = v128.load64_splat(x + i, 8);
      const x0 = v128.load(x + j);
      const x1 = v128.load(x + j, 16);
      const x2 = v128.load(x + j, 32);
      const x3 = v128.load(x + j, 48);
      a0 = f64x2.add(a0, f64x2.mul(x0, xa));
      a1 = f64x2.add(a1, f64x2.mul(x1, xa));
      a2 = f64x2.add(a2, f64x2.mul(x2, xa));
      a3 = f64x2.add(a3, f64x2.mul(x3, xa));
      b0 = f64x2.add(b0, f64x2.mul(x0, xb));
      b1 = f64x2.add(b1, f64x2.mul(x1, xb));
      b2 = f64x2.add(b2, f64x2.mul(x2, xb));
      b3 = f64x2.add(b3, f64x2.mul(x3, xb));
    }
    const to = out + j;
    addFour(to, a0, a1, a2, a3);
    addFour(to + padded, b0, b1, b2, b3);
  }
  if (j + 32 <= i + 16) {
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    for (let x = space; x < end; x += padded) {
      const xa = v128.load64_splat(x + i);
      const xb = v128.load64_splat(x + i, 8);
      const x0 = v128.load(x + j);
      const x1 = v128.load(x + j, 16);
      a0 = f64x2.add(a0, f64x2.mul(x0, xa));
      a1 = f64x2.add(a1, f64x2.mul(x1, xa));
      b0 = f64x2.add(b0, f64x2.mul(x0, xb));
      b1 = f64x2.add(b1, f64x2.mul(x1, xb));
    }
    add(out + j, a0);
    add(out + j + 16, a1);
    add(out + j + padded, b0);
    add(out + j + padded + 16, b1);
    j += 32;
  }
  if (j + 16 <= i + 16) {
    let a0 = f64x2.splat(0);
    let b0 = a0;
    for (let x = space; x < end; x += padded) {
      const x0 = v128.load(x + j);
      a0 = f64x2.add(a0, f64x2.mul(x0, v128.load64_splat(x + i)));
      b0 = f64x2.add(b0, f64x2.mul(x0, v128.load64_splat(x + i, 8)));
    }
    add(out + j, a0);
    add(out + j + padded, b0);
  }
}

/** The last row of an odd number. */
@inline
function addLastRow(space: usize, end: usize, i: usize, padded: usize, out: usize): void {
  let j: usize = 0;
  for (; j + 64 <= i + 16; j += 64) {
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let x = space; x < end; x += padded) {
      const xa = v128.load64_splat(x + i);
      a0 = f64x2.add(a0, f64x2.mul(v128.load(x + j), xa));
      a1 = f64x2.add(a1, f64x2.mul(v128.load(x + j, 16), xa));
      a2 = f64x2.add(a2, f64x2.mul(v128.load(x + j, 32), xa));
      a3 = f64x2.add(a3, f64x2.mul(v128.load(x + j, 48), xa));
    }
    addFour(out + j, a0, a1, a2, a3);
  }
  for (; j + 16 <= i + 16; j += 16) {
    let a0 = f64x2.splat(0);
    for (let x = space; x < end; x += padded)
      a0 = f64x2.add(a0, f64x2.mul(v128.load(x + j), v128.load64_splat(x + i)));
    add(out + j, a0);
  }
}

@inline
function addFour(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  add(to, a);
  add(to + 16, b);
  add(to + 32, c);
  add(to + 48, d);
}

@inline
function add(to: usize, sum: v128): void {
  v128.store(to, f64x2.add(v128.load(to), sum));
}
