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
