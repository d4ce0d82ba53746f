import { squaredDistance } from './squaredDistance';

/** Takes back more than one float32 addition can have rounded up. */
const SHRINK: f32 = 4.76837158203125e-7; // 2^-21
/** The same for a float64 gap stored as float32. */
const KEEP: f64 = 1 - 9.5367431640625e-7; // 1 - 2^-20

export function assignRows(
  blocks: usize,
  exact: usize,
  centers: usize,
  centers32: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  sums: usize,
  counts: usize,
  rowStart: i32,
  rowEnd: i32,
  nColumns: i32,
  nClusters: i32,
  marginSlope: f32,
  marginBase: f32,
  isFirst: i32,
): i32 {
  const slope = f32x4.splat(marginSlope);
  const base = f32x4.splat(marginBase);
  const blockBytes = (<usize>nColumns) << 4;
  let moved: i32 = 0;
  for (let row = rowStart; row < rowEnd; row += 4) {
    const at = (<usize>row) << 2;
    const oldLabels = v128.load(labels + at);
    let limit = f32x4.splat(0);
    if (!isFirst) {
      limit = gather(drift, oldLabels);
      if (i32x4.all_true(f32x4.gt(v128.load(thresholds + at), limit))) continue;
    }
    let best = f32x4.splat(f32.MAX_VALUE * 2);
    let second = best;
    let nearest = i32x4.splat(0);
    const block = blocks + <usize>(row >> 2) * blockBytes;
    let center = centers32;
    for (let c = 0; c < nClusters; c++) {
      let sum = f32x4.splat(0);
      let x = block;
      const end = block + blockBytes;
      while (x < end) {
        const d = f32x4.sub(v128.load(x), v128.load32_splat(center));
        sum = f32x4.add(sum, f32x4.mul(d, d));
        x += 16;
        center += 4;
      }
      const isNearer = f32x4.lt(sum, best);
      second = v128.bitselect(best, v128.bitselect(sum, second, f32x4.lt(sum, second)), isNearer);
      best = v128.bitselect(sum, best, isNearer);
      nearest = v128.bitselect(i32x4.splat(c), nearest, isNearer);
    }
    const far = f32x4.sqrt(second);
    const gap = f32x4.sub(f32x4.sub(far, f32x4.sqrt(best)), f32x4.add(f32x4.mul(far, slope), base));
    const isSure = f32x4.gt(gap, f32x4.splat(0));
    if (!isFirst && i32x4.all_true(v128.and(isSure, i32x4.eq(nearest, oldLabels)))) {
      const sum = f32x4.add(gap, limit);
      v128.store(thresholds + at, f32x4.sub(sum, f32x4.mul(sum, f32x4.splat(SHRINK))));
      continue;
    }
    const rows = min(4, rowEnd - row);
    for (let lane = 0; lane < rows; lane++) {
      moved += settleRow(
        row + lane,
        laneI32(nearest, lane),
        laneF32(gap, lane),
        exact,
        centers,
        drift,
        labels,
        thresholds,
        sums,
        counts,
        nColumns,
        nClusters,
      );
    }
  }
  return moved;
}

@inline
function gather(table: usize, indices: v128): v128 {
  return f32x4(
    load<f32>(table + ((<usize>i32x4.extract_lane(indices, 0)) << 2)),
    load<f32>(table + ((<usize>i32x4.extract_lane(indices, 1)) << 2)),
    load<f32>(table + ((<usize>i32x4.extract_lane(indices, 2)) << 2)),
    load<f32>(table + ((<usize>i32x4.extract_lane(indices, 3)) << 2)),
  );
}

@inline
function laneI32(v: v128, lane: i32): i32 {
  if (lane == 0) return i32x4.extract_lane(v, 0);
  if (lane == 1) return i32x4.extract_lane(v, 1);
  if (lane == 2) return i32x4.extract_lane(v, 2);
  return i32x4.extract_lane(v, 3);
}

@inline
function laneF32(v: v128, lane: i32): f32 {
  if (lane == 0) return f32x4.extract_lane(v, 0);
  if (lane == 1) return f32x4.extract_lane(v, 1);
  if (lane == 2) return f32x4.extract_lane(v, 2);
  return f32x4.extract_lane(v, 3);
}

function settleRow(
  row: i32,
  nearest: i32,
  screenedGap: f32,
  exact: usize,
  centers: usize,
  drift: usize,
  labels: usize,
  thresholds: usize,
  sums: usize,
  counts: usize,
  nColumns: i32,
  nClusters: i32,
): i32 {
  const stride = (<usize>nColumns) << 3;
  const x = exact + <usize>row * stride;
  let label = nearest;
  let gap = screenedGap;
  if (!(gap > 0)) {
    let best: f64 = Infinity;
    let second: f64 = Infinity;
    label = 0;
    for (let c = 0; c < nClusters; c++) {
      const distance = squaredDistance(x, centers + <usize>c * stride, nColumns);
      if (distance < best) {
        second = best;
        best = distance;
        label = c;
      } else if (distance < second) second = distance;
    }
    gap = <f32>((Math.sqrt(second) - Math.sqrt(best)) * KEEP);
  }
  const limit = gap + load<f32>(drift + ((<usize>label) << 2));
  const at = (<usize>row) << 2;
  store<f32>(thresholds + at, limit - limit * SHRINK);
  const old = load<i32>(labels + at);
  if (old == label) return 0;
  store<i32>(labels + at, label);
  if (old >= 0) {
    addRow(sums + <usize>old * stride, x, nColumns, -1);
    const count = counts + ((<usize>old) << 3);
    store<f64>(count, load<f64>(count) - 1);
  }
  addRow(sums + <usize>label * stride, x, nColumns, 1);
  const count = counts + ((<usize>label) << 3);
  store<f64>(count, load<f64>(count) + 1);
  return 1;
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
