import { exponential, naturalLog } from './exponential';

/** Bytes of a column of a batch of 64 rows. */
const COLUMN: usize = 512;

export function mixtureLogits(
  batches: usize,
  means: usize,
  factors: usize,
  factorStride: i32,
  constants: usize,
  logits: usize,
  space: usize,
  nBatches: i32,
  nColumns: i32,
  nClusters: i32,
  from: i32,
  to: i32,
  isDiagonal: bool,
): void {
  const width = <usize>nColumns;
  for (let batch = 0; batch < nBatches; batch++) {
    const x = batches + <usize>batch * width * COLUMN;
    for (let c = from; c < to; c++) {
      deviate(x, means + <usize>c * (width << 3), space, width);
      const factor = factors + ((<usize>c * <usize>factorStride) << 3);
      const constant = f64x2.splat(load<f64>(constants + ((<usize>c) << 3)));
      const out = logits + <usize>(batch * nClusters + c) * COLUMN;
      for (let row: usize = 0; row < COLUMN; row += 64) {
        if (isDiagonal) diagonalLogits(space + row, factor, constant, out + row, width);
        else triangularLogits(space + row, factor, constant, out + row, width);
      }
    }
  }
}

@inline
function deviate(x: usize, mean: usize, space: usize, width: usize): void {
  for (let j: usize = 0; j < width; j++) {
    const center = v128.load64_splat(mean + (j << 3));
    const end = (j + 1) * COLUMN;
    for (let at = j * COLUMN; at < end; at += 32) {
      v128.store(space + at, f64x2.sub(v128.load(x + at), center));
      v128.store(space + at, f64x2.sub(v128.load(x + at, 16), center), 16);
    }
  }
}

/** Eight rows in four registers, two columns of the factor at a time. */
@inline
function triangularLogits(d: usize, factor: usize, constant: v128, out: usize, width: usize): void {
  const rowBytes = width << 3;
  let q0 = f64x2.splat(0);
  let q1 = q0;
  let q2 = q0;
  let q3 = q0;
  let fa = factor;
  for (let j: usize = 0; j < width; j += 2) {
    const fb = fa + rowBytes;
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let x = d;
    const end = (j + 1) << 3;
    let at: usize = 0;
    for (; at < end; at += 8) {
      const pa = v128.load64_splat(fa + at);
      const pb = v128.load64_splat(fb + at);
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      const x2 = v128.load(x, 32);
      const x3 = v128.load(x, 48);
      a0 = f64x2.add(a0, f64x2.mul(x0, pa));
      a1 = f64x2.add(a1, f64x2.mul(x1, pa));
      a2 = f64x2.add(a2, f64x2.mul(x2, pa));
      a3 = f64x2.add(a3, f64x2.mul(x3, pa));
      b0 = f64x2.add(b0, f64x2.mul(x0, pb));
      b1 = f64x2.add(b1, f64x2.mul(x1, pb));
      b2 = f64x2.add(b2, f64x2.mul(x2, pb));
      b3 = f64x2.add(b3, f64x2.mul(x3, pb));
      x += COLUMN;
    }
    const last = v128.load64_splat(fb + at);
    b0 = f64x2.add(b0, f64x2.mul(v128.load(x), last));
    b1 = f64x2.add(b1, f64x2.mul(v128.load(x, 16), last));
    b2 = f64x2.add(b2, f64x2.mul(v128.load(x, 32), last));
    b3 = f64x2.add(b3, f64x2.mul(v128.load(x, 48), last));
    q0 = f64x2.add(f64x2.add(q0, f64x2.mul(a0, a0)), f64x2.mul(b0, b0));
    q1 = f64x2.add(f64x2.add(q1, f64x2.mul(a1, a1)), f64x2.mul(b1, b1));
    q2 = f64x2.add(f64x2.add(q2, f64x2.mul(a2, a2)), f64x2.mul(b2, b2));
    q3 = f64x2.add(f64x2.add(q3, f64x2.mul(a3, a3)), f64x2.mul(b3, b3));
    fa = fb + rowBytes;
  }
  storeLogits(out, constant, q0, q1, q2, q3);
}

@inline
function diagonalLogits(d: usize, factor: usize, constant: v128, out: usize, width: usize): void {
  let q0 = f64x2.splat(0);
  let q1 = q0;
  let q2 = q0;
  let q3 = q0;
  let x = d;
  const end = factor + (width << 3);
  for (let f = factor; f < end; f += 8) {
    const p = v128.load64_splat(f);
    const y0 = f64x2.mul(v128.load(x), p);
    const y1 = f64x2.mul(v128.load(x, 16), p);
    const y2 = f64x2.mul(v128.load(x, 32), p);
    const y3 = f64x2.mul(v128.load(x, 48), p);
    q0 = f64x2.add(q0, f64x2.mul(y0, y0));
    q1 = f64x2.add(q1, f64x2.mul(y1, y1));
    q2 = f64x2.add(q2, f64x2.mul(y2, y2));
    q3 = f64x2.add(q3, f64x2.mul(y3, y3));
    x += COLUMN;
  }
  storeLogits(out, constant, q0, q1, q2, q3);
}

@inline
function storeLogits(out: usize, constant: v128, q0: v128, q1: v128, q2: v128, q3: v128): void {
  const half = f64x2.splat(0.5);
  v128.store(out, f64x2.sub(constant, f64x2.mul(half, q0)));
  v128.store(out, f64x2.sub(constant, f64x2.mul(half, q1)), 16);
  v128.store(out, f64x2.sub(constant, f64x2.mul(half, q2)), 32);
  v128.store(out, f64x2.sub(constant, f64x2.mul(half, q3)), 48);
}

export function mixtureNormalise(logits: usize, weights: usize, nBatches: i32, nClusters: i32): f64 {
  const bytes = (<usize>nClusters) * COLUMN;
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let total: f64 = 0;
  for (let batch = 0; batch < nBatches; batch++) {
    const rows = logits + <usize>batch * bytes;
    let tops = zero;
    let wholes = one;
    for (let at: usize = 0; at < COLUMN; at += 16) {
      const first = rows + at;
      const last = first + bytes;
      let top = f64x2.splat(-Infinity);
      for (let l = first; l < last; l += COLUMN) top = f64x2.pmax(top, v128.load(l));
      let sum = zero;
      for (let l = first; l < last; l += COLUMN) {
        const share = exponential(f64x2.sub(v128.load(l), top));
        v128.store(l, share);
        sum = f64x2.add(sum, share);
      }
      const weight = v128.load(weights + <usize>batch * COLUMN + at);
      const factor = f64x2.div(weight, sum);
      for (let l = first; l < last; l += COLUMN) v128.store(l, f64x2.mul(v128.load(l), factor));
      const isNone = f64x2.eq(weight, zero);
      tops = f64x2.add(tops, v128.andnot(top, isNone));
      wholes = f64x2.mul(wholes, v128.bitselect(one, sum, isNone));
    }
    const logs = naturalLog(f64x2.extract_lane(wholes, 0)) + naturalLog(f64x2.extract_lane(wholes, 1));
    total += f64x2.extract_lane(tops, 0) + f64x2.extract_lane(tops, 1) + logs;
  }
  return total;
}

export function mixtureSums(
  batches: usize,
  means: usize,
  responsibilities: usize,
  sums: usize,
  space: usize,
  nBatches: i32,
  nColumns: i32,
  nClusters: i32,
  from: i32,
  to: i32,
  products: i32,
): void {
  const width = <usize>nColumns;
  const rowBytes = width << 3;
  const weighted = space + width * COLUMN;
  let more: usize = 0;
  if (products === 1) more = width;
  if (products === 2) more = width * width;
  const length: usize = (width + more + 2) << 3;
  for (let batch = 0; batch < nBatches; batch++) {
    const x = batches + <usize>batch * width * COLUMN;
    for (let c = from; c < to; c++) {
      const r = responsibilities + <usize>(batch * nClusters + c) * COLUMN;
      const out = sums + <usize>c * length;
      deviate(x, means + <usize>c * rowBytes, space, width);
      store<f64>(out, load<f64>(out) + columnSum(r));
      for (let j: usize = 0; j < width; j++) {
        const to = out + 16 + (j << 3);
        store<f64>(to, load<f64>(to) + weighColumn(space + j * COLUMN, r, weighted + j * COLUMN));
      }
      const out2 = out + 16 + rowBytes;
      if (products === 1) addSquares(weighted, space, out2, width);
      if (products === 2) addProducts(weighted, space, out2, width);
    }
  }
}

@inline
function columnSum(r: usize): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < COLUMN; at += 16) sum = f64x2.add(sum, v128.load(r + at));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function weighColumn(d: usize, r: usize, out: usize): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < COLUMN; at += 16) {
    const value = f64x2.mul(v128.load(d + at), v128.load(r + at));
    v128.store(out + at, value);
    sum = f64x2.add(sum, value);
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function addSquares(e: usize, d: usize, out: usize, width: usize): void {
  for (let j: usize = 0; j < width; j++) {
    let sum = f64x2.splat(0);
    const end = (j + 1) * COLUMN;
    for (let at = j * COLUMN; at < end; at += 16)
      sum = f64x2.add(sum, f64x2.mul(v128.load(e + at), v128.load(d + at)));
    const to = out + (j << 3);
    store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
  }
}

/**
 * Adds the products of the columns e with the columns d, of which there are `width`, to the lower triangle of a matrix: two rows of it at a
 * time, against four columns or, where they meet the diagonal, two.
 */
@inline
function addProducts(e: usize, d: usize, out: usize, width: usize): void {
  const rowBytes = width << 3;
  for (let i: usize = 0; i < width; i += 2) {
    const ea = e + i * COLUMN;
    const row = out + i * rowBytes;
    let j: usize = 0;
    for (; j + 2 <= i; j += 4) {
      const b = d + j * COLUMN;
      let a0 = f64x2.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      for (let at: usize = 0; at < COLUMN; at += 16) {
        const e0 = v128.load(ea + at);
        const e1 = v128.load(ea + at, 512);
        const d0 = v128.load(b + at);
        const d1 = v128.load(b + at, 512);
        const d2 = v128.load(b + at, 1024);
        const d3 = v128.load(b + at, 1536);
        a0 = f64x2.add(a0, f64x2.mul(e0, d0));
        a1 = f64x2.add(a1, f64x2.mul(e0, d1));
        a2 = f64x2.add(a2, f64x2.mul(e0, d2));
        a3 = f64x2.add(a3, f64x2.mul(e0, d3));
        b0 = f64x2.add(b0, f64x2.mul(e1, d0));
        b1 = f64x2.add(b1, f64x2.mul(e1, d1));
        b2 = f64x2.add(b2, f64x2.mul(e1, d2));
        b3 = f64x2.add(b3, f64x2.mul(e1, d3));
      }
      const to = row + (j << 3);
      addPair(to, a0, a1);
      addPair(to + 16, a2, a3);
      addPair(to + rowBytes, b0, b1);
      addPair(to + rowBytes + 16, b2, b3);
    }
    if (j > i) continue;
    const b = d + j * COLUMN;
    let a0 = f64x2.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    for (let at: usize = 0; at < COLUMN; at += 16) {
      const e0 = v128.load(ea + at);
      const e1 = v128.load(ea + at, 512);
      const d0 = v128.load(b + at);
      const d1 = v128.load(b + at, 512);
      a0 = f64x2.add(a0, f64x2.mul(e0, d0));
      a1 = f64x2.add(a1, f64x2.mul(e0, d1));
      b0 = f64x2.add(b0, f64x2.mul(e1, d0));
      b1 = f64x2.add(b1, f64x2.mul(e1, d1));
    }
    const to = row + (j << 3);
    addPair(to, a0, a1);
    addPair(to + rowBytes, b0, b1);
  }
}

/** Adds the sums of the lanes of two registers to two numbers behind one another. */
@inline
function addPair(to: usize, a: v128, b: v128): void {
  const sum = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), sum));
}
