// The best cut of one feature of a node of a boosted tree. See ../TreeCalls.ts.
import { setBit } from './binSet';
import { MISSING_BIN } from './treeBins';

/** The node: gradients, hessians (whole numbers), rows, value, lower and upper bound. */
const NODE_GRADIENT: usize = 0;
const NODE_HESSIAN: usize = 8;
const NODE_ROWS: usize = 16;
const NODE_VALUE: usize = 24;
const NODE_LOWER: usize = 32;
const NODE_UPPER: usize = 40;
/** The rules: l2, fewest rows and least hessian of a leaf, units of gradients and hessians, where the count begins, gain asked for per level. */
const L2: usize = 0;
const LEAST_ROWS: usize = 8;
const LEAST_HESSIAN: usize = 16;
const GRADIENT_UNIT: usize = 24;
const HESSIAN_UNIT: usize = 32;
const COUNT_SHIFT: usize = 40;
const LEVEL_PENALTY: usize = 48;
/** What is found: gain, last bin, the missing go left; of the left side gradients, hessians, rows; values of the left and the right. */
const GAIN: usize = 0;
const BIN: usize = 8;
const MISSING_LEFT: usize = 16;
const LEFT_GRADIENT: usize = 24;
const LEFT_HESSIAN: usize = 32;
const LEFT_ROWS: usize = 40;
const LEFT_VALUE: usize = 48;
const RIGHT_VALUE: usize = 56;
/** Set of bins on the left, 32 bytes. */
const MASK: usize = 64;

const BY_BIN: i32 = 0;
const BY_BIN_BACKWARDS: i32 = 1;
const BY_ORDER: i32 = 2;
const BY_ORDER_BACKWARDS: i32 = 3;
const MIN_SUPPORT: f64 = 10;
const FREE_LEVELS: i32 = 8;

/**
 * Moves bins to the left side one after the other, or with BACKWARDS of numbers to the right, and keeps the best cut that is allowed.
 * @returns the last position that moved in the best, -1 when none is better
 */
function scan(
  hist: usize,
  order: usize,
  walk: i32,
  first: i32,
  nSteps: i32,
  monotone: i32,
  node: usize,
  rules: usize,
  out: usize,
): i32 {
  const l2 = f64x2.splat(load<f64>(rules + L2));
  const leastRows = load<f64>(rules + LEAST_ROWS);
  const leastHessian = load<f64>(rules + LEAST_HESSIAN);
  const gradientUnit = load<f64>(rules + GRADIENT_UNIT);
  const gradientUnits = f64x2.splat(gradientUnit);
  const hessianUnits = f64x2.splat(load<f64>(rules + HESSIAN_UNIT));
  const shift = <i64>load<f64>(rules + COUNT_SHIFT);
  const hessianMask = ((<i64>1) << shift) - 1;
  const allGradient = load<f64>(node + NODE_GRADIENT);
  const allHessian = load<f64>(node + NODE_HESSIAN);
  const allRows = load<f64>(node + NODE_ROWS);
  const lower = f64x2.splat(load<f64>(node + NODE_LOWER));
  const upper = f64x2.splat(load<f64>(node + NODE_UPPER));
  const loss = allGradient * gradientUnit * load<f64>(node + NODE_VALUE);
  const isBackwards = walk == BY_BIN_BACKWARDS;
  const direction = walk == BY_BIN_BACKWARDS || walk == BY_ORDER_BACKWARDS ? -1 : 1;
  const isOrdered = walk == BY_ORDER || walk == BY_ORDER_BACKWARDS;
  let best = load<f64>(out + GAIN);
  let found = -1;
  let gradients: i64 = 0;
  let packed: i64 = 0;
  let position = first;
  for (let i = 0; i < nSteps; i++) {
    const bin = isOrdered ? load<i32>(order + ((<usize>position) << 2)) : position;
    const slot = hist + ((<usize>bin) << 4);
    gradients += load<i64>(slot);
    packed += load<i64>(slot + 8);
    const here = position;
    position += direction;
    const rows = <f64>(packed >> shift);
    const otherRows = allRows - rows;
    const sums = f64x2.splat(<f64>(packed & hessianMask));
    const hessians = f64x2.mul(f64x2.replace_lane(sums, 1, allHessian - f64x2.extract_lane(sums, 0)), hessianUnits);
    if (rows < leastRows || f64x2.extract_lane(hessians, 0) < leastHessian) continue;
    if (otherRows < leastRows || f64x2.extract_lane(hessians, 1) < leastHessian) break;
    const own = f64x2.splat(<f64>gradients);
    const pushes = f64x2.mul(f64x2.replace_lane(own, 1, allGradient - f64x2.extract_lane(own, 0)), gradientUnits);
    // Of what moved, and of the rest, within the bounds.
    const free = f64x2.div(f64x2.neg(pushes), f64x2.add(f64x2.add(hessians, l2), f64x2.splat(1e-15)));
    const values = f64x2.pmin(f64x2.pmax(free, lower), upper);
    const parts = f64x2.mul(pushes, values);
    const gain = isBackwards
      ? loss - f64x2.extract_lane(parts, 1) - f64x2.extract_lane(parts, 0)
      : loss - f64x2.extract_lane(parts, 0) - f64x2.extract_lane(parts, 1);
    if (gain > best) {
      const value = f64x2.extract_lane(values, 0);
      const otherValue = f64x2.extract_lane(values, 1);
      const rise = isBackwards ? value - otherValue : otherValue - value;
      if (<f64>monotone * rise < 0) continue;
      best = gain;
      found = here;
      const moved = <f64>gradients;
      const movedHessian = f64x2.extract_lane(sums, 0);
      store<f64>(out + LEFT_GRADIENT, isBackwards ? allGradient - moved : moved);
      store<f64>(out + LEFT_HESSIAN, isBackwards ? allHessian - movedHessian : movedHessian);
      store<f64>(out + LEFT_ROWS, isBackwards ? otherRows : rows);
      store<f64>(out + LEFT_VALUE, isBackwards ? otherValue : value);
      store<f64>(out + RIGHT_VALUE, isBackwards ? value : otherValue);
    }
  }
  store<f64>(out + GAIN, best);
  return found;
}

/** Bins with rows enough, the missing among them, in the order of their smoothed gradient over hessian; ties in that of the bins. */
function orderBins(hist: usize, nBins: i32, node: usize, rules: usize, order: usize, keys: usize): i32 {
  const gradientUnit = load<f64>(rules + GRADIENT_UNIT);
  const hessianUnit = load<f64>(rules + HESSIAN_UNIT);
  const hessianMask = ((<i64>1) << <i64>load<f64>(rules + COUNT_SHIFT)) - 1;
  const support = load<f64>(node + NODE_ROWS) / (load<f64>(node + NODE_HESSIAN) * hessianUnit);
  let n = 0;
  for (let i = 0; i <= nBins; i++) {
    const bin = i < nBins ? i : <i32>MISSING_BIN;
    const slot = hist + ((<usize>bin) << 4);
    const hessian = <f64>(load<i64>(slot + 8) & hessianMask) * hessianUnit;
    if (!(hessian * support >= MIN_SUPPORT)) continue;
    const key = (<f64>load<i64>(slot) * gradientUnit) / (hessian + MIN_SUPPORT);
    let k = n++;
    while (k > 0 && load<f64>(keys + ((<usize>(k - 1)) << 3)) > key) {
      store<f64>(keys + ((<usize>k) << 3), load<f64>(keys + ((<usize>(k - 1)) << 3)));
      store<i32>(order + ((<usize>k) << 2), load<i32>(order + ((<usize>(k - 1)) << 2)));
      k--;
    }
    store<f64>(keys + ((<usize>k) << 3), key);
    store<i32>(order + ((<usize>k) << 2), bin);
  }
  return n;
}

/** Where rows with a gap go when the node's feature had none in training. */
@inline
function largerSide(node: usize, out: usize): i32 {
  return load<f64>(out + LEFT_ROWS) * 2 > load<f64>(node + NODE_ROWS) ? 1 : 0;
}

function takeNumber(out: usize, last: i32, isMissingLeft: i32): void {
  store<f64>(out + BIN, <f64>last);
  store<f64>(out + MISSING_LEFT, <f64>isMissingLeft);
  memory.fill(out + MASK, 0, 32);
  for (let bin = 0; bin <= last; bin++) setBit(out + MASK, bin);
  if (isMissingLeft) setBit(out + MASK, <i32>MISSING_BIN);
}

function splitCategories(
  hist: usize,
  nBins: i32,
  hasMissing: bool,
  monotone: i32,
  node: usize,
  rules: usize,
  space: usize,
  out: usize,
): void {
  const order = space + 2048;
  const n = orderBins(hist, nBins, node, rules, order, space);
  if (n < 2) return;
  const middle = (n + 1) >> 1;
  const penalty = n > FREE_LEVELS ? load<f64>(rules + LEVEL_PENALTY) * <f64>(n - FREE_LEVELS) : 0;
  store<f64>(out + GAIN, penalty);
  const up = scan(hist, order, BY_ORDER, 0, middle, monotone, node, rules, out);
  const down = scan(hist, order, BY_ORDER_BACKWARDS, n - 1, middle - 1, monotone, node, rules, out);
  store<f64>(out + GAIN, load<f64>(out + GAIN) - penalty);
  if (up < 0 && down < 0) return;
  store<f64>(out + BIN, -1);
  memory.fill(out + MASK, 0, 32);
  const first = down >= 0 ? down : 0;
  const last = down >= 0 ? n - 1 : up;
  for (let i = first; i <= last; i++) setBit(out + MASK, load<i32>(order + ((<usize>i) << 2)));
  if (!hasMissing && largerSide(node, out)) setBit(out + MASK, <i32>MISSING_BIN);
  store<f64>(out + MISSING_LEFT, <f64>(load<u8>(out + MASK + 31) >> 7));
}

export function gradientSplit(
  hist: usize,
  nBins: i32,
  hasMissing: bool,
  isCategory: bool,
  monotone: i32,
  node: usize,
  rules: usize,
  space: usize,
  out: usize,
): void {
  store<f64>(out + GAIN, 0);
  if (isCategory) {
    splitCategories(hist, nBins, hasMissing, monotone, node, rules, space, out);
    return;
  }
  const up = scan(hist, 0, BY_BIN, 0, hasMissing ? nBins : nBins - 1, monotone, node, rules, out);
  if (up >= 0) takeNumber(out, up, hasMissing ? 0 : largerSide(node, out));
  if (!hasMissing) return;
  const down = scan(hist, 0, BY_BIN_BACKWARDS, nBins - 1, nBins - 1, monotone, node, rules, out);
  if (down >= 0) takeNumber(out, down - 1, 1);
}
