import { movedOne, movedPair } from './movedRow';

/** Four rows at a time, so that their sums wait for one another less; in the order of the rows all the same. */
export function scaleRows(
  rows: usize,
  rows32: usize,
  norms32: usize,
  stride32: i32,
  origin: usize,
  scale: f64,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  sums: usize,
  before: f64,
  isKept: i32,
): f64 {
  if (stride32 == 0) return sumAll(rows, origin, scale, rowStart, rowEnd, nColumns, sums, before);
  if (isKept) return scaleAll(rows, rows32, norms32, stride32, origin, scale, rowStart, rowEnd, nColumns, sums, before, true);
  return scaleAll(rows, rows32, norms32, stride32, origin, scale, rowStart, rowEnd, nColumns, sums, before, false);
}

/** Compiled for both answers to whether the rows are overwritten. */
@inline
function scaleAll(
  rows: usize,
  rows32: usize,
  norms32: usize,
  stride32: i32,
  origin: usize,
  scale: f64,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  sums: usize,
  before: f64,
  isKept: bool,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const paddedBytes = (<usize>stride32) << 2;
  let x = rows + <usize>rowStart * stride;
  let narrow = rows32 + <usize>rowStart * paddedBytes;
  let norms = norms32 + ((<usize>rowStart) << 2);
  let total = before;
  let row = rowStart;
  for (const foursEnd = rowEnd - 3; row < foursEnd; row += 4) {
    total = scaleFour(x, narrow, norms, paddedBytes, origin, scale, nColumns, sums, total, isKept);
    x += stride << 2;
    narrow += paddedBytes << 2;
    norms += 16;
  }
  for (; row < rowEnd; row++) {
    const squares = scalePairs(x, narrow, origin, f64x2.splat(scale), nColumns, sums, isKept);
    total += finishRow(squares, x, narrow, norms, paddedBytes, origin, scale, nColumns, sums, isKept);
    x += stride;
    narrow += paddedBytes;
    norms += 4;
  }
  return total;
}

@inline
function scaleFour(
  x: usize,
  narrow: usize,
  norms: usize,
  paddedBytes: usize,
  origin: usize,
  scale: f64,
  nColumns: i32,
  sums: usize,
  before: f64,
  isKept: bool,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  const factor = f64x2.splat(scale);
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const narrow1 = narrow + paddedBytes;
  const narrow2 = narrow1 + paddedBytes;
  const narrow3 = narrow2 + paddedBytes;
  let squares = f64x2.splat(0);
  let squares1 = squares;
  let squares2 = squares;
  let squares3 = squares;
  for (let at: usize = 0; at < pairsEnd; at += 16) {
    const middle = v128.load(origin + at);
    const value = scalePair(x + at, narrow + (at >> 1), middle, factor, isKept);
    const value1 = scalePair(x1 + at, narrow1 + (at >> 1), middle, factor, isKept);
    const value2 = scalePair(x2 + at, narrow2 + (at >> 1), middle, factor, isKept);
    const value3 = scalePair(x3 + at, narrow3 + (at >> 1), middle, factor, isKept);
    const sum = f64x2.add(f64x2.add(v128.load(sums + at), value), value1);
    v128.store(sums + at, f64x2.add(f64x2.add(sum, value2), value3));
    squares = f64x2.add(squares, f64x2.mul(value, value));
    squares1 = f64x2.add(squares1, f64x2.mul(value1, value1));
    squares2 = f64x2.add(squares2, f64x2.mul(value2, value2));
    squares3 = f64x2.add(squares3, f64x2.mul(value3, value3));
  }
  let total = before + finishRow(squares, x, narrow, norms, paddedBytes, origin, scale, nColumns, sums, isKept);
  total += finishRow(squares1, x1, narrow1, norms + 4, paddedBytes, origin, scale, nColumns, sums, isKept);
  total += finishRow(squares2, x2, narrow2, norms + 8, paddedBytes, origin, scale, nColumns, sums, isKept);
  return total + finishRow(squares3, x3, narrow3, norms + 12, paddedBytes, origin, scale, nColumns, sums, isKept);
}

/** All whole pairs of a row's columns; returns their squares, of even and odd columns apart. */
@inline
function scalePairs(
  x: usize,
  narrow: usize,
  origin: usize,
  factor: v128,
  nColumns: i32,
  sums: usize,
  isKept: bool,
): v128 {
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  let squares = f64x2.splat(0);
  for (let at: usize = 0; at < pairsEnd; at += 16) {
    const value = scalePair(x + at, narrow + (at >> 1), v128.load(origin + at), factor, isKept);
    v128.store(sums + at, f64x2.add(v128.load(sums + at), value));
    squares = f64x2.add(squares, f64x2.mul(value, value));
  }
  return squares;
}

@inline
function scalePair(x: usize, narrow: usize, middle: v128, factor: v128, isKept: bool): v128 {
  const value = f64x2.mul(f64x2.sub(v128.load(x), middle), factor);
  if (isKept) v128.store(x, value);
  v128.store64_lane(narrow, f32x4.demote_f64x2_zero(value), 0);
  return value;
}

/** What is left of a row: its last column if they are odd, padding and norm. Returns the norm. */
@inline
function finishRow(
  squares: v128,
  x: usize,
  narrow: usize,
  norms: usize,
  paddedBytes: usize,
  origin: usize,
  scale: f64,
  nColumns: i32,
  sums: usize,
  isKept: bool,
): f64 {
  let norm = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  if (nColumns & 1) {
    const at = (<usize>(nColumns - 1)) << 3;
    const value = (load<f64>(x + at) - load<f64>(origin + at)) * scale;
    if (isKept) store<f64>(x + at, value);
    store<f32>(narrow + (at >> 1), <f32>value);
    store<f64>(sums + at, load<f64>(sums + at) + value);
    norm += value * value;
  }
  for (let pad = (<usize>nColumns) << 2; pad < paddedBytes; pad += 4) store<f32>(narrow + pad, 0);
  store<f32>(norms, <f32>norm);
  return norm;
}

/** The sums and squares alone. */
function sumAll(
  rows: usize,
  origin: usize,
  scale: f64,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  sums: usize,
  before: f64,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const factors = f64x2.splat(scale);
  let total = before;
  let x = rows + <usize>rowStart * stride;
  for (let row = rowStart; row < rowEnd; row++) {
    let lanes = f64x2.splat(0);
    let at: usize = 0;
    for (const pairsEnd = stride & ~15; at < pairsEnd; at += 16) {
      const value = movedPair(x + at, origin + at, factors);
      v128.store(sums + at, f64x2.add(v128.load(sums + at), value));
      lanes = f64x2.add(lanes, f64x2.mul(value, value));
    }
    let squares = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
    if (at < stride) {
      const value = movedOne(x + at, origin + at, scale);
      store<f64>(sums + at, load<f64>(sums + at) + value);
      squares += value * value;
    }
    total += squares;
    x += stride;
  }
  return total;
}
