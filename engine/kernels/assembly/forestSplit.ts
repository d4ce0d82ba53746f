// The best split of a node of a classification tree. See ../TreeCalls.ts.
import { clearBit, setBit } from './binSet';
import { ENTRY_ROW, ENTRY_SHIFT, MISSING_BIN } from './treeBins';

/** Space in bytes: a histogram of 256 × 32, and lists of the bins that hold rows, 257 × 8 each. */
const LIST: usize = 257 * 8;
const BINS_AT: usize = 256 * 32;
const ROWS_AT: usize = BINS_AT + LIST;
const WEIGHTS_AT: usize = ROWS_AT + LIST;
const EVENTS_AT: usize = WEIGHTS_AT + LIST;
const RATES_AT: usize = EVENTS_AT + LIST;
const MARKS_AT: usize = RATES_AT + LIST;
/** Of a node with so few rows only the bins that they are in are looked at. */
const FEW_ROWS: i32 = 256;
const IS_CATEGORY: i32 = 256;
const FREE_LEVELS: i32 = 8;
/** What is found: score, feature, last bin, the missing go left, rows, weight and events on the left, whether any are missing. */
const SCORE: usize = 0;
const FEATURE: usize = 8;
const BIN: usize = 16;
const MISSING_LEFT: usize = 24;
const LEFT_ROWS: usize = 32;
const LEFT_WEIGHT: usize = 40;
const LEFT_EVENTS: usize = 48;

@inline
function at8(list: usize, i: i32): usize {
  return list + ((<usize>i) << 3);
}

/** Rows and events together in one word. */
function countRows(entries: usize, from: i32, to: i32, column: usize, hist: usize): void {
  const end = entries + ((<usize>to) << 2);
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    const entry = load<u32>(at);
    const slot = hist + ((<usize>load<u8>(column + <usize>(entry & ENTRY_ROW))) << 3);
    const code = <u64>(entry >> ENTRY_SHIFT);
    const count = code >> 1;
    store<u64>(slot, load<u64>(slot) + (count | ((count * (code & 1)) << 32)));
  }
}

/** Weight and weight with the event, and the rows beside them. */
function weighRows(entries: usize, from: i32, to: i32, column: usize, weights: usize, hist: usize): void {
  const end = entries + ((<usize>to) << 2);
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    const entry = load<u32>(at);
    const row = <usize>(entry & ENTRY_ROW);
    const slot = hist + ((<usize>load<u8>(column + row)) << 5);
    const code = entry >> ENTRY_SHIFT;
    const count = <f64>(code >> 1);
    const weight = load<f64>(weights + (row << 3)) * count;
    store<f64>(slot, load<f64>(slot) + count);
    store<f64>(slot + 8, load<f64>(slot + 8) + weight);
    store<f64>(slot + 16, load<f64>(slot + 16) + weight * <f64>(code & 1));
  }
}

/** Marks the bins to look at: those of the rows where they are few, else all that there are. */
function markBins(entries: usize, from: i32, to: i32, column: usize, nBins: i32, marks: usize): void {
  if (to - from > FEW_ROWS) {
    memory.fill(marks, 0xff, 32);
    for (let bin = nBins; bin < <i32>MISSING_BIN; bin++) clearBit(marks, bin);
    return;
  }
  memory.fill(marks, 0, 32);
  const end = entries + ((<usize>to) << 2);
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4)
    setBit(marks, <i32>load<u8>(column + <usize>(load<u32>(at) & ENTRY_ROW)));
}

/** Marked bins that hold rows into lists, in order; the histogram is empty again. The missing come last. */
function listBins(space: usize, isWeighted: bool): i32 {
  let n = 0;
  for (let word = 0; word < 4; word++) {
    let marks = load<u64>(at8(space + MARKS_AT, word));
    while (marks != 0) {
      n += listBin(space, (word << 6) + <i32>ctz(marks), n, isWeighted);
      marks &= marks - 1;
    }
  }
  return n;
}

@inline
function listBin(space: usize, bin: i32, n: i32, isWeighted: bool): i32 {
  if (isWeighted) {
    const slot = space + ((<usize>bin) << 5);
    const rows = load<f64>(slot);
    if (rows == 0) return 0;
    store<f64>(at8(space + ROWS_AT, n), rows);
    store<f64>(at8(space + WEIGHTS_AT, n), load<f64>(slot + 8));
    store<f64>(at8(space + EVENTS_AT, n), load<f64>(slot + 16));
    v128.store(slot, i64x2.splat(0));
    store<f64>(slot + 16, 0);
  } else {
    const slot = space + ((<usize>bin) << 3);
    const packed = load<u64>(slot);
    if (packed == 0) return 0;
    const rows = <f64>(<u32>packed);
    store<f64>(at8(space + ROWS_AT, n), rows);
    store<f64>(at8(space + WEIGHTS_AT, n), rows);
    store<f64>(at8(space + EVENTS_AT, n), <f64>(<u32>(packed >> 32)));
    store<u64>(slot, 0);
  }
  store<i32>(at8(space + BINS_AT, n), bin);
  return 1;
}

/** Bins in the order of their share of events, ties in the order of the bins. */
function sortByRate(space: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const weight = load<f64>(at8(space + WEIGHTS_AT, i));
    const events = load<f64>(at8(space + EVENTS_AT, i));
    const rows = load<f64>(at8(space + ROWS_AT, i));
    const bin = load<i32>(at8(space + BINS_AT, i));
    const rate = weight > 0 ? events / weight : 0;
    let k = i;
    while (k > 0 && load<f64>(at8(space + RATES_AT, k - 1)) > rate) {
      for (let list = space + BINS_AT; list <= space + RATES_AT; list += LIST)
        store<u64>(at8(list, k), load<u64>(at8(list, k - 1)));
      k--;
    }
    store<i32>(at8(space + BINS_AT, k), bin);
    store<f64>(at8(space + ROWS_AT, k), rows);
    store<f64>(at8(space + WEIGHTS_AT, k), weight);
    store<f64>(at8(space + EVENTS_AT, k), events);
    store<f64>(at8(space + RATES_AT, k), rate);
  }
}

/** Tries every cut of the first n listed bins, with `rows`, `weight` and `events` on the left already. @returns whether one was better */
function scan(
  space: usize,
  n: i32,
  node: usize,
  minRows: f64,
  startRows: f64,
  startWeight: f64,
  startEvents: f64,
  out: usize,
): i32 {
  const allRows = load<f64>(node);
  const allWeight = load<f64>(node + 8);
  const allEvents = load<f64>(node + 16);
  let rows = startRows;
  let weight = startWeight;
  let events = startEvents;
  let best = load<f64>(out + SCORE);
  let found = -1;
  for (let i = 0; i < n; i++) {
    rows += load<f64>(at8(space + ROWS_AT, i));
    weight += load<f64>(at8(space + WEIGHTS_AT, i));
    events += load<f64>(at8(space + EVENTS_AT, i));
    const otherWeight = allWeight - weight;
    const otherEvents = allEvents - events;
    const score =
      (events * events * otherWeight + otherEvents * otherEvents * weight) / (weight * otherWeight);
    if (score > best && rows >= minRows && allRows - rows >= minRows) {
      best = score;
      found = i;
      store<f64>(out + LEFT_ROWS, rows);
      store<f64>(out + LEFT_WEIGHT, weight);
      store<f64>(out + LEFT_EVENTS, events);
    }
  }
  store<f64>(out + SCORE, best);
  return found;
}

function takeNumber(space: usize, n: i32, nBins: i32, cut: i32, isMissingLeft: i32, out: usize, mask: usize): void {
  const low = load<i32>(at8(space + BINS_AT, cut));
  // Half way between the bins that hold rows.
  const last = cut + 1 < n ? (low + load<i32>(at8(space + BINS_AT, cut + 1)) - 1) >> 1 : nBins - 1;
  store<f64>(out + BIN, <f64>last);
  store<f64>(out + MISSING_LEFT, <f64>isMissingLeft);
  memory.fill(mask, 0, 32);
  for (let bin = 0; bin <= last; bin++) setBit(mask, bin);
  if (isMissingLeft) setBit(mask, <i32>MISSING_BIN);
}

/** Bins without rows go where most of the weight goes. */
function takeCategories(space: usize, n: i32, cut: i32, isLeftLarger: bool, out: usize, mask: usize): void {
  store<f64>(out + BIN, -1);
  memory.fill(mask, isLeftLarger ? 0xff : 0, 32);
  for (let i = 0; i <= cut; i++) setBit(mask, load<i32>(at8(space + BINS_AT, i)));
  for (let i = cut + 1; i < n; i++) clearBit(mask, load<i32>(at8(space + BINS_AT, i)));
  store<f64>(out + MISSING_LEFT, <f64>(load<u8>(mask + 31) >> 7));
}

@inline
function isLeftLarger(node: usize, out: usize): bool {
  return load<f64>(out + LEFT_WEIGHT) * 2 > load<f64>(node + 8);
}

/** The gain asked for, and on `out` the score to beat with it. */
function penalise(n: i32, node: usize, levelPenalty: f64, out: usize): f64 {
  const weight = load<f64>(node + 8);
  const events = load<f64>(node + 16);
  const variance = (events * (weight - events)) / (weight * weight);
  const penalty = levelPenalty * <f64>(n - FREE_LEVELS) * variance;
  store<f64>(out + SCORE, max<f64>(load<f64>(out + SCORE), (events * events) / weight) + penalty);
  return penalty;
}

function splitCategories(
  space: usize,
  n: i32,
  node: usize,
  minRows: f64,
  levelPenalty: f64,
  out: usize,
  mask: usize,
): bool {
  sortByRate(space, n);
  const best = load<f64>(out + SCORE);
  const penalty = n > FREE_LEVELS ? penalise(n, node, levelPenalty, out) : 0;
  const cut = scan(space, n - 1, node, minRows, 0, 0, 0, out);
  if (cut < 0) {
    store<f64>(out + SCORE, best);
    return false;
  }
  store<f64>(out + SCORE, load<f64>(out + SCORE) - penalty);
  takeCategories(space, n, cut, isLeftLarger(node, out), out, mask);
  return true;
}

function splitNumbers(space: usize, nListed: i32, nBins: i32, node: usize, minRows: f64, out: usize, mask: usize): bool {
  const hasMissing = load<i32>(at8(space + BINS_AT, nListed - 1)) == <i32>MISSING_BIN;
  const n = hasMissing ? nListed - 1 : nListed;
  const cut = scan(space, hasMissing ? n : n - 1, node, minRows, 0, 0, 0, out);
  if (cut >= 0) takeNumber(space, n, nBins, cut, !hasMissing && isLeftLarger(node, out) ? 1 : 0, out, mask);
  if (!hasMissing) return cut >= 0;
  const rows = load<f64>(at8(space + ROWS_AT, n));
  const weight = load<f64>(at8(space + WEIGHTS_AT, n));
  const events = load<f64>(at8(space + EVENTS_AT, n));
  const withMissing = scan(space, n - 1, node, minRows, rows, weight, events, out);
  if (withMissing >= 0) takeNumber(space, n, nBins, withMissing, 1, out, mask);
  return cut >= 0 || withMissing >= 0;
}

/** Looks at features in turn; `found` and `set` keep the best. */
export function forestSplit(
  entries: usize,
  from: i32,
  to: i32,
  bins: usize,
  nRows: i32,
  features: usize,
  nTried: i32,
  shapes: usize,
  weights: usize,
  isWeighted: bool,
  node: usize,
  minRows: f64,
  levelPenalty: f64,
  space: usize,
  found: usize,
  set: usize,
): void {
  for (let i = 0; i < nTried; i++) {
    const feature = load<i32>(features + ((<usize>i) << 2));
    const shape = load<i32>(shapes + ((<usize>feature) << 2));
    const nBins = shape & 255;
    const column = bins + <usize>feature * <usize>nRows;
    markBins(entries, from, to, column, nBins, space + MARKS_AT);
    if (isWeighted) weighRows(entries, from, to, column, weights, space);
    else countRows(entries, from, to, column, space);
    const nListed = listBins(space, isWeighted);
    if (nListed < 2) continue;
    const isBetter =
      (shape & IS_CATEGORY) != 0
        ? splitCategories(space, nListed, node, minRows, levelPenalty, found, set)
        : splitNumbers(space, nListed, nBins, node, minRows, found, set);
    if (isBetter) store<f64>(found + FEATURE, <f64>feature);
  }
}
