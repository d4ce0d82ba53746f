// Histograms of gradients and the gradients themselves, as whole numbers. See ../TreeCalls.ts.
import { exponential } from './exponential';
import { ENTRY_ROW } from './treeBins';

const ROUNDER: f64 = 6755399441055744;

/** The numbers at `row` and, where there is one, the row after it. */
@inline
function pairOf(numbers: usize, row: usize, second: usize): v128 {
  const at = numbers + (row << 3);
  return second ? v128.load(at) : v128.load64_zero(at);
}

@inline
function eventsOf(y: usize, row: usize, second: usize): v128 {
  const first = f64x2.splat(<f64>load<u8>(y + row));
  return f64x2.replace_lane(first, 1, <f64>load<u8>(y + row + second));
}

/**
 * The pairs of two rows. A whole number below 2 to the power of 31, with ROUNDER added, stands in the low half of its bits.
 * @param answers log-odds
 */
@inline
function gradientsOf(answers: v128, events: v128, weights: v128, gradientScale: f64, hessianScale: f64): v128 {
  // From e to the power of minus the distance to 0, so that neither end is lost.
  const power = exponential(f64x2.neg(f64x2.abs(answers)));
  const sum = f64x2.add(f64x2.splat(1), power);
  const small = f64x2.div(power, sum);
  const large = f64x2.div(f64x2.splat(1), sum);
  const share = v128.bitselect(small, large, f64x2.lt(answers, f64x2.splat(0)));
  const rounder = f64x2.splat(ROUNDER);
  const push = f64x2.mul(f64x2.mul(f64x2.sub(share, events), weights), f64x2.splat(gradientScale));
  const curve = f64x2.mul(f64x2.mul(f64x2.mul(small, large), weights), f64x2.splat(hessianScale));
  return v128.shuffle<i32>(f64x2.add(push, rounder), f64x2.add(curve, rounder), 0, 4, 2, 6);
}

export function stepGradients(
  raw: usize,
  y: usize,
  weights: usize,
  isWeighted: bool,
  gradientScale: f64,
  hessianScale: f64,
  from: i32,
  to: i32,
  pairs: usize,
): void {
  const ones = f64x2.splat(1);
  let row = <usize>from;
  const end = <usize>to;
  // Four rows at a time: the steps of two chains take turns.
  for (; row + 3 < end; row += 4) {
    const a = gradientsOf(
      v128.load(raw + (row << 3)),
      eventsOf(y, row, 1),
      isWeighted ? v128.load(weights + (row << 3)) : ones,
      gradientScale,
      hessianScale,
    );
    const b = gradientsOf(
      v128.load(raw + (row << 3), 16),
      eventsOf(y, row + 2, 1),
      isWeighted ? v128.load(weights + (row << 3), 16) : ones,
      gradientScale,
      hessianScale,
    );
    v128.store(pairs + (row << 3), a);
    v128.store(pairs + (row << 3), b, 16);
  }
  for (; row < end; row += 2) {
    const second: usize = row + 1 < end ? 1 : 0;
    const own = isWeighted ? pairOf(weights, row, second) : ones;
    const both = gradientsOf(
      pairOf(raw, row, second),
      eventsOf(y, row, second),
      own,
      gradientScale,
      hessianScale,
    );
    if (second) v128.store(pairs + (row << 3), both);
    else v128.store64_lane(pairs + (row << 3), both, 0);
  }
}

export function copyEntries(entries: usize, from: i32, to: i32, out: usize, outFrom: i32): void {
  memory.copy(out + ((<usize>outFrom) << 2), entries + ((<usize>from) << 2), (<usize>(to - from)) << 2);
}

/** Entries whose bins are fetched before the next group of the same is: they are then near. */
const TILE_BYTES: usize = 64 * 4;

export function gatherRows(
  entries: usize,
  from: i32,
  to: i32,
  pairs: usize,
  bins: usize,
  stride: i32,
  starts: usize,
  nGroups: i32,
  outPairs: usize,
  outBins: usize,
  capacity: i32,
  outFrom: i32,
): void {
  const end = entries + ((<usize>to) << 2);
  const groupBytes = (<usize>capacity) << 3;
  let tileOut = (<usize>outFrom) << 3;
  for (let tile = entries + ((<usize>from) << 2); tile < end; tile += TILE_BYTES) {
    const tileEnd = min(end, tile + TILE_BYTES);
    let out = outPairs + tileOut;
    for (let at = tile; at < tileEnd; at += 4) {
      store<u64>(out, load<u64>(pairs + ((<usize>(load<u32>(at) & ENTRY_ROW)) << 3)));
      out += 8;
    }
    let groupOut = outBins + tileOut;
    for (let group = 0; group < nGroups; group++) {
      const first = bins + <usize>load<i32>(starts + ((<usize>group) << 2));
      out = groupOut;
      for (let at = tile; at < tileEnd; at += 4) {
        store<u64>(out, load<u64>(first + <usize>(load<u32>(at) & ENTRY_ROW) * <usize>stride));
        out += 8;
      }
      groupOut += groupBytes;
    }
    tileOut += TILE_BYTES << 1;
  }
}

/** Adds the pair of a row to the bin of each feature. */
@inline
function addRow(hist: usize, row: usize, nFeatures: i32, pair: v128): void {
  const a = hist + ((<usize>load<u8>(row)) << 4);
  v128.store(a, i64x2.add(v128.load(a), pair));
  if (nFeatures <= 1) return;
  const b = hist + ((<usize>load<u8>(row, 1)) << 4);
  v128.store(b, i64x2.add(v128.load(b, 4096), pair), 4096);
  if (nFeatures <= 2) return;
  const c = hist + ((<usize>load<u8>(row, 2)) << 4);
  v128.store(c, i64x2.add(v128.load(c, 8192), pair), 8192);
  if (nFeatures <= 3) return;
  const d = hist + ((<usize>load<u8>(row, 3)) << 4);
  v128.store(d, i64x2.add(v128.load(d, 12288), pair), 12288);
  if (nFeatures <= 4) return;
  const e = hist + ((<usize>load<u8>(row, 4)) << 4);
  v128.store(e, i64x2.add(v128.load(e, 16384), pair), 16384);
  if (nFeatures <= 5) return;
  const f = hist + ((<usize>load<u8>(row, 5)) << 4);
  v128.store(f, i64x2.add(v128.load(f, 20480), pair), 20480);
  if (nFeatures <= 6) return;
  const g = hist + ((<usize>load<u8>(row, 6)) << 4);
  v128.store(g, i64x2.add(v128.load(g, 24576), pair), 24576);
  if (nFeatures <= 7) return;
  const h = hist + ((<usize>load<u8>(row, 7)) << 4);
  v128.store(h, i64x2.add(v128.load(h, 28672), pair), 28672);
}

export function gradientHistogram(
  entries: usize,
  nEntries: i32,
  from: i32,
  to: i32,
  pairs: usize,
  bins: usize,
  binStride: i32,
  nFeatures: i32,
  countShift: i32,
  hist: usize,
): void {
  memory.fill(hist, 0, (<usize>nFeatures) << 12);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, (<i64>1) << countShift);
  const stride = <usize>binStride;
  if (nEntries > 0) {
    const end = entries + ((<usize>to) << 2);
    for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
      const row = <usize>(load<u32>(at) & ENTRY_ROW);
      addRow(hist, bins + row * stride, nFeatures, i64x2.add(v128.load_ext<i32>(pairs + (row << 3)), one));
    }
    return;
  }
  const end = pairs + ((<usize>to) << 3);
  let row = bins + <usize>from * stride;
  for (let at = pairs + ((<usize>from) << 3); at < end; at += 8) {
    addRow(hist, row, nFeatures, i64x2.add(v128.load_ext<i32>(at), one));
    row += stride;
  }
}

export function sumHistogram(hist: usize, countShift: i32, node: usize): void {
  let gradients: i64 = 0;
  let packed: i64 = 0;
  for (let slot = hist; slot < hist + 4096; slot += 16) {
    gradients += load<i64>(slot);
    packed += load<i64>(slot + 8);
  }
  const shift = <i64>countShift;
  store<f64>(node, <f64>gradients);
  store<f64>(node + 8, <f64>(packed & (((<i64>1) << shift) - 1)));
  store<f64>(node + 16, <f64>(packed >> shift));
}

export function subtractHistogram(parent: usize, child: usize, length: i32): void {
  const end = parent + ((<usize>length) << 3);
  while (parent < end) {
    v128.store(parent, i64x2.sub(v128.load(parent), v128.load(child)));
    parent += 16;
    child += 16;
  }
}

export function addToRows(entries: usize, from: i32, to: i32, step: f64, raw: usize): void {
  const end = entries + ((<usize>to) << 2);
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    const slot = raw + ((<usize>(load<u32>(at) & ENTRY_ROW)) << 3);
    store<f64>(slot, load<f64>(slot) + step);
  }
}
