import { evaluateAll } from './evaluateAll';
import { evaluateListed } from './evaluateListed';
import { listOpen } from './listOpen';
import { moveRows, ROW_BITS, ROW_MASK } from './moveRows';
import { sumRows } from './sumRows';

/** As ../typescript/assignRows.ts. Compiled for both ways to read rows, so that no row waits for the question. */
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
  squares: usize,
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
  if (stride32 == 0) {
    return assign<f64>(
      rows32, norms32, stride32, rows, offset, factor, centers, packed32, limits, labels, leads, reaches, sums, counts, squares, list, work,
      rowStart, rowEnd, nColumns, nClusters, marginSlope, marginBase, firstCode, pairs, leastReach, isFirst, knowsLeads, keepsLeads,
    );
  }
  return assign<f32>(
    rows32, norms32, stride32, rows, offset, factor, centers, packed32, limits, labels, leads, reaches, sums, counts, squares, list, work, rowStart,
    rowEnd, nColumns, nClusters, marginSlope, marginBase, firstCode, pairs, leastReach, isFirst, knowsLeads, keepsLeads,
  );
}

/**
 * Passes without unforeseeable branches: list the rows whose bound does not hold, evaluate them eight at a time, list those that moved, move
 * these between the sums. Where many rows are listed, all are evaluated in their order: their columns and bounds lie side by side.
 * @typeParam TRow as in `evaluateAll`
 */
function assign<TRow>(
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
  squares: usize,
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
    to = evaluateAll<TRow>(
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
  to = evaluateListed<TRow>(
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
  sumRows<TRow>(rows, offset, factor, labels, nRows, nColumns, sums, counts, squares);
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
