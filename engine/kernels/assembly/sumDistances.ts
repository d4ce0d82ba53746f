const TABLE_BYTES: usize = 8192;

/**
 * Two rows of the first group at a time against blocks of four of the second: eight squared distances in four registers, whose roots are
 * added along the rows and down the columns. What lies apart in columns of two values is looked up ten columns at a time.
 */
export function sumDistances(
  blocks: usize,
  patterns: usize,
  tables: usize,
  weights: usize,
  starts: usize,
  sums: usize,
  space: usize,
  first: i32,
  second: i32,
  nGroups: i32,
  nColumns: i32,
  nTables: i32,
): void {
  const patternBytes = (<usize>nTables) << 4;
  const blockBytes = (<usize>nColumns) << 5;
  const rowBytes = (<usize>nGroups) << 3;
  const start = load<i32>(starts + ((<usize>second) << 2));
  const behind = load<i32>(starts + ((<usize>second) << 2), 4);
  const spaceEnd = space + ((<usize>(behind - start)) << 5);
  for (let at = space; at < spaceEnd; at += 16) v128.store(at, f64x2.splat(0));
  const lastPair = load<i32>(starts + ((<usize>first) << 2), 4) * 2;
  for (let pair = load<i32>(starts + ((<usize>first) << 2)) * 2; pair < lastPair; pair++) {
    const rows = blocks + <usize>(pair >> 1) * blockBytes + ((<usize>(pair & 1)) << 4);
    const wa = v128.load64_splat(weights + ((<usize>pair) << 4));
    const wb = v128.load64_splat(weights + ((<usize>pair) << 4), 8);
    let a01 = f64x2.splat(0);
    let a23 = a01;
    let b01 = a01;
    let b23 = a01;
    let x = blocks + <usize>start * blockBytes;
    let w = weights + ((<usize>start) << 5);
    const ownPatterns = patterns + <usize>(pair >> 1) * patternBytes + ((<usize>(pair & 1)) << 3);
    let theirs = patterns + <usize>start * patternBytes;
    for (let column = space; column < spaceEnd; column += 32) {
      let d0 = f64x2.splat(0);
      let d1 = d0;
      let d2 = d0;
      let d3 = d0;
      if (nTables > 0) {
        let a0: f64 = 0;
        let a1: f64 = 0;
        let a2: f64 = 0;
        let a3: f64 = 0;
        let b0: f64 = 0;
        let b1: f64 = 0;
        let b2: f64 = 0;
        let b3: f64 = 0;
        let own = ownPatterns;
        let table = tables;
        const last = theirs + patternBytes;
        while (theirs < last) {
          const pa = load<u32>(own);
          const pb = load<u32>(own, 4);
          const p0 = load<u32>(theirs);
          const p1 = load<u32>(theirs, 4);
          const p2 = load<u32>(theirs, 8);
          const p3 = load<u32>(theirs, 12);
          a0 += load<f64>(table + <usize>(p0 ^ pa));
          a1 += load<f64>(table + <usize>(p1 ^ pa));
          a2 += load<f64>(table + <usize>(p2 ^ pa));
          a3 += load<f64>(table + <usize>(p3 ^ pa));
          b0 += load<f64>(table + <usize>(p0 ^ pb));
          b1 += load<f64>(table + <usize>(p1 ^ pb));
          b2 += load<f64>(table + <usize>(p2 ^ pb));
          b3 += load<f64>(table + <usize>(p3 ^ pb));
          theirs += 16;
          own += 16;
          table += TABLE_BYTES;
        }
        d0 = f64x2.replace_lane(f64x2.splat(a0), 1, a1);
        d1 = f64x2.replace_lane(f64x2.splat(a2), 1, a3);
        d2 = f64x2.replace_lane(f64x2.splat(b0), 1, b1);
        d3 = f64x2.replace_lane(f64x2.splat(b2), 1, b3);
      }
      let y = rows;
      const end = x + blockBytes;
      while (x < end) {
        const x01 = v128.load(x);
        const x23 = v128.load(x, 16);
        const ya = v128.load64_splat(y);
        const yb = v128.load64_splat(y, 8);
        const e0 = f64x2.sub(x01, ya);
        const e1 = f64x2.sub(x23, ya);
        const e2 = f64x2.sub(x01, yb);
        const e3 = f64x2.sub(x23, yb);
        d0 = f64x2.add(d0, f64x2.mul(e0, e0));
        d1 = f64x2.add(d1, f64x2.mul(e1, e1));
        d2 = f64x2.add(d2, f64x2.mul(e2, e2));
        d3 = f64x2.add(d3, f64x2.mul(e3, e3));
        x += 32;
        y += 32;
      }
      d0 = f64x2.sqrt(d0);
      d1 = f64x2.sqrt(d1);
      d2 = f64x2.sqrt(d2);
      d3 = f64x2.sqrt(d3);
      const w01 = v128.load(w);
      const w23 = v128.load(w, 16);
      w += 32;
      a01 = f64x2.add(a01, f64x2.mul(d0, w01));
      a23 = f64x2.add(a23, f64x2.mul(d1, w23));
      b01 = f64x2.add(b01, f64x2.mul(d2, w01));
      b23 = f64x2.add(b23, f64x2.mul(d3, w23));
      const c01 = f64x2.add(f64x2.mul(d0, wa), f64x2.mul(d2, wb));
      const c23 = f64x2.add(f64x2.mul(d1, wa), f64x2.mul(d3, wb));
      v128.store(column, f64x2.add(v128.load(column), c01));
      v128.store(column, f64x2.add(v128.load(column, 16), c23), 16);
    }
    const out = sums + <usize>(pair * 2) * rowBytes + ((<usize>second) << 3);
    store<f64>(out, total(a01, a23));
    store<f64>(out + rowBytes, total(b01, b23));
  }
  if (first === second) return;
  let out = sums + <usize>(start * 4) * rowBytes + ((<usize>first) << 3);
  for (let at = space; at < spaceEnd; at += 8) {
    store<f64>(out, load<f64>(at));
    out += rowBytes;
  }
}

@inline
function total(lanes01: v128, lanes23: v128): f64 {
  const both = f64x2.add(lanes01, lanes23);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
