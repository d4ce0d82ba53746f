import { movedOne, movedPair } from './movedRow';

/** Where `TRow` is f64, and rows have eight columns at most, their squares are added too: those of even and odd columns of a row apart, row after row. */
export function sumRows<TRow>(
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  nRows: i32,
  nColumns: i32,
  sums: usize,
  counts: usize,
  squares: usize,
): void {
  if (sizeof<TRow>() == 4) return sumAny(rows, offset, factor, labels, nRows, nColumns, sums, counts);
  const before = load<f64>(squares);
  store<f64>(squares, sumNarrow(rows, offset, factor, labels, nRows, nColumns, sums, counts, before));
}

function sumNarrow(
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  nRows: i32,
  nColumns: i32,
  sums: usize,
  counts: usize,
  before: f64,
): f64 {
  switch (nColumns) {
    case 1:
      return sumFew(0, true, rows, offset, factor, labels, nRows, sums, counts, before);
    case 2:
      return sumFew(1, false, rows, offset, factor, labels, nRows, sums, counts, before);
    case 3:
      return sumFew(1, true, rows, offset, factor, labels, nRows, sums, counts, before);
    case 4:
      return sumFew(2, false, rows, offset, factor, labels, nRows, sums, counts, before);
    case 5:
      return sumFew(2, true, rows, offset, factor, labels, nRows, sums, counts, before);
    case 6:
      return sumFew(3, false, rows, offset, factor, labels, nRows, sums, counts, before);
    case 7:
      return sumFew(3, true, rows, offset, factor, labels, nRows, sums, counts, before);
    default:
      return sumFew(4, false, rows, offset, factor, labels, nRows, sums, counts, before);
  }
}

function sumAny(
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  nRows: i32,
  nColumns: i32,
  sums: usize,
  counts: usize,
): void {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  const factors = f64x2.splat(factor);
  let x = rows;
  for (let row = 0; row < nRows; row++) {
    const sum = sums + counted(labels, row, counts) * stride;
    let at: usize = 0;
    for (; at < pairsEnd; at += 16)
      v128.store(sum + at, f64x2.add(v128.load(sum + at), movedPair(x + at, offset + at, factors)));
    if (at < stride) store<f64>(sum + at, load<f64>(sum + at) + movedOne(x + at, offset + at, factor));
    x += stride;
  }
}

/** Compiled for each number of columns, so that what is taken off them stays in registers. */
@inline
function sumFew(
  nPairs: usize,
  isOdd: bool,
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  nRows: i32,
  sums: usize,
  counts: usize,
  before: f64,
): f64 {
  const stride = (nPairs << 4) + (isOdd ? 8 : 0);
  const factors = f64x2.splat(factor);
  const zero = f64x2.splat(0);
  const first = nPairs > 0 ? v128.load(offset) : zero;
  const second = nPairs > 1 ? v128.load(offset, 16) : zero;
  const third = nPairs > 2 ? v128.load(offset, 32) : zero;
  const fourth = nPairs > 3 ? v128.load(offset, 48) : zero;
  let total = before;
  let x = rows;
  for (let row = 0; row < nRows; row++) {
    const sum = sums + counted(labels, row, counts) * stride;
    let lanes = zero;
    if (nPairs > 0) lanes = addPair(sum, x, first, factors, lanes);
    if (nPairs > 1) lanes = addPair(sum + 16, x + 16, second, factors, lanes);
    if (nPairs > 2) lanes = addPair(sum + 32, x + 32, third, factors, lanes);
    if (nPairs > 3) lanes = addPair(sum + 48, x + 48, fourth, factors, lanes);
    let squares = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
    if (isOdd) {
      const at = nPairs << 4;
      const value = movedOne(x + at, offset + at, factor);
      store<f64>(sum + at, load<f64>(sum + at) + value);
      squares += value * value;
    }
    total += squares;
    x += stride;
  }
  return total;
}

/** The label of a row, whose count it adds to. */
@inline
function counted(labels: usize, row: i32, counts: usize): usize {
  const label = <usize>load<i32>(labels + ((<usize>row) << 2));
  const count = counts + (label << 3);
  store<f64>(count, load<f64>(count) + 1);
  return label;
}

/** Adds two columns of a row to their sums, and their squares to the others of the row. */
@inline
function addPair(sum: usize, x: usize, offset: v128, factors: v128, lanes: v128): v128 {
  const value = f64x2.mul(f64x2.sub(v128.load(x), offset), factors);
  v128.store(sum, f64x2.add(v128.load(sum), value));
  return f64x2.add(lanes, f64x2.mul(value, value));
}
