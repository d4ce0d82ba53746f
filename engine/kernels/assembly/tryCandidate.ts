import { squaredDistance } from './squaredDistance';

/** Four rows at a time, so that their sums need not wait for each other; each in the order of squaredDistance, the total in the order of the rows. */
export function tryCandidate(
  exact: usize,
  nRows: i32,
  nColumns: i32,
  candidate: i32,
  closest: usize,
  next: usize,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const from = exact + <usize>candidate * stride;
  const pairsEnd = stride & ~15;
  let total: f64 = 0;
  let row = 0;
  let x = exact;
  for (; row + 4 <= nRows; row += 4) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let at: usize = 0; at < pairsEnd; at += 16) {
      const center = v128.load(from + at);
      const y = x + at;
      const offA = f64x2.sub(v128.load(y), center);
      const offB = f64x2.sub(v128.load(y + stride), center);
      const offC = f64x2.sub(v128.load(y + 2 * stride), center);
      const offD = f64x2.sub(v128.load(y + 3 * stride), center);
      a = f64x2.add(a, f64x2.mul(offA, offA));
      b = f64x2.add(b, f64x2.mul(offB, offB));
      c = f64x2.add(c, f64x2.mul(offC, offC));
      d = f64x2.add(d, f64x2.mul(offD, offD));
    }
    let ab = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
    let cd = f64x2.add(v128.shuffle<f64>(c, d, 0, 2), v128.shuffle<f64>(c, d, 1, 3));
    if (pairsEnd < stride) {
      const center = v128.load64_splat(from + pairsEnd);
      const y = x + pairsEnd;
      const offAb = f64x2.sub(v128.load64_lane(y + stride, v128.load64_zero(y), 1), center);
      const offCd = f64x2.sub(v128.load64_lane(y + 3 * stride, v128.load64_zero(y + 2 * stride), 1), center);
      ab = f64x2.add(ab, f64x2.mul(offAb, offAb));
      cd = f64x2.add(cd, f64x2.mul(offCd, offCd));
    }
    const at = (<usize>row) << 3;
    ab = f64x2.pmin(ab, v128.load(closest + at));
    cd = f64x2.pmin(cd, v128.load(closest + at, 16));
    v128.store(next + at, ab);
    v128.store(next + at, cd, 16);
    total += f64x2.extract_lane(ab, 0);
    total += f64x2.extract_lane(ab, 1);
    total += f64x2.extract_lane(cd, 0);
    total += f64x2.extract_lane(cd, 1);
    x += stride << 2;
  }
  for (; row < nRows; row++) {
    const at = (<usize>row) << 3;
    const distance = squaredDistance(x, from, nColumns);
    const before = load<f64>(closest + at);
    const kept = before < distance ? before : distance;
    store<f64>(next + at, kept);
    total += kept;
    x += stride;
  }
  return total;
}
