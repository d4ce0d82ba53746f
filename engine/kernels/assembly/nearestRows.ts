// Donors are screened in float32 by half their squared length less their product with the row, four rows against eight donors; what passes is measured
// in float64. The screen leaves room for its own rounding, so that it leaves out nothing.

const UNIT: f64 = 5.9604644775390625e-8;

/** What stays the same for one call. */
let exact: usize = 0;
let codes: usize = 0;
let rows: usize = 0;
let distances: usize = 0;
let nearest: usize = 0;
let nColumns: usize = 0;
let nCodes: usize = 0;
let penalty: f64 = 0;
let nNeighbors: usize = 0;

export function nearestRows(
  exactRows: usize,
  rows32: usize,
  blocks32: usize,
  norms: usize,
  halves32: usize,
  codeRows: usize,
  rowOf: usize,
  width: i32,
  codeWidth: i32,
  codePenalty: f64,
  from: i32,
  to: i32,
  donorFrom: i32,
  donorTo: i32,
  longest: f64,
  neighbors: i32,
  distancesOut: usize,
  nearestOut: usize,
): void {
  exact = exactRows;
  codes = codeRows;
  rows = rowOf;
  distances = distancesOut;
  nearest = nearestOut;
  nColumns = <usize>width;
  nCodes = <usize>codeWidth;
  penalty = codePenalty;
  nNeighbors = <usize>neighbors;
  const rowBytes = nColumns << 2;
  const blockBytes = nColumns << 5;
  for (let place = from; place < to; place += 4) {
    // The last row stands in for those that are missing from a four.
    const p1 = min(place + 1, to - 1);
    const p2 = min(place + 2, to - 1);
    const p3 = min(place + 3, to - 1);
    const x0 = rows32 + <usize>place * rowBytes;
    const x1 = rows32 + <usize>p1 * rowBytes;
    const x2 = rows32 + <usize>p2 * rowBytes;
    const x3 = rows32 + <usize>p3 * rowBytes;
    let t0 = limit(place, from, norms, longest);
    let t1 = limit(p1, from, norms, longest);
    let t2 = limit(p2, from, norms, longest);
    let t3 = limit(p3, from, norms, longest);
    for (let donor = donorFrom; donor < donorTo; donor += 8) {
      let y = blocks32 + (<usize>donor >> 3) * blockBytes;
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      for (let at: usize = 0; at < rowBytes; at += 4) {
        const ya = v128.load(y);
        const yb = v128.load(y, 16);
        const xs0 = v128.load32_splat(x0 + at);
        const xs1 = v128.load32_splat(x1 + at);
        const xs2 = v128.load32_splat(x2 + at);
        const xs3 = v128.load32_splat(x3 + at);
        a0 = f32x4.add(a0, f32x4.mul(ya, xs0));
        b0 = f32x4.add(b0, f32x4.mul(yb, xs0));
        a1 = f32x4.add(a1, f32x4.mul(ya, xs1));
        b1 = f32x4.add(b1, f32x4.mul(yb, xs1));
        a2 = f32x4.add(a2, f32x4.mul(ya, xs2));
        b2 = f32x4.add(b2, f32x4.mul(yb, xs2));
        a3 = f32x4.add(a3, f32x4.mul(ya, xs3));
        b3 = f32x4.add(b3, f32x4.mul(yb, xs3));
        y += 32;
      }
      const ha = v128.load(halves32 + (<usize>donor << 2));
      const hb = v128.load(halves32 + (<usize>donor << 2), 16);
      const m0 = passed(ha, hb, a0, b0, t0);
      const m1 = passed(ha, hb, a1, b1, t1);
      const m2 = passed(ha, hb, a2, b2, t2);
      const m3 = passed(ha, hb, a3, b3, t3);
      if ((m0 | m1 | m2 | m3) === 0) continue;
      if (m0 !== 0) {
        measure(place, from, donor, m0);
        t0 = limit(place, from, norms, longest);
      }
      if (m1 !== 0 && p1 > place) {
        measure(p1, from, donor, m1);
        t1 = limit(p1, from, norms, longest);
      }
      if (m2 !== 0 && p2 > p1) {
        measure(p2, from, donor, m2);
        t2 = limit(p2, from, norms, longest);
      }
      if (m3 !== 0 && p3 > p2) {
        measure(p3, from, donor, m3);
        t3 = limit(p3, from, norms, longest);
      }
    }
  }
}

@inline
function passed(ha: v128, hb: v128, a: v128, b: v128, t: v128): i32 {
  return (
    i32x4.bitmask(f32x4.le(f32x4.sub(ha, a), t)) | (i32x4.bitmask(f32x4.le(f32x4.sub(hb, b), t)) << 4)
  );
}

/** Screen of one row: what a donor may score that is not farther than the last of those found. */
function limit(place: i32, from: i32, norms: usize, longest: f64): v128 {
  const last = load<f64>(distances + ((<usize>(place - from) * nNeighbors + nNeighbors - 1) << 3));
  const norm = load<f64>(norms + (<usize>place << 3));
  const exactly = (last - norm) / 2;
  const room = 2 * UNIT * (<f64>nColumns + 8) * (sqrt(norm) * longest + longest * longest + abs(exactly));
  return f32x4.splat(<f32>(exactly + room));
}

/** Measures the donors of an eight that passed. */
function measure(place: i32, from: i32, first: i32, mask: i32): void {
  const own = load<i32>(rows + (<usize>place << 2));
  const x = exact + <usize>place * (nColumns << 3);
  const categories = codes + <usize>place * (nCodes << 2);
  const start = <usize>(place - from) * nNeighbors;
  for (let lane = 0; lane < 8; lane++) {
    if ((mask & (1 << lane)) === 0) continue;
    const donor = first + lane;
    const row = load<i32>(rows + (<usize>donor << 2));
    if (row < 0 || row === own) continue;
    const y = exact + <usize>donor * (nColumns << 3);
    let sum: f64 = 0;
    for (let at: usize = 0; at < nColumns << 3; at += 8) {
      const off = load<f64>(x + at) - load<f64>(y + at);
      sum += off * off;
    }
    const others = codes + <usize>donor * (nCodes << 2);
    for (let at: usize = 0; at < nCodes << 2; at += 4)
      if (load<i32>(categories + at) !== load<i32>(others + at)) sum += penalty;
    if (sum <= load<f64>(distances + ((start + nNeighbors - 1) << 3))) offer(start, row, donor, sum);
  }
}

/** Puts a donor among the nearest; of equal distances the lower row comes first. */
function offer(start: usize, row: i32, donor: i32, distance: f64): void {
  const end = start + nNeighbors;
  let at = end;
  while (at > start && comesBefore(at - 1, row, distance)) at--;
  if (at === end) return;
  for (let i = end - 1; i > at; i--) {
    store<f64>(distances + (i << 3), load<f64>(distances + ((i - 1) << 3)));
    store<i32>(nearest + (i << 2), load<i32>(nearest + ((i - 1) << 2)));
  }
  store<f64>(distances + (at << 3), distance);
  store<i32>(nearest + (at << 2), donor);
}

/** Whether a donor comes before the one at a position. */
function comesBefore(at: usize, row: i32, distance: f64): bool {
  const there = load<f64>(distances + (at << 3));
  if (there !== distance) return there > distance;
  const place = load<i32>(nearest + (at << 2));
  return place < 0 || load<i32>(rows + (<usize>place << 2)) > row;
}
