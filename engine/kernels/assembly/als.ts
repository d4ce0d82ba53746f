/** The squared residual below which a row is solved. */
const SOLVED: f64 = 1e-20;

export function alsGram(source: usize, sums: usize, rowStart: i32, rowEnd: i32, width: i32): void {
  const bytes = (<usize>width) << 3;
  const end = source + <usize>rowEnd * bytes;
  for (let row = source + <usize>rowStart * bytes; row < end; row += bytes) {
    let out = sums;
    for (let a: usize = 0; a < bytes; a += 8) {
      const value = v128.load64_splat(row + a);
      for (let b: usize = 0; b < bytes; b += 16) {
        v128.store(out + b, f64x2.add(v128.load(out + b), f64x2.mul(value, v128.load(row + b))));
      }
      out += bytes;
    }
  }
}

export function alsRows(
  offsets: usize,
  codes: usize,
  weights: usize,
  source: usize,
  target: usize,
  gram: usize,
  space: usize,
  rowStart: i32,
  rowEnd: i32,
  width: i32,
  alpha: f64,
  steps: i32,
): void {
  const bytes = (<usize>width) << 3;
  const residual = space;
  const direction = space + bytes;
  const image = direction + bytes;
  for (let row = rowStart; row < rowEnd; row++) {
    const x = target + <usize>row * bytes;
    const from = load<i32>(offsets + ((<usize>row) << 2));
    const to = load<i32>(offsets + ((<usize>row) << 2), 4);
    if (from == to) {
      memory.fill(x, 0, bytes);
      continue;
    }
    imageOf(codes, weights, source, gram, from, to, bytes, alpha, x, image);
    for (let i: usize = 0; i < bytes; i += 16) v128.store(residual + i, f64x2.neg(v128.load(image + i)));
    for (let i = from; i < to; i++) {
      const weight = load<f64>(weights + ((<usize>i) << 3));
      addTimes(residual, source + <usize>load<i32>(codes + ((<usize>i) << 2)) * bytes, 1 + alpha * weight, bytes);
    }
    memory.copy(direction, residual, bytes);
    let squares = dotOf(residual, residual, bytes);
    for (let step = 0; step < steps && squares >= SOLVED; step++) {
      imageOf(codes, weights, source, gram, from, to, bytes, alpha, direction, image);
      const length = squares / dotOf(direction, image, bytes);
      addTimes(x, direction, length, bytes);
      addTimes(residual, image, -length, bytes);
      const before = squares;
      squares = dotOf(residual, residual, bytes);
      const share = f64x2.splat(squares / before);
      for (let i: usize = 0; i < bytes; i += 16) {
        const moved = f64x2.add(v128.load(residual + i), f64x2.mul(share, v128.load(direction + i)));
        v128.store(direction + i, moved);
      }
    }
  }
}

/** out = (gram + Σ α w y yᵀ) x */
function imageOf(
  codes: usize,
  weights: usize,
  source: usize,
  gram: usize,
  from: i32,
  to: i32,
  bytes: usize,
  alpha: f64,
  x: usize,
  out: usize,
): void {
  let row = gram;
  for (let f: usize = 0; f < bytes; f += 32) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    const row1 = row + bytes;
    const row2 = row1 + bytes;
    const row3 = row2 + bytes;
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = v128.load(x + i);
      a = f64x2.add(a, f64x2.mul(v128.load(row + i), value));
      b = f64x2.add(b, f64x2.mul(v128.load(row1 + i), value));
      c = f64x2.add(c, f64x2.mul(v128.load(row2 + i), value));
      d = f64x2.add(d, f64x2.mul(v128.load(row3 + i), value));
    }
    store<f64>(out + f, sumOf(a));
    store<f64>(out + f, sumOf(b), 8);
    store<f64>(out + f, sumOf(c), 16);
    store<f64>(out + f, sumOf(d), 24);
    row = row3 + bytes;
  }
  if (alpha == 0) return;
  for (let i = from; i < to; i++) {
    const y = source + <usize>load<i32>(codes + ((<usize>i) << 2)) * bytes;
    const weight = load<f64>(weights + ((<usize>i) << 3));
    addTimes(out, y, alpha * weight * dotOf(y, x, bytes), bytes);
  }
}

/** a += factor × b */
@inline
function addTimes(a: usize, b: usize, factor: f64, bytes: usize): void {
  const factors = f64x2.splat(factor);
  for (let i: usize = 0; i < bytes; i += 32) {
    v128.store(a + i, f64x2.add(v128.load(a + i), f64x2.mul(factors, v128.load(b + i))));
    v128.store(a + i, f64x2.add(v128.load(a + i, 16), f64x2.mul(factors, v128.load(b + i, 16))), 16);
  }
}

@inline
function dotOf(a: usize, b: usize, bytes: usize): f64 {
  let p = f64x2.splat(0);
  let q = p;
  for (let i: usize = 0; i < bytes; i += 32) {
    p = f64x2.add(p, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    q = f64x2.add(q, f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)));
  }
  return sumOf(f64x2.add(p, q));
}

@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
