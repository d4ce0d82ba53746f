import { movedOne, movedPair } from './movedRow';

/** Two columns at a time: the sum of the label takes them, and their distance from its centre is squared in the order of squaredDistance. */
export function sumAround(
  rows: usize,
  offset: usize,
  factor: f64,
  centers: usize,
  labels: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  sums: usize,
  counts: usize,
): f64 {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  const factors = f64x2.splat(factor);
  let x = rows + <usize>rowStart * stride;
  let total: f64 = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    const label = <usize>load<i32>(labels + ((<usize>row) << 2));
    const count = counts + (label << 3);
    store<f64>(count, load<f64>(count) + 1);
    const sum = sums + label * stride;
    const center = centers + label * stride;
    let lanes = f64x2.splat(0);
    let at: usize = 0;
    for (; at < pairsEnd; at += 16) {
      const value = movedPair(x + at, offset + at, factors);
      v128.store(sum + at, f64x2.add(v128.load(sum + at), value));
      const off = f64x2.sub(value, v128.load(center + at));
      lanes = f64x2.add(lanes, f64x2.mul(off, off));
    }
    let squares = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
    if (at < stride) {
      const value = movedOne(x + at, offset + at, factor);
      store<f64>(sum + at, load<f64>(sum + at) + value);
      const off = value - load<f64>(center + at);
      squares += off * off;
    }
    total += squares;
    x += stride;
  }
  return total;
}
