import { exponential, naturalLog } from './exponential';

/** Bytes from one column of a tile to the next. */
const STRIDE: usize = 264 << 3;

export function logisticTile(
  tile: usize,
  fills: usize,
  centers: usize,
  factors: usize,
  parameters: usize,
  logits: usize,
  events: usize,
  weights: usize,
  residuals: usize,
  roots: usize,
  gradient: usize,
  nRows: i32,
  nDense: i32,
  isWeighted: i32,
): f64 {
  const rowBytes = (<usize>nRows) << 3;
  const end = tile + <usize>nDense * STRIDE;
  let at: usize = 0;
  for (let column = tile; column < end; column += STRIDE) {
    const fill = v128.load64_splat(fills + at);
    const center = v128.load64_splat(centers + at);
    const factor = v128.load64_splat(factors + at);
    for (let i = column; i < column + rowBytes; i += 16) {
      const value = v128.load(i);
      const known = v128.bitselect(value, fill, f64x2.eq(value, value));
      v128.store(i, f64x2.mul(f64x2.sub(known, center), factor));
    }
    at += 8;
  }
  addLogits(tile, end, parameters, logits, residuals, rowBytes);
  const loss = likelihood(events, weights, residuals, roots, rowBytes, isWeighted);
  at = gradient;
  for (let column = tile; column < end; column += STRIDE) {
    let a = f64x2.splat(0);
    let b = a;
    for (let i: usize = 0; i < rowBytes; i += 32) {
      a = f64x2.add(a, f64x2.mul(v128.load(column + i), v128.load(residuals + i)));
      b = f64x2.add(b, f64x2.mul(v128.load(column + i, 16), v128.load(residuals + i, 16)));
    }
    store<f64>(at, load<f64>(at) + (sumOf(a) + sumOf(b)));
    at += 8;
  }
  return loss;
}

@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Log-odds of the rows, which go where the residuals will stand. */
@inline
function addLogits(tile: usize, end: usize, parameters: usize, logits: usize, out: usize, rowBytes: usize): void {
  for (let i: usize = 0; i < rowBytes; i += 64) {
    let a = v128.load(logits + i);
    let b = v128.load(logits + i, 16);
    let c = v128.load(logits + i, 32);
    let d = v128.load(logits + i, 48);
    let parameter = parameters;
    for (let column = tile + i; column < end; column += STRIDE) {
      const weight = v128.load64_splat(parameter);
      a = f64x2.add(a, f64x2.mul(v128.load(column), weight));
      b = f64x2.add(b, f64x2.mul(v128.load(column, 16), weight));
      c = f64x2.add(c, f64x2.mul(v128.load(column, 32), weight));
      d = f64x2.add(d, f64x2.mul(v128.load(column, 48), weight));
      parameter += 8;
    }
    v128.store(out + i, a);
    v128.store(out + i, b, 16);
    v128.store(out + i, c, 32);
    v128.store(out + i, d, 48);
  }
}

@inline
function likelihood(
  events: usize,
  weights: usize,
  residuals: usize,
  roots: usize,
  rowBytes: usize,
  isWeighted: i32,
): f64 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let sums = zero;
  let products = one;
  for (let i: usize = 0; i < rowBytes; i += 16) {
    const logit = v128.load(residuals + i);
    const weight = v128.load(weights + i);
    const event = v128.load(events + i);
    const q = v128.and(exponential(f64x2.neg(f64x2.abs(logit))), f64x2.ne(weight, zero));
    const whole = f64x2.add(one, q);
    const p = f64x2.div(v128.bitselect(one, q, f64x2.ge(logit, zero)), whole);
    const linear = f64x2.sub(f64x2.max(logit, zero), f64x2.mul(event, logit));
    sums = f64x2.add(sums, f64x2.mul(weight, linear));
    if (isWeighted !== 0) {
      const logs = f64x2.replace_lane(
        f64x2.splat(naturalLog(f64x2.extract_lane(whole, 0))),
        1,
        naturalLog(f64x2.extract_lane(whole, 1)),
      );
      sums = f64x2.add(sums, f64x2.mul(weight, logs));
    } else {
      products = f64x2.mul(products, whole);
    }
    v128.store(residuals + i, f64x2.mul(weight, f64x2.sub(p, event)));
    v128.store(roots + i, f64x2.div(f64x2.sqrt(f64x2.mul(weight, q)), whole));
  }
  const logs = naturalLog(f64x2.extract_lane(products, 0)) + naturalLog(f64x2.extract_lane(products, 1));
  return sumOf(sums) + logs;
}

export function addProducts(tile: usize, roots: usize, sums: usize, nRows: i32, nDense: i32, width: i32): void {
  const rowBytes = (<usize>nRows) << 3;
  const end = tile + <usize>nDense * STRIDE;
  for (let column = tile; column < end; column += STRIDE)
    for (let i: usize = 0; i < rowBytes; i += 16)
      v128.store(column + i, f64x2.mul(v128.load(column + i), v128.load(roots + i)));
  const outBytes = (<usize>width) << 3;
  for (let a: usize = 0; a < <usize>width; a += 2) {
    const xa = tile + a * STRIDE;
    for (let b: usize = 0; b < a + 2; b += 4)
      addBlock(xa, tile + b * STRIDE, rowBytes, sums + a * outBytes + (b << 3), outBytes);
  }
}

/** Products of two columns with four. */
@inline
function addBlock(x: usize, y: usize, rowBytes: usize, out: usize, outBytes: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let i: usize = 0; i < rowBytes; i += 16) {
    const xa = v128.load(x + i);
    const xb = v128.load(x + i, STRIDE);
    const y0 = v128.load(y + i);
    const y1 = v128.load(y + i, STRIDE);
    const y2 = v128.load(y + i, 2 * STRIDE);
    const y3 = v128.load(y + i, 3 * STRIDE);
    a0 = f64x2.add(a0, f64x2.mul(xa, y0));
    a1 = f64x2.add(a1, f64x2.mul(xa, y1));
    a2 = f64x2.add(a2, f64x2.mul(xa, y2));
    a3 = f64x2.add(a3, f64x2.mul(xa, y3));
    b0 = f64x2.add(b0, f64x2.mul(xb, y0));
    b1 = f64x2.add(b1, f64x2.mul(xb, y1));
    b2 = f64x2.add(b2, f64x2.mul(xb, y2));
    b3 = f64x2.add(b3, f64x2.mul(xb, y3));
  }
  addFour(out, a0, a1, a2, a3);
  addFour(out + outBytes, b0, b1, b2, b3);
}

@inline
function addFour(out: usize, a: v128, b: v128, c: v128, d: v128): void {
  store<f64>(out, load<f64>(out) + sumOf(a));
  store<f64>(out, load<f64>(out, 8) + sumOf(b), 8);
  store<f64>(out, load<f64>(out, 16) + sumOf(c), 16);
  store<f64>(out, load<f64>(out, 24) + sumOf(d), 24);
}
