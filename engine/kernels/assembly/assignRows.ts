import { keepLanes } from './keepLanes';
import { listOpen, UPPER } from './listOpen';
import { AHEAD, moveRows, ROW_BITS, ROW_MASK, touch } from './moveRows';
import { confirmLanes, labelsOfEight, LEADS, LEADS_OF_REST, nearestOfEight, REACHES, ROWS, SCORES, SECONDS } from './nearestOfEight';
import { scoreEight } from './scoreEight';
import { sumRows } from './sumRows';

/** Below every loss. */
const NO_LEAD: f32 = -8.507059173023462e37; // -2^126

/**
 * Passes without unforeseeable branches: list the rows whose bound does not hold, evaluate them eight at a time, list those that moved, move
 * these between the sums. Where many rows are listed, all are evaluated in their order: their columns and bounds lie side by side.
 */
export function assignRows(
  rows32: usize,
  norms32: usize,
  stride32: i32,
  rows: usize,
  offset: usize,
  factor: f64,
  centers: usize,
  packed32: usize,
  limits: usize,
  labels: usize,
  leads: usize,
  reaches: usize,
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
  firstCode: i32,
  pairs: i32,
  leastReach: f32,
  isFirst: i32,
  knowsLeads: i32,
  keepsLeads: i32,
): i32 {
  const nRows = rowEnd - rowStart;
  rows32 += <usize>rowStart * ((<usize>stride32) << 2);
  norms32 += (<usize>rowStart) << 2;
  rows += <usize>rowStart * ((<usize>nColumns) << 3);
  labels += (<usize>rowStart) << 2;
  leads += (<usize>rowStart) << 2;
  reaches += (<usize>rowStart) << 2;
  const looked = list + 16;
  const moved = looked + ((<usize>(nRows + 8)) << 2);
  let nOpen = knowsLeads ? listOpen(looked, nRows, limits, leads, reaches) : nRows;
  let to = moved;
  if (isAllQuicker(nOpen, nRows, nColumns, nClusters)) {
    store<i32>(list, nRows);
    const whole = nRows & ~7;
    to = evaluateAll(
      moved,
      whole,
      rows32,
      norms32,
      stride32,
      rows,
      offset,
      factor,
      centers,
      packed32,
      labels,
      leads,
      reaches,
      work,
      nColumns,
      nClusters,
      marginSlope,
      marginBase,
      firstCode,
      pairs,
      leastReach,
      isFirst,
      keepsLeads,
    );
    nOpen = nRows - whole;
    for (let i = 0; i < nOpen; i++) store<i32>(looked + ((<usize>i) << 2), whole + i);
  } else store<i32>(list, nOpen);
  to = evaluateListed(
    looked,
    to,
    nOpen,
    nRows,
    rows32,
    norms32,
    stride32,
    rows,
    offset,
    factor,
    centers,
    packed32,
    labels,
    leads,
    reaches,
    work,
    nColumns,
    nClusters,
    marginSlope,
    marginBase,
    firstCode,
    pairs,
    leastReach,
  );
  const nMoved = <i32>((to - moved) >> 2);
  if (!isFirst) {
    moveRows(moved, nMoved, rows, offset, factor, labels, sums, counts, nColumns);
    return nMoved;
  }
  for (let i = 0; i < nMoved; i++) {
    const entry = load<i32>(moved + ((<usize>i) << 2));
    store<i32>(labels + ((<usize>(entry & ROW_MASK)) << 2), entry >> ROW_BITS);
  }
  sumRows(rows, offset, factor, labels, 0, nRows, nColumns, sums, counts);
  return nRows;
}

/**
 * Rows in their order are read several times as fast as listed ones, the less there is to multiply the more; and leads that are all measured
 * anew keep more rows closed in the assignments that follow. The numbers are from measurements of 8 to 50 columns and 5 to 20 clusters, in short fits and in long ones.
 */
@inline
function isAllQuicker(nOpen: i32, nRows: i32, nColumns: i32, nClusters: i32): bool {
  const products = <f64>nColumns * <f64>nClusters;
  return <f64>nOpen * 3 * (products + 200) > <f64>nRows * 2 * (products + 32);
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
  rows: usize,
  offset: usize,
  factor: f64,
  centers: usize,
  packed32: usize,
  labels: usize,
  leads: usize,
  reaches: usize,
  work: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  firstCode: i32,
  pairs: i32,
  leastReach: f32,
  isFirst: i32,
  keepsLeads: i32,
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
    const normsA = v128.load(norms32 + at);
    const normsB = v128.load(norms32 + at, 16);
    const slope = f32x4.splat(marginSlope);
    const base = f32x4.splat(marginBase);
    const sure = keepsLeads
      ? nearestOfEight(found, normsA, normsB, nClusters, slope, base)
      : labelsOfEight(found, normsA, normsB, nClusters, slope, base);
    if (sure != 255) {
      for (let lane = 0; lane < 8; lane++) store<i32>(found + ((<usize>lane) << 2), row + lane, ROWS);
      confirmLanes(found, sure, rows, offset, factor, centers, nColumns, nClusters, work);
    }
    if (keepsLeads) {
      v128.store(leads + at, packLeads(found));
      v128.store(leads + at, packLeads(found + 16), 16);
      v128.store(reaches + at, packReaches(found, firstCode, pairs, leastReach));
      v128.store(reaches + at, packReaches(found + 16, firstCode, pairs, leastReach), 16);
    }
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

/** The listed rows; those that moved are listed from `moved` on. Returns where their list ends. */
function evaluateListed(
  list: usize,
  moved: usize,
  nOpen: i32,
  nRows: i32,
  rows32: usize,
  norms32: usize,
  stride32: i32,
  rows: usize,
  offset: usize,
  factor: f64,
  centers: usize,
  packed32: usize,
  labels: usize,
  leads: usize,
  reaches: usize,
  work: usize,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  firstCode: i32,
  pairs: i32,
  leastReach: f32,
): usize {
  if (nOpen == 0) return moved;
  const rowBytes = (<usize>stride32) << 2;
  const found = work + (rowBytes << 3);
  // Entries past the end repeat the last row, so that the last eight are whole.
  const last = load<i32>(list + ((<usize>(nOpen - 1)) << 2));
  for (let i = 0; i < 7; i++) store<i32>(list + ((<usize>(nOpen + i)) << 2), last);
  let seen = 0;
  // Rows that lie close together are fetched ahead by the hardware.
  const isSparse = <i32>(nOpen < nRows >> 1);
  for (let i = 0; i < nOpen; i += 8) {
    if (isSparse & <i32>((i & (AHEAD - 1)) == 0)) seen |= touchListed(list, i, min(nOpen, i + AHEAD), rows32, rowBytes, norms32, labels);
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
      confirmLanes(found, sure, rows, offset, factor, centers, nColumns, nClusters, work);
    }
    const left = nOpen - i;
    for (let half: usize = 0; half < 32; half += 16) {
      const entries = at + half;
      scatter(leads, entries, packLeads(found + half));
      scatter(reaches, entries, packReaches(found + half, firstCode, pairs, leastReach));
      moved = settleFour(moved, entries, found + half, labels, left - <i32>(half >> 2));
    }
  }
  store<i32>(found, seen);
  return moved;
}

/** As `touch`, and what else of the rows is looked at. */
function touchListed(list: usize, from: i32, to: i32, rows: usize, rowBytes: usize, norms32: usize, labels: usize): i32 {
  let seen = touch(list, from, to, rows, rowBytes);
  for (let i = from; i < to; i++) {
    const at = (<usize>load<i32>(list + ((<usize>i) << 2))) << 2;
    seen |= load<i32>(norms32 + at) | load<i32>(labels + at);
  }
  return seen;
}

/** Both leads of four rows, cut to 16 bits each; one that is not above 0 is less than every loss. */
@inline
function packLeads(found: usize): v128 {
  const upper = i32x4.splat(UPPER);
  return v128.or(v128.and(known(v128.load(found, LEADS)), upper), i32x4.shr_u(known(v128.load(found, LEADS_OF_REST)), 16));
}

@inline
function known(leads: v128): v128 {
  return v128.bitselect(leads, f32x4.splat(NO_LEAD), f32x4.gt(leads, f32x4.splat(0)));
}

/** Distances of four rows, none below the least, raised to 16 bits, and where their limits are: by slot, nearest and, where pairs have theirs, second centre. */
@inline
function packReaches(found: usize, firstCode: i32, pairs: i32, leastReach: f32): v128 {
  const seconds = v128.and(v128.load(found, SECONDS), i32x4.splat(pairs > 1 ? -1 : 0));
  const codes = i32x4.add(
    i32x4.splat(firstCode),
    i32x4.add(i32x4.mul(v128.load(found), i32x4.splat(pairs)), seconds),
  );
  const reaches = f32x4.pmax(v128.load(found, REACHES), f32x4.splat(leastReach));
  const raised = i32x4.add(reaches, i32x4.splat(0xffff));
  return v128.or(v128.and(raised, i32x4.splat(UPPER)), codes);
}

/** table[indices[0 … 3]] ← values */
@inline
function scatter(table: usize, indices: usize, values: v128): void {
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices)) << 2), values, 0);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 4)) << 2), values, 1);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 8)) << 2), values, 2);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 12)) << 2), values, 3);
}

/** Lists those of four rows that moved. */
@inline
function settleFour(moved: usize, rows: usize, found: usize, labels: usize, left: i32): usize {
  const bits = left > 3 ? 15 : (1 << max(left, 0)) - 1;
  return keepMoved(moved, v128.load(rows), v128.load(found), gather(labels, rows), bits);
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

