import { addOne, addTwo, COLUMN, PAIR } from './scatterSpace';

/** Two columns with four others. */
@inline
export function twoByFour(x: usize, y: usize, length: usize, out: usize, width: usize): void {
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (const end = x + length; x < end; x += PAIR) {
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
    y += PAIR;
  }
  addTwo(out, a0, a1);
  addTwo(out + 16, a2, a3);
  addTwo(out + width, b0, b1);
  addTwo(out + width + 16, b2, b3);
}

/** Four columns with one another. */
@inline
export function fourBelow(x: usize, length: usize, out: usize, width: usize): void {
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
  for (const end = x + length; x < end; x += PAIR) {
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

/** Three columns with one another, but for the square of the third. */
@inline
export function threeBelow(x: usize, length: usize, out: usize, width: usize): void {
  let aa = f64x2.splat(0);
  let ba = aa;
  let bb = aa;
  let ca = aa;
  let cb = aa;
  for (const end = x + length; x < end; x += PAIR) {
    const a = v128.load(x);
    const b = v128.load(x, COLUMN);
    const c = v128.load(x, 2 * COLUMN);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    ba = f64x2.add(ba, f64x2.mul(b, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
    ca = f64x2.add(ca, f64x2.mul(c, a));
    cb = f64x2.add(cb, f64x2.mul(c, b));
  }
  addOne(out, aa);
  addTwo(out + width, ba, bb);
  addTwo(out + 2 * width, ca, cb);
}

@inline
export function twoBelow(x: usize, length: usize, out: usize, width: usize): void {
  let aa = f64x2.splat(0);
  let ba = aa;
  let bb = aa;
  for (const end = x + length; x < end; x += PAIR) {
    const a = v128.load(x);
    const b = v128.load(x, COLUMN);
    aa = f64x2.add(aa, f64x2.mul(a, a));
    ba = f64x2.add(ba, f64x2.mul(b, a));
    bb = f64x2.add(bb, f64x2.mul(b, b));
  }
  addOne(out, aa);
  addTwo(out + width, ba, bb);
}
