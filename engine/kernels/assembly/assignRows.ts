import { keepLanes } from './keepLanes';
import { AHEAD, moveRows, ROW_BITS, ROW_MASK, touch } from './moveRows';
import { confirmLanes, GAPS, nearestOfEight, ROWS, SCORES } from './nearestOfEight';
import { scoreEight } from './scoreEight';
import { sumRows } from './sumRows';

/** Takes back more than the roundings on the way to a threshold can have added. */
const KEEP: f32 = 1 - 9.5367431640625e-7; // 1 - 2^-20
/**
 * Passes without unforeseeable branches: list the rows whose bound does not hold, evaluate them eight at a time, list those that moved, move
 * these between the sums. Where most rows are listed, all are evaluated in their order: their columns and bounds lie side by side.
 */
export function assignRows(
  rows32: usize,
  norms32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  packed32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  sums: usize,
  counts: usize,
  list: usize,
  work: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  isFirst: i32,
): i32 {
  const nRows = rowEnd - rowStart;
  rows32 += <usize>rowStart * ((<usize>stride32) << 2);
  norms32 += (<usize>rowStart) << 2;
  exact += <usize>rowStart * ((<usize>nColumns) << 3);
  labels += (<usize>rowStart) << 2;
  thresholds += (<usize>rowStart) << 2;
  let nOpen = isFirst ? nRows : listOpen(list, nRows, drift, labels, thresholds);
  let moved = list;
  if (nOpen * 8 > nRows * 5) {
    const whole = nRows & ~7;
    moved = evaluateAll(
      list,
      whole,
      rows32,
      norms32,
      stride32,
      exact,
      centers,
      packed32,
      drift,
      labels,
      thresholds,
      work,
      nColumns,
      nClusters,
      marginSlope,
      marginBase,
      isFirst,
    );
    nOpen = nRows - whole;
    // The rest is listed behind those that moved, and what of it moves is put in its place.
    for (let i = 0; i < nOpen; i++) store<i32>(moved + ((<usize>i) << 2), whole + i);
  }
  moved = evaluateListed(
    moved,
    nOpen,
    nRows,
    rows32,
    norms32,
    stride32,
    exact,
    centers,
    packed32,
    drift,
    labels,
    thresholds,
    work,
    nColumns,
    nClusters,
    marginSlope,
    marginBase,
  );
  const nMoved = <i32>((moved - list) >> 2);
  if (!isFirst) {
    moveRows(list, nMoved, exact, labels, sums, counts, nColumns);
    return nMoved;
  }
  for (let i = 0; i < nMoved; i++) {
    const entry = load<i32>(list + ((<usize>i) << 2));
    store<i32>(labels + ((<usize>(entry & ROW_MASK)) << 2), entry >> ROW_BITS);
  }
  sumRows(exact, labels, 0, nRows, nColumns, sums, counts);
  return nRows;
}

function listOpen(list: usize, nRows: i32, drift: usize, labels: usize, thresholds: usize): i32 {
  let to = list;
  let rows = i32x4(0, 1, 2, 3);
  const four = i32x4.splat(4);
  const end = (<usize>nRows) << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const limit = gather(drift, labels + at);
    to = keepLanes(to, rows, i32x4.bitmask(f32x4.gt(v128.load(thresholds + at), limit)) ^ 15);
    rows = i32x4.add(rows, four);
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

/** Every row of the first `nRows`, a multiple of 8; those that moved are listed. Returns where their list ends. */
function evaluateAll(
  list: usize,
  nRows: i32,
  rows32: usize,
  norms32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  packed32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  work: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  isFirst: i32,
): usize {
  const rowBytes = (<usize>stride32) << 2;
  const found = work + (rowBytes << 3);
  let moved = list;
  let x = rows32;
  for (let row = 0; row < nRows; row += 8) {
    const at = (<usize>row) << 2;
    transpose(x, x + rowBytes, x + 2 * rowBytes, x + 3 * rowBytes, work, rowBytes);
    x += rowBytes << 2;
    transpose(x, x + rowBytes, x + 2 * rowBytes, x + 3 * rowBytes, work + 16, rowBytes);
    x += rowBytes << 2;
    scoreEight(work, packed32, nColumns, nClusters, found + SCORES);
    const norms = norms32 + at;
    const sure = nearestOfEight(
      found,
      v128.load(norms),
      v128.load(norms, 16),
      nClusters,
      f32x4.splat(marginSlope),
      f32x4.splat(marginBase),
    );
    if (sure != 255) {
      for (let lane = 0; lane < 8; lane++) store<i32>(found + ((<usize>lane) << 2), row + lane, ROWS);
      confirmLanes(found, sure, exact, centers, nColumns, nClusters);
    }
    v128.store(thresholds + at, thresholdsOf(found, drift));
    v128.store(thresholds + at, thresholdsOf(found + 16, drift), 16);
    const newA = v128.load(found);
    const newB = v128.load(found, 16);
    if (isFirst) {
      v128.store(labels + at, newA);
      v128.store(labels + at, newB, 16);
      continue;
    }
    moved = keepMoved(moved, i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3)), newA, v128.load(labels + at), 15);
    moved = keepMoved(moved, i32x4.add(i32x4.splat(row), i32x4(4, 5, 6, 7)), newB, v128.load(labels + at, 16), 15);
  }
  return moved;
}

/** The listed rows; those that moved take their place in the list. Returns where it then ends. */
function evaluateListed(
  list: usize,
  nOpen: i32,
  nRows: i32,
  rows32: usize,
  norms32: usize,
  stride32: i32,
  exact: usize,
  centers: usize,
  packed32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  work: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
): usize {
  if (nOpen == 0) return list;
  const rowBytes = (<usize>stride32) << 2;
  const found = work + (rowBytes << 3);
  // Entries past the end repeat the last row, so that the last eight are whole.
  const last = load<i32>(list + ((<usize>(nOpen - 1)) << 2));
  for (let i = 0; i < 7; i++) store<i32>(list + ((<usize>(nOpen + i)) << 2), last);
  let moved = list;
  let seen = 0;
  // Rows that lie close together are fetched ahead by the hardware.
  const isSparse = <i32>(nOpen < nRows >> 1);
  for (let i = 0; i < nOpen; i += 8) {
    if (isSparse & <i32>((i & (AHEAD - 1)) == 0)) seen |= touch(list, i, min(nOpen, i + AHEAD), rows32, rowBytes);
    const at = list + ((<usize>i) << 2);
    const r0 = <usize>load<i32>(at);
    const r1 = <usize>load<i32>(at, 4);
    const r2 = <usize>load<i32>(at, 8);
    const r3 = <usize>load<i32>(at, 12);
    const r4 = <usize>load<i32>(at, 16);
    const r5 = <usize>load<i32>(at, 20);
    const r6 = <usize>load<i32>(at, 24);
    const r7 = <usize>load<i32>(at, 28);
    transpose(rows32 + r0 * rowBytes, rows32 + r1 * rowBytes, rows32 + r2 * rowBytes, rows32 + r3 * rowBytes, work, rowBytes);
    transpose(rows32 + r4 * rowBytes, rows32 + r5 * rowBytes, rows32 + r6 * rowBytes, rows32 + r7 * rowBytes, work + 16, rowBytes);
    scoreEight(work, packed32, nColumns, nClusters, found + SCORES);
    const sure = nearestOfEight(
      found,
      gather(norms32, at),
      gather(norms32, at + 16),
      nClusters,
      f32x4.splat(marginSlope),
      f32x4.splat(marginBase),
    );
    if (sure != 255) {
      v128.store(found, v128.load(at), ROWS);
      v128.store(found, v128.load(at, 16), ROWS + 16);
      confirmLanes(found, sure, exact, centers, nColumns, nClusters);
    }
    const left = nOpen - i;
    moved = settleFour(moved, at, found, drift, labels, thresholds, left);
    moved = settleFour(moved, at + 16, found + 16, drift, labels, thresholds, left - 4);
  }
  store<i32>(found, seen);
  return moved;
}

@inline
function thresholdsOf(found: usize, drift: usize): v128 {
  return f32x4.mul(f32x4.add(v128.load(found, GAPS), gather(drift, found)), f32x4.splat(KEEP));
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
  const threshold = thresholdsOf(found, drift);
  v128.store_lane<f32>(thresholds + ((<usize>r0) << 2), threshold, 0);
  v128.store_lane<f32>(thresholds + ((<usize>r1) << 2), threshold, 1);
  v128.store_lane<f32>(thresholds + ((<usize>r2) << 2), threshold, 2);
  v128.store_lane<f32>(thresholds + ((<usize>r3) << 2), threshold, 3);
  let old = v128.load32_zero(labels + ((<usize>r0) << 2));
  old = v128.load_lane<i32>(labels + ((<usize>r1) << 2), old, 1);
  old = v128.load_lane<i32>(labels + ((<usize>r2) << 2), old, 2);
  old = v128.load_lane<i32>(labels + ((<usize>r3) << 2), old, 3);
  return keepMoved(moved, v128.load(rows), v128.load(found), old, left > 3 ? 15 : (1 << max(left, 0)) - 1);
}

/** Appends those of four rows (of which `bits` says which count) whose label is another one. */
@inline
function keepMoved(moved: usize, rows: v128, found: v128, old: v128, bits: i32): usize {
  const hasMoved = i32x4.bitmask(i32x4.ne(found, old)) & bits;
  return keepLanes(moved, v128.or(rows, i32x4.shl(found, ROW_BITS)), hasMoved);
}

/** Four rows of float32 to columns of four, one column every 32 bytes. */
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
    const at = to + (j << 3);
    v128.store(at, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(at, v128.shuffle<f64>(ab, cd, 1, 3), 32);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 64);
    v128.store(at, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 96);
  }
}

