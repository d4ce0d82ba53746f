import { squaredDistance } from './squaredDistance';

/** Takes back more than one float32 addition can have rounded up. */
const SHRINK: f32 = 4.76837158203125e-7; // 2^-21
/** The same for a float64 gap stored as float32. */
const KEEP: f64 = 1 - 9.5367431640625e-7; // 1 - 2^-20
/** An entry of the list of moved rows: row in the chunk, and its new label above these bits. */
const ROW_BITS: i32 = 14;
const ROW_MASK: i32 = (1 << ROW_BITS) - 1;

/**
 * Three passes without unforeseeable branches: list the rows whose bound does not hold, evaluate them four at a time and keep in the same
 * list those that moved, move these between the sums.
 */
export function assignRows(
  rows32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  centers32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  sums: usize,
  counts: usize,
  list: usize,
  columns4: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  isFirst: i32,
): i32 {
  const nOpen = isFirst
    ? listAll(list, rowEnd - rowStart)
    : listOpen(list, rowStart, rowEnd, drift, labels, thresholds);
  const nMoved = evaluate(
    list,
    nOpen,
    rows32 + <usize>rowStart * ((<usize>stride32) << 2),
    stride32,
    exact + <usize>rowStart * ((<usize>nColumns) << 3),
    centers,
    centers32,
    drift,
    labels + ((<usize>rowStart) << 2),
    thresholds + ((<usize>rowStart) << 2),
    columns4,
    nColumns,
    nClusters,
    marginSlope,
    marginBase,
  );
  moveRows(
    list,
    nMoved,
    exact + <usize>rowStart * ((<usize>nColumns) << 3),
    labels + ((<usize>rowStart) << 2),
    sums,
    counts,
    nColumns,
  );
  return nMoved;
}

function listAll(list: usize, nRows: i32): i32 {
  for (let row = 0; row < nRows; row++) store<i32>(list + ((<usize>row) << 2), row);
  return nRows;
}

function listOpen(list: usize, rowStart: i32, rowEnd: i32, drift: usize, labels: usize, thresholds: usize): i32 {
  let to = list;
  let row = 0;
  const nRows = rowEnd - rowStart;
  labels += (<usize>rowStart) << 2;
  thresholds += (<usize>rowStart) << 2;
  for (; row < nRows; row += 4) {
    const at = (<usize>row) << 2;
    const limit = gather(drift, labels + at);
    const open = ~i32x4.bitmask(f32x4.gt(v128.load(thresholds + at), limit));
    store<i32>(to, row);
    to += (<usize>(open & 1)) << 2;
    store<i32>(to, row + 1);
    to += (<usize>(open & 2)) << 1;
    store<i32>(to, row + 2);
    to += <usize>(open & 4);
    store<i32>(to, row + 3);
    to += (<usize>(open & 8)) >> 1;
  }
  return <i32>((to - list) >> 2);
}

/** table[indices[0 … 3]] of float32. */
@inline
function gather(table: usize, indices: usize): v128 {
  let v = v128.load32_zero(table + ((<usize>load<i32>(indices)) << 2));
  v = v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 4)) << 2), v, 1);
  v = v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 8)) << 2), v, 2);
  return v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 12)) << 2), v, 3);
}

/** Nearest centres of the listed rows; the list becomes that of the rows that moved. */
function evaluate(
  list: usize,
  nOpen: i32,
  rows32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  centers32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  columns4: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
): i32 {
  const slope = f32x4.splat(marginSlope);
  const base = f32x4.splat(marginBase);
  const shrink = f32x4.splat(SHRINK);
  const rowBytes = (<usize>stride32) << 2;
  const centerBytes = (<usize>nColumns) << 2;
  const blockEnd = columns4 + ((<usize>nColumns) << 4);
  const found = columns4 + ((<usize>stride32) << 4);
  // Entries past the end repeat the last row, so that the last four are whole.
  if (nOpen > 0) {
    const last = load<i32>(list + ((<usize>(nOpen - 1)) << 2));
    const end = list + ((<usize>nOpen) << 2);
    store<i32>(end, last);
    store<i32>(end, last, 4);
    store<i32>(end, last, 8);
  }
  let moved = list;
  for (let i = 0; i < nOpen; i += 4) {
    const at = list + ((<usize>i) << 2);
    const r0 = load<i32>(at);
    const r1 = load<i32>(at, 4);
    const r2 = load<i32>(at, 8);
    const r3 = load<i32>(at, 12);
    transpose(
      rows32 + <usize>r0 * rowBytes,
      rows32 + <usize>r1 * rowBytes,
      rows32 + <usize>r2 * rowBytes,
      rows32 + <usize>r3 * rowBytes,
      columns4,
      rowBytes,
    );
    let best = f32x4.splat(Infinity);
    let second = best;
    let nearest = i32x4.splat(0);
    let c = 0;
    let center = centers32;
    for (; c + 3 < nClusters; c += 4) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      const center1 = center + centerBytes;
      const center2 = center1 + centerBytes;
      const center3 = center2 + centerBytes;
      let j: usize = 0;
      for (let x = columns4; x < blockEnd; x += 16) {
        const value = v128.load(x);
        const d0 = f32x4.sub(value, v128.load32_splat(center + j));
        const d1 = f32x4.sub(value, v128.load32_splat(center1 + j));
        const d2 = f32x4.sub(value, v128.load32_splat(center2 + j));
        const d3 = f32x4.sub(value, v128.load32_splat(center3 + j));
        s0 = f32x4.add(s0, f32x4.mul(d0, d0));
        s1 = f32x4.add(s1, f32x4.mul(d1, d1));
        s2 = f32x4.add(s2, f32x4.mul(d2, d2));
        s3 = f32x4.add(s3, f32x4.mul(d3, d3));
        j += 4;
      }
      let isNearer = f32x4.lt(s0, best);
      second = v128.bitselect(best, least(s0, second), isNearer);
      best = v128.bitselect(s0, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c), nearest, isNearer);
      isNearer = f32x4.lt(s1, best);
      second = v128.bitselect(best, least(s1, second), isNearer);
      best = v128.bitselect(s1, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c + 1), nearest, isNearer);
      isNearer = f32x4.lt(s2, best);
      second = v128.bitselect(best, least(s2, second), isNearer);
      best = v128.bitselect(s2, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c + 2), nearest, isNearer);
      isNearer = f32x4.lt(s3, best);
      second = v128.bitselect(best, least(s3, second), isNearer);
      best = v128.bitselect(s3, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c + 3), nearest, isNearer);
      center = center3 + centerBytes;
    }
    for (; c < nClusters; c++) {
      let sum = f32x4.splat(0);
      for (let x = columns4; x < blockEnd; x += 16) {
        const d = f32x4.sub(v128.load(x), v128.load32_splat(center));
        sum = f32x4.add(sum, f32x4.mul(d, d));
        center += 4;
      }
      const isNearer = f32x4.lt(sum, best);
      second = v128.bitselect(best, least(sum, second), isNearer);
      best = v128.bitselect(sum, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c), nearest, isNearer);
    }
    const far = f32x4.sqrt(second);
    const gap = f32x4.sub(f32x4.sub(far, f32x4.sqrt(best)), f32x4.add(f32x4.mul(far, slope), base));
    v128.store(found, nearest);
    v128.store(found, gap, 16);
    const isSure = f32x4.gt(gap, f32x4.splat(0));
    if (!i32x4.all_true(isSure)) confirmLanes(at, isSure, found, exact, centers, nColumns, nClusters);
    const limit = f32x4.add(v128.load(found, 16), gather(drift, found));
    const threshold = f32x4.sub(limit, f32x4.mul(limit, shrink));
    v128.store_lane<f32>(thresholds + ((<usize>r0) << 2), threshold, 0);
    v128.store_lane<f32>(thresholds + ((<usize>r1) << 2), threshold, 1);
    v128.store_lane<f32>(thresholds + ((<usize>r2) << 2), threshold, 2);
    v128.store_lane<f32>(thresholds + ((<usize>r3) << 2), threshold, 3);
    const left = nOpen - i;
    moved = keepMoved(moved, r0, load<i32>(found), labels, 1);
    moved = keepMoved(moved, r1, load<i32>(found, 4), labels, <i32>(left > 1));
    moved = keepMoved(moved, r2, load<i32>(found, 8), labels, <i32>(left > 2));
    moved = keepMoved(moved, r3, load<i32>(found, 12), labels, <i32>(left > 3));
  }
  return <i32>((moved - list) >> 2);
}

@inline
function least(a: v128, b: v128): v128 {
  return v128.bitselect(a, b, f32x4.lt(a, b));
}

@inline
function keepMoved(moved: usize, row: i32, label: i32, labels: usize, isRow: i32): usize {
  store<i32>(moved, row | (label << ROW_BITS));
  const hasMoved = <i32>(load<i32>(labels + ((<usize>row) << 2)) != label);
  return moved + ((<usize>(hasMoved & isRow)) << 2);
}

/** Four rows of float32 to columns of four. */
@inline
function transpose(a: usize, b: usize, c: usize, d: usize, to: usize, rowBytes: usize): void {
  for (let j: usize = 0; j < rowBytes; j += 16) {
    const va = v128.load(a + j);
    const vb = v128.load(b + j);
    const vc = v128.load(c + j);
    const vd = v128.load(d + j);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    const at = to + (j << 2);
    v128.store(at, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(at, v128.shuffle<f64>(ab, cd, 1, 3), 16);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 32);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 48);
  }
}

/** Plain float64 for the lanes that float32 cannot be trusted with. */
function confirmLanes(
  rows: usize,
  isSure: v128,
  found: usize,
  exact: usize,
  centers: usize,
  nColumns: i32,
  nClusters: i32,
): void {
  const stride = (<usize>nColumns) << 3;
  const sure = i32x4.bitmask(isSure);
  for (let lane: usize = 0; lane < 4; lane++) {
    if ((sure >> (<i32>lane)) & 1) continue;
    const x = exact + <usize>load<i32>(rows + (lane << 2)) * stride;
    let best: f64 = Infinity;
    let second: f64 = Infinity;
    let label = 0;
    for (let c = 0; c < nClusters; c++) {
      const distance = squaredDistance(x, centers + <usize>c * stride, nColumns);
      if (distance < best) {
        second = best;
        best = distance;
        label = c;
      } else if (distance < second) second = distance;
    }
    store<i32>(found + (lane << 2), label);
    store<f32>(found + (lane << 2), <f32>((Math.sqrt(second) - Math.sqrt(best)) * KEEP), 16);
  }
}

function moveRows(
  list: usize,
  nMoved: i32,
  exact: usize,
  labels: usize,
  sums: usize,
  counts: usize,
  nColumns: i32,
): void {
  const stride = (<usize>nColumns) << 3;
  for (let i = 0; i < nMoved; i++) {
    const entry = load<i32>(list + ((<usize>i) << 2));
    const row = <usize>(entry & ROW_MASK);
    const label = entry >> ROW_BITS;
    const x = exact + row * stride;
    const old = load<i32>(labels + (row << 2));
    store<i32>(labels + (row << 2), label);
    if (old >= 0) {
      addRow(sums + <usize>old * stride, x, nColumns, -1);
      const count = counts + ((<usize>old) << 3);
      store<f64>(count, load<f64>(count) - 1);
    }
    addRow(sums + <usize>label * stride, x, nColumns, 1);
    const count = counts + ((<usize>label) << 3);
    store<f64>(count, load<f64>(count) + 1);
  }
}

@inline
function addRow(sum: usize, x: usize, nColumns: i32, sign: f64): void {
  const factor = f64x2.splat(sign);
  const pairs = nColumns & ~1;
  const end = (<usize>pairs) << 3;
  let at: usize = 0;
  while (at < end) {
    v128.store(sum + at, f64x2.add(v128.load(sum + at), f64x2.mul(factor, v128.load(x + at))));
    at += 16;
  }
  if (pairs < nColumns) store<f64>(sum + at, load<f64>(sum + at) + sign * load<f64>(x + at));
}
