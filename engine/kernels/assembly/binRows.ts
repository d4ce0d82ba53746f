// The bins of numbers as codes of rows. See ../TreeCalls.ts.
import { binAt, halve } from './treeBins';

const ROW_CODES: usize = 32;
const CODE_SIGN: u8 = 128;

/** The cells of two numbers; a gap is in the first. */
@inline
function cellsAt(at: usize, low: v128, scale: v128, last: v128): v128 {
  const place = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(f64x2.sub(v128.load(at), low), scale));
  return i32x4.min_s(i32x4.max_s(place, i32x4.splat(0)), last);
}

/** The byte of the first threshold that is not in a cell before that of a lane. */
@inline
function startIn(cells: usize, cell: i32): usize {
  return (<usize>load<u8>(cells + <usize>cell)) << 3;
}

export function binRows(
  values: usize,
  nValues: i32,
  thresholds: usize,
  cells: usize,
  nCells: i32,
  low: f64,
  scale: f64,
  nHalvings: i32,
  codes: usize,
): i32 {
  const end = values + ((<usize>nValues) << 3);
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  const last = i32x4.splat(nCells - 1);
  const half = (<usize>4) << nHalvings;
  let gaps = i64x2.splat(0);
  for (let at = values; at < end; at += 64) {
    const one = cellsAt(at, lows, scales, last);
    const two = cellsAt(at + 16, lows, scales, last);
    const three = cellsAt(at + 32, lows, scales, last);
    const four = cellsAt(at + 48, lows, scales, last);
    let a = startIn(cells, i32x4.extract_lane(one, 0));
    let b = startIn(cells, i32x4.extract_lane(one, 1));
    let c = startIn(cells, i32x4.extract_lane(two, 0));
    let d = startIn(cells, i32x4.extract_lane(two, 1));
    let e = startIn(cells, i32x4.extract_lane(three, 0));
    let f = startIn(cells, i32x4.extract_lane(three, 1));
    let g = startIn(cells, i32x4.extract_lane(four, 0));
    let h = startIn(cells, i32x4.extract_lane(four, 1));
    const p = load<f64>(at, 0);
    const q = load<f64>(at, 8);
    const r = load<f64>(at, 16);
    const s = load<f64>(at, 24);
    const t = load<f64>(at, 32);
    const u = load<f64>(at, 40);
    const v = load<f64>(at, 48);
    const w = load<f64>(at, 56);
    // The searches take the same steps side by side, so that none waits for the memory of another.
    for (let step = half; step >= 8; step >>= 1) {
      a = halve(thresholds, a, step, p);
      b = halve(thresholds, b, step, q);
      c = halve(thresholds, c, step, r);
      d = halve(thresholds, d, step, s);
      e = halve(thresholds, e, step, t);
      f = halve(thresholds, f, step, u);
      g = halve(thresholds, g, step, v);
      h = halve(thresholds, h, step, w);
    }
    store<u8>(codes + 0 * ROW_CODES, binAt(a, p) ^ CODE_SIGN);
    store<u8>(codes + 1 * ROW_CODES, binAt(b, q) ^ CODE_SIGN);
    store<u8>(codes + 2 * ROW_CODES, binAt(c, r) ^ CODE_SIGN);
    store<u8>(codes + 3 * ROW_CODES, binAt(d, s) ^ CODE_SIGN);
    store<u8>(codes + 4 * ROW_CODES, binAt(e, t) ^ CODE_SIGN);
    store<u8>(codes + 5 * ROW_CODES, binAt(f, u) ^ CODE_SIGN);
    store<u8>(codes + 6 * ROW_CODES, binAt(g, v) ^ CODE_SIGN);
    store<u8>(codes + 7 * ROW_CODES, binAt(h, w) ^ CODE_SIGN);
    for (let pair = at; pair < at + 64; pair += 16) gaps = v128.or(gaps, f64x2.ne(v128.load(pair), v128.load(pair)));
    codes += 8 * ROW_CODES;
  }
  return i32(v128.any_true(gaps));
}
