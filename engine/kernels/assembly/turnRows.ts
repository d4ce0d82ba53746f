import { addOne, addTwo, COLUMN, FOUR, lengthOf, PAIR } from './scatterSpace';

/**
 * Takes the rows into the work space as deviations from the origin, and adds these to the sums; a last row without another gets zeros beside
 * it. Where the number of columns is odd, the products of the last with itself and with all that lie in fours are added at `products` on the way.
 */
@inline
export function turnRows(
  rows: usize,
  origin: usize,
  space: usize,
  sums: usize,
  products: usize,
  n: i32,
  nColumns: usize,
): void {
  const stride = nColumns << 3;
  const foursEnd = (nColumns & ~3) << 3;
  let at = foursEnd;
  let last = space + (at >> 5) * FOUR;
  if (nColumns & 2) {
    turnTwo(rows + at, stride, origin + at, last, sums + at, n);
    at += 16;
    last += 2 * COLUMN;
  }
  const isOdd = nColumns & 1;
  if (isOdd) turnOne(rows + at, stride, origin + at, last, sums + at, n, products + at);
  for (at = 0; at < foursEnd; at += 32, space += FOUR) {
    if (isOdd) turnFour(rows + at, stride, origin + at, space, sums + at, n, true, last, products + at);
    else turnFour(rows + at, stride, origin + at, space, sums + at, n, false, 0, 0);
  }
}

/** Where the last row lies that has none beside it, if there is one: the origin, whose deviation is zero, takes the place. */
@inline
function aloneAt(to: usize, n: i32): usize {
  return n & 1 ? to + <usize>(n >> 1) * PAIR : 0;
}

@inline
function turnFour(
  x: usize,
  stride: usize,
  origin: usize,
  to: usize,
  sums: usize,
  n: i32,
  isMultiplied: bool,
  y: usize,
  products: usize,
): void {
  const ab = v128.load(origin);
  const cd = v128.load(origin, 16);
  let aSum = f64x2.splat(0);
  let bSum = aSum;
  let cSum = aSum;
  let dSum = aSum;
  let ay = aSum;
  let by = aSum;
  let cy = aSum;
  let dy = aSum;
  const alone = aloneAt(to, n);
  for (const end = to + lengthOf(n); to < end; to += PAIR) {
    const beside = to === alone ? origin : x + stride;
    const ab0 = f64x2.sub(v128.load(x), ab);
    const ab1 = f64x2.sub(v128.load(beside), ab);
    const cd0 = f64x2.sub(v128.load(x, 16), cd);
    const cd1 = f64x2.sub(v128.load(beside, 16), cd);
    const a = v128.shuffle<f64>(ab0, ab1, 0, 2);
    const b = v128.shuffle<f64>(ab0, ab1, 1, 3);
    const c = v128.shuffle<f64>(cd0, cd1, 0, 2);
    const d = v128.shuffle<f64>(cd0, cd1, 1, 3);
    v128.store(to, a);
    v128.store(to, b, COLUMN);
    v128.store(to, c, 2 * COLUMN);
    v128.store(to, d, 3 * COLUMN);
    aSum = f64x2.add(aSum, a);
    bSum = f64x2.add(bSum, b);
    cSum = f64x2.add(cSum, c);
    dSum = f64x2.add(dSum, d);
    if (isMultiplied) {
      const other = v128.load(y);
      ay = f64x2.add(ay, f64x2.mul(a, other));
      by = f64x2.add(by, f64x2.mul(b, other));
      cy = f64x2.add(cy, f64x2.mul(c, other));
      dy = f64x2.add(dy, f64x2.mul(d, other));
      y += PAIR;
    }
    x += stride << 1;
  }
  addTwo(sums, aSum, bSum);
  addTwo(sums + 16, cSum, dSum);
  if (isMultiplied) {
    addTwo(products, ay, by);
    addTwo(products + 16, cy, dy);
  }
}

@inline
function turnTwo(x: usize, stride: usize, origin: usize, to: usize, sums: usize, n: i32): void {
  const ab = v128.load(origin);
  let aSum = f64x2.splat(0);
  let bSum = aSum;
  const alone = aloneAt(to, n);
  for (const end = to + lengthOf(n); to < end; to += PAIR) {
    const beside = to === alone ? origin : x + stride;
    const ab0 = f64x2.sub(v128.load(x), ab);
    const ab1 = f64x2.sub(v128.load(beside), ab);
    const a = v128.shuffle<f64>(ab0, ab1, 0, 2);
    const b = v128.shuffle<f64>(ab0, ab1, 1, 3);
    v128.store(to, a);
    v128.store(to, b, COLUMN);
    aSum = f64x2.add(aSum, a);
    bSum = f64x2.add(bSum, b);
    x += stride << 1;
  }
  addTwo(sums, aSum, bSum);
}

@inline
function turnOne(x: usize, stride: usize, origin: usize, to: usize, sums: usize, n: i32, square: usize): void {
  const from = v128.load64_splat(origin);
  let sum = f64x2.splat(0);
  let aa = sum;
  const alone = aloneAt(to, n);
  for (const end = to + lengthOf(n); to < end; to += PAIR) {
    const beside = to === alone ? origin : x + stride;
    const a = f64x2.sub(v128.load_lane<f64>(beside, v128.load64_zero(x), 1), from);
    v128.store(to, a);
    sum = f64x2.add(sum, a);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    x += stride << 1;
  }
  addOne(sums, sum);
  addOne(square, aa);
}
