// Histograms of gradients and the gradients themselves, as whole numbers. See ../TreeCalls.ts.
import { exponential } from './exponential';
import { ENTRY_ROW } from './treeBins';

const ROUNDER: f64 = 6755399441055744;

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
  for (let row = from; row < to; row += 2) {
    const at = <usize>row;
    const second: usize = row + 1 < to ? 1 : 0;
    const answers = f64x2.replace_lane(
      f64x2.splat(load<f64>(raw + (at << 3))),
      1,
      load<f64>(raw + ((at + second) << 3)),
    );
    // From e to the power of minus the distance to 0, so that neither end is lost.
    const power = exponential(f64x2.neg(f64x2.abs(answers)));
    const sum = f64x2.add(f64x2.splat(1), power);
    const small = f64x2.div(power, sum);
    const large = f64x2.div(f64x2.splat(1), sum);
    const share = v128.bitselect(small, large, f64x2.lt(answers, f64x2.splat(0)));
    const hessians = f64x2.mul(small, large);
    storePair(pairs, at, weightOf(weights, isWeighted, at), y, f64x2.extract_lane(share, 0), f64x2.extract_lane(hessians, 0), gradientScale, hessianScale);
    if (second)
      storePair(pairs, at + 1, weightOf(weights, isWeighted, at + 1), y, f64x2.extract_lane(share, 1), f64x2.extract_lane(hessians, 1), gradientScale, hessianScale);
  }
}

@inline
function weightOf(weights: usize, isWeighted: bool, row: usize): f64 {
  return isWeighted ? load<f64>(weights + (row << 3)) : 1;
}

@inline
function storePair(
  pairs: usize,
  row: usize,
  weight: f64,
  y: usize,
  share: f64,
  hessian: f64,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const gradient = (share - <f64>load<u8>(y + row)) * weight * gradientScale + ROUNDER - ROUNDER;
  const curvature = hessian * weight * hessianScale + ROUNDER - ROUNDER;
  store<i32>(pairs + (row << 3), <i32>gradient);
  store<i32>(pairs + (row << 3) + 4, <i32>curvature);
}

export function gatherPairs(entries: usize, from: i32, to: i32, pairs: usize, out: usize, outFrom: i32): void {
  const end = entries + ((<usize>to) << 2);
  let into = out + ((<usize>outFrom) << 3);
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    store<u64>(into, load<u64>(pairs + ((<usize>(load<u32>(at) & ENTRY_ROW)) << 3)));
    into += 8;
  }
}

/** @param at a bin times 16: where it begins in a histogram */
@inline
function addTo(hist: usize, at: u32, pair: v128): void {
  const slot = hist + <usize>(at & 0xff0);
  v128.store(slot, i64x2.add(v128.load(slot), pair));
}

export function gradientHistogram(
  entries: usize,
  from: i32,
  to: i32,
  pairs: usize,
  pairsFrom: i32,
  quads: usize,
  nFeatures: i32,
  countShift: i32,
  hist: usize,
): void {
  memory.fill(hist, 0, 4 * 4096);
  const one = i64x2.replace_lane(i64x2.splat(0), 1, (<i64>1) << countShift);
  const end = entries + ((<usize>to) << 2);
  let from8 = pairs + ((<usize>pairsFrom) << 3);
  if (nFeatures == 1) {
    for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
      const bin = <u32>load<u8>(quads + ((<usize>(load<u32>(at) & ENTRY_ROW)) << 2));
      addTo(hist, bin << 4, i64x2.add(v128.load_ext<i32>(from8), one));
      from8 += 8;
    }
    return;
  }
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    const bins = load<u32>(quads + ((<usize>(load<u32>(at) & ENTRY_ROW)) << 2));
    const pair = i64x2.add(v128.load_ext<i32>(from8), one);
    from8 += 8;
    addTo(hist, bins << 4, pair);
    addTo(hist + 4096, bins >> 4, pair);
    if (nFeatures > 2) {
      addTo(hist + 8192, bins >> 12, pair);
      addTo(hist + 12288, bins >> 20, pair);
    }
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

export function subtractHistogram(parent: usize, child: usize): void {
  const end = parent + 4 * 4096;
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
