import { narrow, transpose } from './columnsOfFour';
import { keepMoved, packLeads, packReaches } from './foundRows';
import { confirmLanes, foundAt, labelsOfEight, nearestOfEight, ROWS, SCORES } from './nearestOfEight';
import { scoreEight } from './scoreEight';

/**
 * Every row of the first `nRows`, a multiple of 8; those that moved are listed. Returns where their list ends.
 * @typeParam TRow f32 where rows are read from `rows32` and `norms32`, f64 where they are narrowed as they are read from `rows`
 */
export function evaluateAll<TRow>(
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
  const isNarrowed = sizeof<TRow>() == 8;
  const rowBytes = isNarrowed ? (<usize>nColumns) << 3 : (<usize>stride32) << 2;
  const found = foundAt(work, nColumns);
  let moved = list;
  let x = isNarrowed ? rows : rows32;
  for (let row = 0; row < nRows; row += 8) {
    const at = (<usize>row) << 2;
    const y = x + (rowBytes << 2);
    let normsA: v128;
    let normsB: v128;
    if (isNarrowed) {
      normsA = narrow(x, x + rowBytes, x + 2 * rowBytes, x + 3 * rowBytes, work, offset, factor, nColumns);
      normsB = narrow(y, y + rowBytes, y + 2 * rowBytes, y + 3 * rowBytes, work + 16, offset, factor, nColumns);
    } else {
      transpose(x, x + rowBytes, x + 2 * rowBytes, x + 3 * rowBytes, work, rowBytes);
      transpose(y, y + rowBytes, y + 2 * rowBytes, y + 3 * rowBytes, work + 16, rowBytes);
      normsA = v128.load(norms32 + at);
      normsB = v128.load(norms32 + at, 16);
    }
    x = y + (rowBytes << 2);
    scoreEight(work, packed32, nColumns, nClusters, found + SCORES);
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
