export function scaleRows(
  exact: usize,
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
): f64 {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  const paddedBytes = (<usize>stride32) << 2;
  const factor = f64x2.splat(scale);
  let x = exact + <usize>rowStart * stride;
  let narrow = rows32 + <usize>rowStart * paddedBytes;
  let total = before;
  for (let row = rowStart; row < rowEnd; row++) {
    let squares = f64x2.splat(0);
    let at: usize = 0;
    for (; at < pairsEnd; at += 16) {
      const value = f64x2.mul(f64x2.sub(v128.load(x + at), v128.load(origin + at)), factor);
      v128.store(x + at, value);
      v128.store64_lane(narrow + (at >> 1), f32x4.demote_f64x2_zero(value), 0);
      v128.store(sums + at, f64x2.add(v128.load(sums + at), value));
      squares = f64x2.add(squares, f64x2.mul(value, value));
    }
    let norm = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
    if (at < stride) {
      const value = (load<f64>(x + at) - load<f64>(origin + at)) * scale;
      store<f64>(x + at, value);
      store<f32>(narrow + (at >> 1), <f32>value);
      store<f64>(sums + at, load<f64>(sums + at) + value);
      norm += value * value;
      at += 8;
    }
    for (let pad = at >> 1; pad < paddedBytes; pad += 4) store<f32>(narrow + pad, 0);
    store<f32>(norms32 + ((<usize>row) << 2), <f32>norm);
    total += norm;
    x += stride;
    narrow += paddedBytes;
  }
  return total;
}
