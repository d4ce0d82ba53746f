import { narrow, transpose } from './columnsOfFour';
import { gather, packLeads, packReaches, scatter, settleFour } from './foundRows';
import { AHEAD, touch } from './moveRows';
import { confirmLanes, foundAt, nearestOfEight, ROWS, SCORES } from './nearestOfEight';
import { scoreEight } from './scoreEight';

/** The listed rows; those that moved are listed from `moved` on. Returns where their list ends. `TRow` as in `evaluateAll`. */
export function evaluateListed<TRow>(
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
  const isNarrowed = sizeof<TRow>() == 8;
  const rowBytes = isNarrowed ? (<usize>nColumns) << 3 : (<usize>stride32) << 2;
  const x = isNarrowed ? rows : rows32;
  const found = foundAt(work, nColumns);
  // Entries past the end repeat the last row, so that the last eight are whole.
  const last = load<i32>(list + ((<usize>(nOpen - 1)) << 2));
  for (let i = 0; i < 7; i++) store<i32>(list + ((<usize>(nOpen + i)) << 2), last);
  let seen = 0;
  // Rows that lie close together are fetched ahead by the hardware.
  const isSparse = <i32>(nOpen < nRows >> 1);
  for (let i = 0; i < nOpen; i += 8) {
    if (isSparse & <i32>((i & (AHEAD - 1)) == 0)) seen |= touchListed<TRow>(list, i, min(nOpen, i + AHEAD), x, rowBytes, norms32, labels);
    const at = list + ((<usize>i) << 2);
    const r0 = <usize>load<i32>(at);
    const r1 = <usize>load<i32>(at, 4);
    const r2 = <usize>load<i32>(at, 8);
    const r3 = <usize>load<i32>(at, 12);
    const r4 = <usize>load<i32>(at, 16);
    const r5 = <usize>load<i32>(at, 20);
    const r6 = <usize>load<i32>(at, 24);
    const r7 = <usize>load<i32>(at, 28);
    const x0 = x + r0 * rowBytes;
    const x4 = x + r4 * rowBytes;
    let normsA: v128;
    let normsB: v128;
    if (isNarrowed) {
      normsA = narrow(x0, x + r1 * rowBytes, x + r2 * rowBytes, x + r3 * rowBytes, work, offset, factor, nColumns);
      normsB = narrow(x4, x + r5 * rowBytes, x + r6 * rowBytes, x + r7 * rowBytes, work + 16, offset, factor, nColumns);
    } else {
      transpose(x0, x + r1 * rowBytes, x + r2 * rowBytes, x + r3 * rowBytes, work, rowBytes);
      transpose(x4, x + r5 * rowBytes, x + r6 * rowBytes, x + r7 * rowBytes, work + 16, rowBytes);
      normsA = gather(norms32, at);
      normsB = gather(norms32, at + 16);
    }
    scoreEight(work, packed32, nColumns, nClusters, found + SCORES);
    const sure = nearestOfEight(found, normsA, normsB, nClusters, f32x4.splat(marginSlope), f32x4.splat(marginBase));
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
function touchListed<TRow>(list: usize, from: i32, to: i32, rows: usize, rowBytes: usize, norms32: usize, labels: usize): i32 {
  let seen = touch(list, from, to, rows, rowBytes);
  for (let i = from; i < to; i++) {
    const at = (<usize>load<i32>(list + ((<usize>i) << 2))) << 2;
    seen |= load<i32>(labels + at);
    if (sizeof<TRow>() == 4) seen |= load<i32>(norms32 + at);
  }
  return seen;
}
