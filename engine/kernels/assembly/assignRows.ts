import { squaredDistance } from './squaredDistance';

/** Takes back more than one float32 addition can have rounded up. */
const SHRINK: f32 = 4.76837158203125e-7; // 2^-21
/** The same for a float64 gap stored as float32. */
const KEEP: f64 = 1 - 9.5367431640625e-7; // 1 - 2^-20
/** An entry of the list of moved rows: row in the chunk, and its new label above these bits. */
const ROW_BITS: i32 = 14;
const ROW_MASK: i32 = (1 << ROW_BITS) - 1;
/** Rows touched before they are worked on. */
const AHEAD: i32 = 64;

/**
 * Three passes without unforeseeable branches: list the rows whose bound does not hold, evaluate them eight at a time and keep in the same
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
  columns8: usize,
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
    rowEnd - rowStart,
    rows32 + <usize>rowStart * ((<usize>stride32) << 2),
    stride32,
    exact + <usize>rowStart * ((<usize>nColumns) << 3),
    centers,
    centers32,
    drift,
    labels + ((<usize>rowStart) << 2),
    thresholds + ((<usize>rowStart) << 2),
    columns8,
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

/** Nearest centres of the listed rows, eight at a time; the list becomes that of the rows that moved. */
function evaluate(
  list: usize,
  nOpen: i32,
  nRows: i32,
  rows32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  centers32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  columns8: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
): i32 {
  const slope = f32x4.splat(marginSlope);
  const base = f32x4.splat(marginBase);
  const rowBytes = (<usize>stride32) << 2;
  const centerBytes = (<usize>nColumns) << 2;
  const columnsEnd = columns8 + ((<usize>nColumns) << 5);
  const found = columns8 + ((<usize>stride32) << 5);
  // Entries past the end repeat the last row, so that the last eight are whole.
  if (nOpen > 0) {
    const last = load<i32>(list + ((<usize>(nOpen - 1)) << 2));
    for (let i = 0; i < 7; i++) store<i32>(list + ((<usize>(nOpen + i)) << 2), last);
  }
  let moved = list;
  let seen = 0;
  // Rows that lie close together are fetched ahead by the hardware.
  const isSparse = <i32>(nOpen < nRows >> 1);
  for (let i = 0; i < nOpen; i += 8) {
    if (isSparse & <i32>((i & (AHEAD - 1)) == 0)) seen |= touch(list, i, min(nOpen, i + AHEAD), rows32, rowBytes);
    const at = list + ((<usize>i) << 2);
    transpose(rows32, at, columns8, rowBytes);
    transpose(rows32, at + 16, columns8 + 16, rowBytes);
    let bestA = f32x4.splat(Infinity);
    let secondA = bestA;
    let nearestA = i32x4.splat(0);
    let bestB = bestA;
    let secondB = bestA;
    let nearestB = nearestA;
    let c = 0;
    let center = centers32;
    for (; c + 2 < nClusters; c += 3) {
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      const center1 = center + centerBytes;
      const center2 = center1 + centerBytes;
      let j: usize = 0;
      for (let x = columns8; x < columnsEnd; x += 32) {
        const xa = v128.load(x);
        const xb = v128.load(x, 16);
        let value = v128.load32_splat(center + j);
        let d = f32x4.sub(xa, value);
        a0 = f32x4.add(a0, f32x4.mul(d, d));
        d = f32x4.sub(xb, value);
        b0 = f32x4.add(b0, f32x4.mul(d, d));
        value = v128.load32_splat(center1 + j);
        d = f32x4.sub(xa, value);
        a1 = f32x4.add(a1, f32x4.mul(d, d));
        d = f32x4.sub(xb, value);
        b1 = f32x4.add(b1, f32x4.mul(d, d));
        value = v128.load32_splat(center2 + j);
        d = f32x4.sub(xa, value);
        a2 = f32x4.add(a2, f32x4.mul(d, d));
        d = f32x4.sub(xb, value);
        b2 = f32x4.add(b2, f32x4.mul(d, d));
        j += 4;
      }
      const index = i32x4.splat(c);
      nearestA = v128.bitselect(index, nearestA, f32x4.lt(a0, bestA));
      secondA = f32x4.pmin(secondA, f32x4.pmax(bestA, a0));
      bestA = f32x4.pmin(bestA, a0);
      nearestB = v128.bitselect(index, nearestB, f32x4.lt(b0, bestB));
      secondB = f32x4.pmin(secondB, f32x4.pmax(bestB, b0));
      bestB = f32x4.pmin(bestB, b0);
      const index1 = i32x4.splat(c + 1);
      nearestA = v128.bitselect(index1, nearestA, f32x4.lt(a1, bestA));
      secondA = f32x4.pmin(secondA, f32x4.pmax(bestA, a1));
      bestA = f32x4.pmin(bestA, a1);
      nearestB = v128.bitselect(index1, nearestB, f32x4.lt(b1, bestB));
      secondB = f32x4.pmin(secondB, f32x4.pmax(bestB, b1));
      bestB = f32x4.pmin(bestB, b1);
      const index2 = i32x4.splat(c + 2);
      nearestA = v128.bitselect(index2, nearestA, f32x4.lt(a2, bestA));
      secondA = f32x4.pmin(secondA, f32x4.pmax(bestA, a2));
      bestA = f32x4.pmin(bestA, a2);
      nearestB = v128.bitselect(index2, nearestB, f32x4.lt(b2, bestB));
      secondB = f32x4.pmin(secondB, f32x4.pmax(bestB, b2));
      bestB = f32x4.pmin(bestB, b2);
      center = center2 + centerBytes;
    }
    for (; c < nClusters; c++) {
      let a0 = f32x4.splat(0);
      let b0 = a0;
      for (let x = columns8; x < columnsEnd; x += 32) {
        const value = v128.load32_splat(center);
        const da = f32x4.sub(v128.load(x), value);
        const db = f32x4.sub(v128.load(x, 16), value);
        a0 = f32x4.add(a0, f32x4.mul(da, da));
        b0 = f32x4.add(b0, f32x4.mul(db, db));
        center += 4;
      }
      const index = i32x4.splat(c);
      nearestA = v128.bitselect(index, nearestA, f32x4.lt(a0, bestA));
      secondA = f32x4.pmin(secondA, f32x4.pmax(bestA, a0));
      bestA = f32x4.pmin(bestA, a0);
      nearestB = v128.bitselect(index, nearestB, f32x4.lt(b0, bestB));
      secondB = f32x4.pmin(secondB, f32x4.pmax(bestB, b0));
      bestB = f32x4.pmin(bestB, b0);
    }
    const farA = f32x4.sqrt(secondA);
    const farB = f32x4.sqrt(secondB);
    const gapA = f32x4.sub(f32x4.sub(farA, f32x4.sqrt(bestA)), f32x4.add(f32x4.mul(farA, slope), base));
    const gapB = f32x4.sub(f32x4.sub(farB, f32x4.sqrt(bestB)), f32x4.add(f32x4.mul(farB, slope), base));
    v128.store(found, nearestA);
    v128.store(found, nearestB, 16);
    v128.store(found, gapA, 32);
    v128.store(found, gapB, 48);
    const zero = f32x4.splat(0);
    const sure = i32x4.bitmask(f32x4.gt(gapA, zero)) | (i32x4.bitmask(f32x4.gt(gapB, zero)) << 4);
    if (sure != 255) confirmLanes(at, sure, found, exact, centers, nColumns, nClusters);
    const left = nOpen - i;
    moved = settleFour(moved, at, found, drift, labels, thresholds, left);
    moved = settleFour(moved, at + 16, found + 16, drift, labels, thresholds, left - 4);
  }
  store<i32>(found, seen);
  return <i32>((moved - list) >> 2);
}

/** Thresholds of four rows, and the rows that moved to the list. Reads its rows before it writes, as both may be in one place. */
@inline
function settleFour(
  moved: usize,
  rows: usize,
  found: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  left: i32,
): usize {
  const r0 = load<i32>(rows);
  const r1 = load<i32>(rows, 4);
  const r2 = load<i32>(rows, 8);
  const r3 = load<i32>(rows, 12);
  const limit = f32x4.add(v128.load(found, 32), gather(drift, found));
  const threshold = f32x4.sub(limit, f32x4.mul(limit, f32x4.splat(SHRINK)));
  v128.store_lane<f32>(thresholds + ((<usize>r0) << 2), threshold, 0);
  v128.store_lane<f32>(thresholds + ((<usize>r1) << 2), threshold, 1);
  v128.store_lane<f32>(thresholds + ((<usize>r2) << 2), threshold, 2);
  v128.store_lane<f32>(thresholds + ((<usize>r3) << 2), threshold, 3);
  moved = keepMoved(moved, r0, load<i32>(found), labels, <i32>(left > 0));
  moved = keepMoved(moved, r1, load<i32>(found, 4), labels, <i32>(left > 1));
  moved = keepMoved(moved, r2, load<i32>(found, 8), labels, <i32>(left > 2));
  return keepMoved(moved, r3, load<i32>(found, 12), labels, <i32>(left > 3));
}

/**
 * Loads a little of listed rows before they are worked on: scattered rows are no matter for the hardware's prefetcher, but a short
 * loop of independent loads waits for all of them at once. What it returns is of no use but keeps the loads.
 */
function touch(list: usize, from: i32, to: i32, rows: usize, rowBytes: usize): i32 {
  let seen = 0;
  for (let i = from; i < to; i++) {
    const row = <usize>(load<i32>(list + ((<usize>i) << 2)) & ROW_MASK);
    seen |= load<i32>(rows + row * rowBytes);
  }
  return seen;
}

@inline
function keepMoved(moved: usize, row: i32, label: i32, labels: usize, isRow: i32): usize {
  store<i32>(moved, row | (label << ROW_BITS));
  const hasMoved = <i32>(load<i32>(labels + ((<usize>row) << 2)) != label);
  return moved + ((<usize>(hasMoved & isRow)) << 2);
}

/** Four listed rows of float32 to columns of four, one column every 32 bytes. */
@inline
function transpose(rows32: usize, list: usize, to: usize, rowBytes: usize): void {
  const a = rows32 + <usize>load<i32>(list) * rowBytes;
  const b = rows32 + <usize>load<i32>(list, 4) * rowBytes;
  const c = rows32 + <usize>load<i32>(list, 8) * rowBytes;
  const d = rows32 + <usize>load<i32>(list, 12) * rowBytes;
  for (let j: usize = 0; j < rowBytes; j += 16) {
    const va = v128.load(a + j);
    const vb = v128.load(b + j);
    const vc = v128.load(c + j);
    const vd = v128.load(d + j);
    const ab = v128.shuffle<f32>(va, vb, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(va, vb, 2, 6, 3, 7);
    const cd = v128.shuffle<f32>(vc, vd, 0, 4, 1, 5);
    const cdHigh = v128.shuffle<f32>(vc, vd, 2, 6, 3, 7);
    const at = to + (j << 3);
    v128.store(at, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(at, v128.shuffle<f64>(ab, cd, 1, 3), 32);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 64);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 96);
  }
}

/** Plain float64 for the lanes that float32 cannot be trusted with. */
function confirmLanes(
  rows: usize,
  sure: i32,
  found: usize,
  exact: usize,
  centers: usize,
  nColumns: i32,
  nClusters: i32,
): void {
  const stride = (<usize>nColumns) << 3;
  for (let lane: usize = 0; lane < 8; lane++) {
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
    store<f32>(found + (lane << 2), <f32>((Math.sqrt(second) - Math.sqrt(best)) * KEEP), 32);
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
  let seen = 0;
  for (let i = 0; i < nMoved; i++) {
    if ((i & (AHEAD - 1)) == 0) seen |= touch(list, i, min(nMoved, i + AHEAD), exact, stride);
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
  store<i32>(list, seen);
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
