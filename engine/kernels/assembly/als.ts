/** The squared residual below which a row is solved. */
const SOLVED: f64 = 1e-20;

/** Four rows at a time, so that a sum is read and written once for four; `b` from the block of `a` on, the rest being its mirror. */
export function alsGram(source: usize, sums: usize, rowStart: i32, rowEnd: i32, width: i32): void {
  const bytes = (<usize>width) << 3;
  let row0 = source + <usize>rowStart * bytes;
  let left = rowEnd - rowStart;
  for (; left >= 4; left -= 4) {
    const row1 = row0 + bytes;
    const row2 = row1 + bytes;
    const row3 = row2 + bytes;
    let out = sums;
    for (let a: usize = 0; a < bytes; a += 8) {
      const a0 = v128.load64_splat(row0 + a);
      const a1 = v128.load64_splat(row1 + a);
      const a2 = v128.load64_splat(row2 + a);
      const a3 = v128.load64_splat(row3 + a);
      for (let b = a & ~15; b < bytes; b += 16) {
        let sum = f64x2.add(v128.load(out + b), f64x2.mul(a0, v128.load(row0 + b)));
        sum = f64x2.add(sum, f64x2.mul(a1, v128.load(row1 + b)));
        sum = f64x2.add(sum, f64x2.mul(a2, v128.load(row2 + b)));
        v128.store(out + b, f64x2.add(sum, f64x2.mul(a3, v128.load(row3 + b))));
      }
      out += bytes;
    }
    row0 = row3 + bytes;
  }
  for (; left > 0; left--) {
    let out = sums;
    for (let a: usize = 0; a < bytes; a += 8) {
      const value = v128.load64_splat(row0 + a);
      for (let b = a & ~15; b < bytes; b += 16) {
        v128.store(out + b, f64x2.add(v128.load(out + b), f64x2.mul(value, v128.load(row0 + b))));
      }
      out += bytes;
    }
    row0 += bytes;
  }
}

export function alsTurn(matrix: usize, from: usize, to: usize, rowStart: i32, rowEnd: i32, width: i32): void {
  const bytes = (<usize>width) << 3;
  for (let row = <usize>rowStart * bytes; row < <usize>rowEnd * bytes; row += bytes) {
    lowerTimes(matrix, from + row, to + row, bytes);
  }
}

export function alsRows(
  offsets: usize,
  codes: usize,
  weights: usize,
  source: usize,
  target: usize,
  forth: usize,
  back: usize,
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
  const z = image + bytes;
  const dots = z + bytes;
  for (let row = rowStart; row < rowEnd; row++) {
    const x = target + <usize>row * bytes;
    const from = load<i32>(offsets + ((<usize>row) << 2));
    const to = load<i32>(offsets + ((<usize>row) << 2), 4);
    if (from == to) {
      memory.fill(x, 0, bytes);
      continue;
    }
    upperTimes(forth, x, z, bytes);
    for (let i: usize = 0; i < bytes; i += 16) v128.store(residual + i, f64x2.neg(v128.load(z + i)));
    addPairs(codes, weights, source, from, to, bytes, alpha, 1, z, residual, dots);
    memory.copy(direction, residual, bytes);
    let squares = dotOf(residual, residual, bytes);
    for (let step = 0; step < steps && squares >= SOLVED; step++) {
      if (step == steps - 1) {
        const bend =
          dotOf(direction, direction, bytes) + bendOfPairs(codes, weights, source, from, to, bytes, alpha, direction, dots);
        addTimes(z, direction, squares / bend, bytes);
        break;
      }
      memory.copy(image, direction, bytes);
      if (alpha != 0) addPairs(codes, weights, source, from, to, bytes, -alpha, 0, direction, image, dots);
      const length = squares / dotOf(direction, image, bytes);
      addTimes(z, direction, length, bytes);
      addTimes(residual, image, -length, bytes);
      const before = squares;
      squares = dotOf(residual, residual, bytes);
      const share = f64x2.splat(squares / before);
      for (let i: usize = 0; i < bytes; i += 16) {
        const moved = f64x2.add(v128.load(residual + i), f64x2.mul(share, v128.load(direction + i)));
        v128.store(direction + i, moved);
      }
    }
    upperTimes(back, z, x, bytes);
  }
}

/** out = matrix x, of a matrix whose numbers right of the diagonal are 0 */
function lowerTimes(matrix: usize, x: usize, out: usize, bytes: usize): void {
  for (let f: usize = 0; f < bytes; f += 32) fourTimes(matrix + (f >> 3) * bytes, x, out + f, 0, f + 32, bytes);
}

/** out = matrix x, of a matrix whose numbers left of the diagonal are 0 */
function upperTimes(matrix: usize, x: usize, out: usize, bytes: usize): void {
  for (let f: usize = 0; f < bytes; f += 32) fourTimes(matrix + (f >> 3) * bytes, x, out + f, f, bytes, bytes);
}

/** Four numbers of a product, over bytes [from, to) of each row. */
@inline
function fourTimes(row: usize, x: usize, out: usize, from: usize, to: usize, bytes: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const row1 = row + bytes;
  const row2 = row1 + bytes;
  const row3 = row2 + bytes;
  for (let i = from; i < to; i += 32) {
    const at = x + i;
    const at0 = row + i;
    const at1 = row1 + i;
    const at2 = row2 + i;
    const at3 = row3 + i;
    const u = v128.load(at);
    a = f64x2.add(a, f64x2.mul(v128.load(at0), u));
    b = f64x2.add(b, f64x2.mul(v128.load(at1), u));
    c = f64x2.add(c, f64x2.mul(v128.load(at2), u));
    d = f64x2.add(d, f64x2.mul(v128.load(at3), u));
    const v = v128.load(at, 16);
    a = f64x2.add(a, f64x2.mul(v128.load(at0, 16), v));
    b = f64x2.add(b, f64x2.mul(v128.load(at1, 16), v));
    c = f64x2.add(c, f64x2.mul(v128.load(at2, 16), v));
    d = f64x2.add(d, f64x2.mul(v128.load(at3, 16), v));
  }
  store<f64>(out, sumOf(a));
  store<f64>(out, sumOf(b), 8);
  store<f64>(out, sumOf(c), 16);
  store<f64>(out, sumOf(d), 24);
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
  dots: usize,
): void {
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const code = codes + ((<usize>i) << 2);
    const weight = weights + ((<usize>i) << 3);
    const y0 = source + <usize>load<i32>(code) * bytes;
    const y1 = source + <usize>load<i32>(code, 4) * bytes;
    const y2 = source + <usize>load<i32>(code, 8) * bytes;
    const y3 = source + <usize>load<i32>(code, 12) * bytes;
    if (alpha != 0) fourDots(code, source, x, bytes, dots);
    const f0 = f64x2.splat(factorOf(alpha * load<f64>(weight), wanted, alpha == 0 ? 0 : load<f64>(dots)));
    const f1 = f64x2.splat(factorOf(alpha * load<f64>(weight, 8), wanted, alpha == 0 ? 0 : load<f64>(dots, 8)));
    const f2 = f64x2.splat(factorOf(alpha * load<f64>(weight, 16), wanted, alpha == 0 ? 0 : load<f64>(dots, 16)));
    const f3 = f64x2.splat(factorOf(alpha * load<f64>(weight, 24), wanted, alpha == 0 ? 0 : load<f64>(dots, 24)));
    for (let k: usize = 0; k < bytes; k += 32) {
      const at = out + k;
      const at0 = y0 + k;
      const at1 = y1 + k;
      const at2 = y2 + k;
      const at3 = y3 + k;
      let u = f64x2.add(v128.load(at), f64x2.mul(f0, v128.load(at0)));
      let v = f64x2.add(v128.load(at, 16), f64x2.mul(f0, v128.load(at0, 16)));
      u = f64x2.add(u, f64x2.mul(f1, v128.load(at1)));
      v = f64x2.add(v, f64x2.mul(f1, v128.load(at1, 16)));
      u = f64x2.add(u, f64x2.mul(f2, v128.load(at2)));
      v = f64x2.add(v, f64x2.mul(f2, v128.load(at2, 16)));
      v128.store(at, f64x2.add(u, f64x2.mul(f3, v128.load(at3))));
      v128.store(at, f64x2.add(v, f64x2.mul(f3, v128.load(at3, 16))), 16);
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
  dots: usize,
): f64 {
  let sum: f64 = 0;
  if (alpha == 0) return sum;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const code = codes + ((<usize>i) << 2);
    const weight = weights + ((<usize>i) << 3);
    fourDots(code, source, x, bytes, dots);
    sum += alpha * load<f64>(weight) * load<f64>(dots) * load<f64>(dots);
    sum += alpha * load<f64>(weight, 8) * load<f64>(dots, 8) * load<f64>(dots, 8);
    sum += alpha * load<f64>(weight, 16) * load<f64>(dots, 16) * load<f64>(dots, 16);
    sum += alpha * load<f64>(weight, 24) * load<f64>(dots, 24) * load<f64>(dots, 24);
  }
  for (; i < to; i++) {
    const found = dotOf(source + <usize>load<i32>(codes + ((<usize>i) << 2)) * bytes, x, bytes);
    sum += alpha * load<f64>(weights + ((<usize>i) << 3)) * found * found;
  }
  return sum;
}

/** out[0 … 3] = y · x of the rows y of four codes, so that x is read once for four */
@inline
function fourDots(code: usize, source: usize, x: usize, bytes: usize, out: usize): void {
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
  for (let k: usize = 0; k < bytes; k += 32) {
    const at = x + k;
    const at0 = y0 + k;
    const at1 = y1 + k;
    const at2 = y2 + k;
    const at3 = y3 + k;
    const u = v128.load(at);
    const v = v128.load(at, 16);
    p0 = f64x2.add(p0, f64x2.mul(v128.load(at0), u));
    q0 = f64x2.add(q0, f64x2.mul(v128.load(at0, 16), v));
    p1 = f64x2.add(p1, f64x2.mul(v128.load(at1), u));
    q1 = f64x2.add(q1, f64x2.mul(v128.load(at1, 16), v));
    p2 = f64x2.add(p2, f64x2.mul(v128.load(at2), u));
    q2 = f64x2.add(q2, f64x2.mul(v128.load(at2, 16), v));
    p3 = f64x2.add(p3, f64x2.mul(v128.load(at3), u));
    q3 = f64x2.add(q3, f64x2.mul(v128.load(at3, 16), v));
  }
  store<f64>(out, sumOf(f64x2.add(p0, q0)));
  store<f64>(out, sumOf(f64x2.add(p1, q1)), 8);
  store<f64>(out, sumOf(f64x2.add(p2, q2)), 16);
  store<f64>(out, sumOf(f64x2.add(p3, q3)), 24);
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
