/** Rows taken at a time, and the bytes from one of their columns to the next. */
const BATCH: i32 = 64;
const COLUMN: usize = 512;

/**
 * 64 rows at a time are centred and turned into the work space, column by column, so that two rows fill a register and nothing above the
 * diagonal is multiplied. Two of the columns then stand against four in registers; the rows of even and of odd number are summed apart.
 */
export function addScatter(rows: usize, origin: usize, space: usize, sums: usize, nRows: i32, nColumns: i32): void {
  const stride = (<usize>nColumns) << 3;
  const width = (stride + 15) & ~15;
  const end = rows + <usize>nRows * stride;
  let seen = 0;
  let batch = rows;
  for (let first = 0; first < nRows; first += BATCH) {
    const n = min(BATCH, nRows - first);
    const length = (<usize>(n + 1) >> 1) << 4;
    turn(batch, origin, space, n, <usize>nColumns);
    sumUp(space, length, sums, <usize>nColumns);
    batch += stride * BATCH;
    seen |= multiply(space, length, sums + width, <usize>nColumns, width, batch, min(end, batch + stride * BATCH));
  }
  store<i32>(space, seen);
}

/**
 * Loads a little of the rows that come next, so that they are on their way while the rows before them are multiplied. What it returns is of
 * no use but keeps the loads.
 */
@inline
function touch(from: usize, share: usize, end: usize): i32 {
  let seen = 0;
  for (const to = min(from + share, end); from < to; from += 64) seen |= load<i32>(from);
  return seen;
}

/** The deviations from the origin, in the order in which the rows lie in memory; a last row without another gets zeros beside it. */
@inline
function turn(rows: usize, origin: usize, space: usize, n: i32, nColumns: usize): void {
  const stride = nColumns << 3;
  const pairsEnd = (nColumns & ~1) << 3;
  const zero = f64x2.splat(0);
  let x = rows;
  let first = space;
  for (const end = space + ((<usize>n >> 1) << 4); first < end; first += 16) {
    let to = first;
    for (let at: usize = 0; at < pairsEnd; at += 16) {
      const from = v128.load(origin + at);
      const even = f64x2.sub(v128.load(x + at), from);
      const odd = f64x2.sub(v128.load(x + at + stride), from);
      v128.store(to, v128.shuffle<f64>(even, odd, 0, 2));
      v128.store(to, v128.shuffle<f64>(even, odd, 1, 3), COLUMN);
      to += 2 * COLUMN;
    }
    if (nColumns & 1) {
      const both = v128.load_lane<f64>(x + pairsEnd + stride, v128.load64_zero(x + pairsEnd), 1);
      v128.store(to, f64x2.sub(both, v128.load64_splat(origin + pairsEnd)));
    }
    x += stride << 1;
  }
  if (n & 1) {
    for (let at: usize = 0, to = first; at < stride; at += 8, to += COLUMN) {
      v128.store(to, f64x2.replace_lane(zero, 0, load<f64>(x + at) - load<f64>(origin + at)));
    }
  }
}

/** The sums of the columns, four at a time so that they wait for one another less. */
@inline
function sumUp(space: usize, length: usize, sums: usize, nColumns: usize): void {
  let j: usize = 0;
  for (; j + 4 <= nColumns; j += 4) {
    let x = space + j * COLUMN;
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (const end = x + length; x < end; x += 16) {
      a = f64x2.add(a, v128.load(x));
      b = f64x2.add(b, v128.load(x, COLUMN));
      c = f64x2.add(c, v128.load(x, 2 * COLUMN));
      d = f64x2.add(d, v128.load(x, 3 * COLUMN));
    }
    addTwo(sums + (j << 3), a, b);
    addTwo(sums + (j << 3) + 16, c, d);
  }
  for (; j < nColumns; j++) {
    let x = space + j * COLUMN;
    let a = f64x2.splat(0);
    for (const end = x + length; x < end; x += 16) a = f64x2.add(a, v128.load(x));
    addOne(sums + (j << 3), a);
  }
}

/** The triangle in fours of columns; what is left over are two columns, three or both. Between its blocks the rows from `next` on are touched. */
@inline
function multiply(
  space: usize,
  length: usize,
  products: usize,
  nColumns: usize,
  width: usize,
  next: usize,
  end: usize,
): i32 {
  if (nColumns === 1) {
    single(space, length, products);
    return 0;
  }
  // There are about a sixteenth as many blocks as products.
  const share = ((<usize>BATCH << 7) / nColumns + 63) & ~63;
  let seen = 0;
  const rest = nColumns & 3;
  const fours = rest === 1 ? nColumns - 5 : nColumns - rest;
  let i: usize = 0;
  for (; i < fours; i += 4) {
    const x = space + i * COLUMN;
    const out = products + i * width;
    for (let j: usize = 0; j < i; j += 4) {
      const y = space + j * COLUMN;
      seen |= touch(next, share, end);
      twoByFour(x, y, length, out + (j << 3), width);
      seen |= touch(next + share, share, end);
      next += 2 * share;
      twoByFour(x + 2 * COLUMN, y, length, out + 2 * width + (j << 3), width);
    }
    seen |= touch(next, share, end);
    next += share;
    fourBelow(x, length, out + (i << 3), width);
  }
  if (nColumns - i !== 3 && i < nColumns) {
    const x = space + i * COLUMN;
    const out = products + i * width;
    for (let j: usize = 0; j < i; j += 4) {
      seen |= touch(next, share, end);
      next += share;
      twoByFour(x, space + j * COLUMN, length, out + (j << 3), width);
    }
    twoBelow(x, length, out + (i << 3), width);
    i += 2;
  }
  if (i < nColumns) {
    const x = space + i * COLUMN;
    const out = products + i * width;
    for (let j: usize = 0; j < i; j += 2) {
      seen |= touch(next, share, end);
      next += share;
      threeByTwo(x, space + j * COLUMN, length, out + (j << 3), width);
    }
    threeBelow(x, length, out + (i << 3), width);
  }
  return seen | touch(next, end - min(next, end), end);
}

@inline
function twoByFour(x: usize, y: usize, length: usize, out: usize, width: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (const end = x + length; x < end; x += 16) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, COLUMN);
    const y2 = v128.load(y, 2 * COLUMN);
    const y3 = v128.load(y, 3 * COLUMN);
    const xa = v128.load(x);
    const xb = v128.load(x, COLUMN);
    a0 = f64x2.add(a0, f64x2.mul(xa, y0));
    a1 = f64x2.add(a1, f64x2.mul(xa, y1));
    a2 = f64x2.add(a2, f64x2.mul(xa, y2));
    a3 = f64x2.add(a3, f64x2.mul(xa, y3));
    b0 = f64x2.add(b0, f64x2.mul(xb, y0));
    b1 = f64x2.add(b1, f64x2.mul(xb, y1));
    b2 = f64x2.add(b2, f64x2.mul(xb, y2));
    b3 = f64x2.add(b3, f64x2.mul(xb, y3));
    y += 16;
  }
  addTwo(out, a0, a1);
  addTwo(out + 16, a2, a3);
  addTwo(out + width, b0, b1);
  addTwo(out + width + 16, b2, b3);
}

@inline
function threeByTwo(x: usize, y: usize, length: usize, out: usize, width: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  for (const end = x + length; x < end; x += 16) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, COLUMN);
    const xa = v128.load(x);
    const xb = v128.load(x, COLUMN);
    const xc = v128.load(x, 2 * COLUMN);
    a0 = f64x2.add(a0, f64x2.mul(xa, y0));
    a1 = f64x2.add(a1, f64x2.mul(xa, y1));
    b0 = f64x2.add(b0, f64x2.mul(xb, y0));
    b1 = f64x2.add(b1, f64x2.mul(xb, y1));
    c0 = f64x2.add(c0, f64x2.mul(xc, y0));
    c1 = f64x2.add(c1, f64x2.mul(xc, y1));
    y += 16;
  }
  addTwo(out, a0, a1);
  addTwo(out + width, b0, b1);
  addTwo(out + 2 * width, c0, c1);
}

/** Four columns with one another. */
@inline
function fourBelow(x: usize, length: usize, out: usize, width: usize): void {
  let aa = f64x2.splat(0);
  let ba = aa;
  let bb = aa;
  let ca = aa;
  let cb = aa;
  let cc = aa;
  let da = aa;
  let db = aa;
  let dc = aa;
  let dd = aa;
  for (const end = x + length; x < end; x += 16) {
    const a = v128.load(x);
    const b = v128.load(x, COLUMN);
    const c = v128.load(x, 2 * COLUMN);
    const d = v128.load(x, 3 * COLUMN);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    ba = f64x2.add(ba, f64x2.mul(b, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
    ca = f64x2.add(ca, f64x2.mul(c, a));
    cb = f64x2.add(cb, f64x2.mul(c, b));
    cc = f64x2.add(cc, f64x2.mul(c, c));
    da = f64x2.add(da, f64x2.mul(d, a));
    db = f64x2.add(db, f64x2.mul(d, b));
    dc = f64x2.add(dc, f64x2.mul(d, c));
    dd = f64x2.add(dd, f64x2.mul(d, d));
  }
  addOne(out, aa);
  addTwo(out + width, ba, bb);
  addTwo(out + 2 * width, ca, cb);
  addOne(out + 2 * width + 16, cc);
  addTwo(out + 3 * width, da, db);
  addTwo(out + 3 * width + 16, dc, dd);
}

@inline
function threeBelow(x: usize, length: usize, out: usize, width: usize): void {
  let aa = f64x2.splat(0);
  let ba = aa;
  let bb = aa;
  let ca = aa;
  let cb = aa;
  let cc = aa;
  for (const end = x + length; x < end; x += 16) {
    const a = v128.load(x);
    const b = v128.load(x, COLUMN);
    const c = v128.load(x, 2 * COLUMN);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    ba = f64x2.add(ba, f64x2.mul(b, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
    ca = f64x2.add(ca, f64x2.mul(c, a));
    cb = f64x2.add(cb, f64x2.mul(c, b));
    cc = f64x2.add(cc, f64x2.mul(c, c));
  }
  addOne(out, aa);
  addTwo(out + width, ba, bb);
  addTwo(out + 2 * width, ca, cb);
  addOne(out + 2 * width + 16, cc);
}

@inline
function twoBelow(x: usize, length: usize, out: usize, width: usize): void {
  let aa = f64x2.splat(0);
  let ba = aa;
  let bb = aa;
  for (const end = x + length; x < end; x += 16) {
    const a = v128.load(x);
    const b = v128.load(x, COLUMN);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    ba = f64x2.add(ba, f64x2.mul(b, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
  }
  addOne(out, aa);
  addTwo(out + width, ba, bb);
}

@inline
function single(x: usize, length: usize, out: usize): void {
  let aa = f64x2.splat(0);
  for (const end = x + length; x < end; x += 16) {
    const a = v128.load(x);
    aa = f64x2.add(aa, f64x2.mul(a, a));
  }
  addOne(out, aa);
}

/** The sums of two products lie beside each other. */
@inline
function addTwo(to: usize, a: v128, b: v128): void {
  const both = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), both));
}

@inline
function addOne(to: usize, a: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1)));
}
