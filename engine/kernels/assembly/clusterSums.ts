export function sumClusters(rows: usize, origin: usize, labels: usize, nRows: i32, nColumns: i32, sums: usize): void {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  let x = rows;
  for (let row = 0; row < nRows; row++) {
    const size = sums + <usize>load<i32>(labels + ((<usize>row) << 2)) * (stride + 8);
    store<f64>(size, load<f64>(size) + 1);
    const sum = size + 8;
    let at: usize = 0;
    for (; at < pairsEnd; at += 16) {
      const off = f64x2.sub(v128.load(x + at), v128.load(origin + at));
      v128.store(sum + at, f64x2.add(v128.load(sum + at), off));
    }
    if (at < stride) store<f64>(sum + at, load<f64>(sum + at) + (load<f64>(x + at) - load<f64>(origin + at)));
    x += stride;
  }
}

export function spreadClusters(
  rows: usize,
  labels: usize,
  nRows: i32,
  nColumns: i32,
  means: usize,
  distances: usize,
  squares: usize,
): void {
  const stride = (<usize>nColumns) << 3;
  const pairsEnd = (<usize>(nColumns & ~1)) << 3;
  let x = rows;
  for (let row = 0; row < nRows; row++) {
    const label = <usize>load<i32>(labels + ((<usize>row) << 2));
    const mean = means + label * stride;
    let lanes = f64x2.splat(0);
    let at: usize = 0;
    for (; at < pairsEnd; at += 16) {
      const off = f64x2.sub(v128.load(x + at), v128.load(mean + at));
      lanes = f64x2.add(lanes, f64x2.mul(off, off));
    }
    let square = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
    if (at < stride) {
      const off = load<f64>(x + at) - load<f64>(mean + at);
      square += off * off;
    }
    const distance = distances + (label << 3);
    store<f64>(distance, load<f64>(distance) + sqrt<f64>(square));
    const total = squares + (label << 3);
    store<f64>(total, load<f64>(total) + square);
    x += stride;
  }
}
