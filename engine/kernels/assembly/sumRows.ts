import { movedOne, movedPair } from './movedRow';

export function sumRows(
  rows: usize,
  offset: usize,
  factor: f64,
  labels: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  sums: usize,
  counts: usize,
): void {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  const factors = f64x2.splat(factor);
  let x = rows + <usize>rowStart * stride;
  for (let row = rowStart; row < rowEnd; row++) {
    const label = <usize>load<i32>(labels + ((<usize>row) << 2));
    const count = counts + (label << 3);
    store<f64>(count, load<f64>(count) + 1);
    const sum = sums + label * stride;
    let at: usize = 0;
    for (; at < pairsEnd; at += 16)
      v128.store(sum + at, f64x2.add(v128.load(sum + at), movedPair(x + at, offset + at, factors)));
    if (at < stride) store<f64>(sum + at, load<f64>(sum + at) + movedOne(x + at, offset + at, factor));
    x += stride;
  }
}
