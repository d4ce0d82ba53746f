import { keepLanes } from './keepLanes';
import { UPPER } from './listOpen';
import { ROW_BITS } from './moveRows';
import { LEADS, LEADS_OF_REST, REACHES, SECONDS } from './nearestOfEight';

/** Below every loss. */
const NO_LEAD: f32 = -8.507059173023462e37; // -2^126

/** Both leads of four rows, cut to 16 bits each; one that is not above 0 is less than every loss. */
@inline
export function packLeads(found: usize): v128 {
  const upper = i32x4.splat(UPPER);
  return v128.or(v128.and(known(v128.load(found, LEADS)), upper), i32x4.shr_u(known(v128.load(found, LEADS_OF_REST)), 16));
}

@inline
function known(leads: v128): v128 {
  return v128.bitselect(leads, f32x4.splat(NO_LEAD), f32x4.gt(leads, f32x4.splat(0)));
}

/** Distances of four rows, none below the least, raised to 16 bits, and where their limits are: by slot, nearest and, where pairs have theirs, second centre. */
@inline
export function packReaches(found: usize, firstCode: i32, pairs: i32, leastReach: f32): v128 {
  const seconds = v128.and(v128.load(found, SECONDS), i32x4.splat(pairs > 1 ? -1 : 0));
  const codes = i32x4.add(
    i32x4.splat(firstCode),
    i32x4.add(i32x4.mul(v128.load(found), i32x4.splat(pairs)), seconds),
  );
  const reaches = f32x4.pmax(v128.load(found, REACHES), f32x4.splat(leastReach));
  const raised = i32x4.add(reaches, i32x4.splat(0xffff));
  return v128.or(v128.and(raised, i32x4.splat(UPPER)), codes);
}

/** table[indices[0 … 3]] of float32. */
@inline
export function gather(table: usize, indices: usize): v128 {
  let v = v128.load32_zero(table + ((<usize>load<i32>(indices)) << 2));
  v = v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 4)) << 2), v, 1);
  v = v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 8)) << 2), v, 2);
  return v128.load_lane<f32>(table + ((<usize>load<i32>(indices, 12)) << 2), v, 3);
}

/** table[indices[0 … 3]] ← values */
@inline
export function scatter(table: usize, indices: usize, values: v128): void {
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices)) << 2), values, 0);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 4)) << 2), values, 1);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 8)) << 2), values, 2);
  v128.store_lane<f32>(table + ((<usize>load<i32>(indices, 12)) << 2), values, 3);
}

/** Lists those of four rows that moved. */
@inline
export function settleFour(moved: usize, rows: usize, found: usize, labels: usize, left: i32): usize {
  const bits = left > 3 ? 15 : (1 << max(left, 0)) - 1;
  return keepMoved(moved, v128.load(rows), v128.load(found), gather(labels, rows), bits);
}

/** Appends those of four rows (of which `bits` says which count) whose label is another one. */
@inline
export function keepMoved(moved: usize, rows: v128, found: v128, old: v128, bits: i32): usize {
  const hasMoved = i32x4.bitmask(i32x4.ne(found, old)) & bits;
  return keepLanes(moved, v128.or(rows, i32x4.shl(found, ROW_BITS)), hasMoved);
}
