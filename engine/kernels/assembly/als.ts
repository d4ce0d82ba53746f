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
    gramTimes(gram, x, image, bytes);
    for (let i: usize = 0; i < bytes; i += 16) v128.store(residual + i, f64x2.neg(v128.load(image + i)));
    addPairs(codes, weights, source, from, to, bytes, alpha, 1, x, residual);
    memory.copy(direction, residual, bytes);
    let squares = dotOf(residual, residual, bytes);
    for (let step = 0; step < steps && squares >= SOLVED; step++) {
      gramTimes(gram, direction, image, bytes);
      if (step == steps - 1) {
        const bend = dotOf(direction, image, bytes) + bendOfPairs(codes, weights, source, from, to, bytes, alpha, direction);
        addTimes(x, direction, squares / bend, bytes);
        break;
      }
      if (alpha != 0) addPairs(codes, weights, source, from, to, bytes, -alpha, 0, direction, image);
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

/** out = gram x */
function gramTimes(gram: usize, x: usize, out: usize, bytes: usize): void {
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
}

/** out += Σ (wanted (1 + α w) − α w (y · x)) y, four pairs at a time, so that x and out are read once for four */
function addPairs(
  codes: usize,
  weights: usize,
  source: usize,
  from: i32,
  to: i32,
  bytes: usize,
  alpha: f64,
  wanted: f64,
  x: usize,
  out: usize,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const code = codes + ((<usize>i) << 2);
    const weight = weights + ((<usize>i) << 3);
    const y0 = source + <usize>load<i32>(code) * bytes;
    const y1 = source + <usize>load<i32>(code, 4) * bytes;
    const y2 = source + <usize>load<i32>(code, 8) * bytes;
    const y3 = source + <usize>load<i32>(code, 12) * bytes;
    let p0 = f64x2.splat(0);
    let p1 = p0;
    let p2 = p0;
    let p3 = p0;
    let q0 = p0;
    let q1 = p0;
    let q2 = p0;
    let q3 = p0;
    if (alpha != 0) {
      for (let k: usize = 0; k < bytes; k += 32) {
        const u = v128.load(x + k);
        const v = v128.load(x + k, 16);
        p0 = f64x2.add(p0, f64x2.mul(v128.load(y0 + k), u));
        q0 = f64x2.add(q0, f64x2.mul(v128.load(y0 + k, 16), v));
        p1 = f64x2.add(p1, f64x2.mul(v128.load(y1 + k), u));
        q1 = f64x2.add(q1, f64x2.mul(v128.load(y1 + k, 16), v));
        p2 = f64x2.add(p2, f64x2.mul(v128.load(y2 + k), u));
        q2 = f64x2.add(q2, f64x2.mul(v128.load(y2 + k, 16), v));
        p3 = f64x2.add(p3, f64x2.mul(v128.load(y3 + k), u));
        q3 = f64x2.add(q3, f64x2.mul(v128.load(y3 + k, 16), v));
      }
    }
    const f0 = f64x2.splat(factorOf(alpha * load<f64>(weight), wanted, sumOf(f64x2.add(p0, q0))));
    const f1 = f64x2.splat(factorOf(alpha * load<f64>(weight, 8), wanted, sumOf(f64x2.add(p1, q1))));
    const f2 = f64x2.splat(factorOf(alpha * load<f64>(weight, 16), wanted, sumOf(f64x2.add(p2, q2))));
    const f3 = f64x2.splat(factorOf(alpha * load<f64>(weight, 24), wanted, sumOf(f64x2.add(p3, q3))));
    for (let k: usize = 0; k < bytes; k += 16) {
      let sum = f64x2.add(v128.load(out + k), f64x2.mul(f0, v128.load(y0 + k)));
      sum = f64x2.add(sum, f64x2.mul(f1, v128.load(y1 + k)));
      sum = f64x2.add(sum, f64x2.mul(f2, v128.load(y2 + k)));
      v128.store(out + k, f64x2.add(sum, f64x2.mul(f3, v128.load(y3 + k))));
    }
  }
  for (; i < to; i++) {
    const y = source + <usize>load<i32>(codes + ((<usize>i) << 2)) * bytes;
    const surer = alpha * load<f64>(weights + ((<usize>i) << 3));
    addTimes(out, y, factorOf(surer, wanted, alpha == 0 ? 0 : dotOf(y, x, bytes)), bytes);
  }
}

/** @param surer α w */
@inline
function factorOf(surer: f64, wanted: f64, found: f64): f64 {
  return wanted * (1 + surer) - surer * found;
}

/** Σ α w (y · x)² */
function bendOfPairs(
  codes: usize,
  weights: usize,
  source: usize,
  from: i32,
  to: i32,
  bytes: usize,
  alpha: f64,
  x: usize,
): f64 {
  let sum: f64 = 0;
  if (alpha == 0) return sum;
  for (let i = from; i < to; i++) {
    const found = dotOf(source + <usize>load<i32>(codes + ((<usize>i) << 2)) * bytes, x, bytes);
    sum += alpha * load<f64>(weights + ((<usize>i) << 3)) * found * found;
  }
  return sum;
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
