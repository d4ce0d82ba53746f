import { movedOne, movedPair } from './movedRow';

/** Returns their squares, those of even and odd columns added apart, where `TRow` is f64; else 0. */
export function sumRows<TRow>(
  rows: usize,
  offset: usize,
  factor: f64,
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
  let total: f64 = 0;
  let x = rows + <usize>rowStart * stride;
  for (let row = rowStart; row < rowEnd; row++) {
    const label = <usize>load<i32>(labels + ((<usize>row) << 2));
    const count = counts + (label << 3);
    store<f64>(count, load<f64>(count) + 1);
    const sum = sums + label * stride;
    let lanes = f64x2.splat(0);
    let at: usize = 0;
    for (; at < pairsEnd; at += 16) {
      const value = movedPair(x + at, offset + at, factors);
      v128.store(sum + at, f64x2.add(v128.load(sum + at), value));
      if (sizeof<TRow>() == 8) lanes = f64x2.add(lanes, f64x2.mul(value, value));
    }
    let squares = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
    if (at < stride) {
      const value = movedOne(x + at, offset + at, factor);
      store<f64>(sum + at, load<f64>(sum + at) + value);
      squares += value * value;
    }
    total += squares;
    x += stride;
  }
  return total;
}
