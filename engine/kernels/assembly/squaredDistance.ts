/** Two numbers of a row: (x − offset) × factor. */
@inline
export function movedPair(x: usize, offset: usize, factor: v128): v128 {
  return f64x2.mul(f64x2.sub(v128.load(x), v128.load(offset)), factor);
}

@inline
export function movedOne(x: usize, offset: usize, factor: f64): f64 {
  return (load<f64>(x) - load<f64>(offset)) * factor;
}

/** Even and odd columns are summed apart in the two lanes, then together, then the last column of an odd number. */
@inline
export function squaredDistance(a: usize, b: usize, nColumns: i32): f64 {
  let lanes = f64x2.splat(0);
  const pairs = nColumns & ~1;
  let at: usize = 0;
  const end = (<usize>pairs) << 3;
  while (at < end) {
    const d = f64x2.sub(v128.load(a + at), v128.load(b + at));
    lanes = f64x2.add(lanes, f64x2.mul(d, d));
    at += 16;
  }
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  if (pairs < nColumns) {
    const d = load<f64>(a + at) - load<f64>(b + at);
    sum += d * d;
  }
  return sum;
}

/** The same of (a − offset) × factor and b. */
@inline
export function movedDistance(a: usize, offset: usize, factor: f64, b: usize, nColumns: i32): f64 {
  const factors = f64x2.splat(factor);
  let lanes = f64x2.splat(0);
  const pairs = nColumns & ~1;
  let at: usize = 0;
  const end = (<usize>pairs) << 3;
  while (at < end) {
    const d = f64x2.sub(movedPair(a + at, offset + at, factors), v128.load(b + at));
    lanes = f64x2.add(lanes, f64x2.mul(d, d));
    at += 16;
  }
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  if (pairs < nColumns) {
    const d = movedOne(a + at, offset + at, factor) - load<f64>(b + at);
    sum += d * d;
  }
  return sum;
}
