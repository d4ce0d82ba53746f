// Values into bins, and rows into the two sides of a split. See ../TreeCalls.ts.
export const MISSING_BIN: usize = 255;
/** An entry of a list of rows: the row, and above these bits how often it counts and whether it has the event. */
export const ENTRY_ROW: u32 = 0x07ffffff;
export const ENTRY_SHIFT: u32 = 27;

/** Moves `low` on by `half` where all thresholds of that half are below. */
@inline
export function halve(thresholds: usize, low: usize, half: usize, value: f64): usize {
  return low + (half & (0 - <usize>(load<f64>(thresholds + low + half - 8) < value)));
}

@inline
export function binAt(low: usize, value: f64): u8 {
  return <u8>select(low >> 3, MISSING_BIN, value == value);
}

/** The bins of eight values. The searches take the same steps side by side, so that none waits for the memory of another. */
function binEight(at: usize, thresholds: usize, nThresholds: i32, out: usize, stride: usize): void {
  const p = load<f64>(at, 0);
  const q = load<f64>(at, 8);
  const r = load<f64>(at, 16);
  const s = load<f64>(at, 24);
  const t = load<f64>(at, 32);
  const u = load<f64>(at, 40);
  const v = load<f64>(at, 48);
  const w = load<f64>(at, 56);
  let a: usize = 0;
  let b: usize = 0;
  let c: usize = 0;
  let d: usize = 0;
  let e: usize = 0;
  let f: usize = 0;
  let g: usize = 0;
  let h: usize = 0;
  let left = nThresholds;
  while (left > 0) {
    const half = left > 1 ? left >> 1 : 1;
    const step = (<usize>half) << 3;
    a = halve(thresholds, a, step, p);
    b = halve(thresholds, b, step, q);
    c = halve(thresholds, c, step, r);
    d = halve(thresholds, d, step, s);
    e = halve(thresholds, e, step, t);
    f = halve(thresholds, f, step, u);
    g = halve(thresholds, g, step, v);
    h = halve(thresholds, h, step, w);
    left -= half;
  }
  store<u8>(out, binAt(a, p));
  store<u8>(out + 1 * stride, binAt(b, q));
  store<u8>(out + 2 * stride, binAt(c, r));
  store<u8>(out + 3 * stride, binAt(d, s));
  store<u8>(out + 4 * stride, binAt(e, t));
  store<u8>(out + 5 * stride, binAt(f, u));
  store<u8>(out + 6 * stride, binAt(g, v));
  store<u8>(out + 7 * stride, binAt(h, w));
}

function binOne(at: usize, thresholds: usize, nThresholds: i32, out: usize): void {
  const value = load<f64>(at);
  let low: usize = 0;
  let left = nThresholds;
  while (left > 0) {
    const half = left > 1 ? left >> 1 : 1;
    low = halve(thresholds, low, (<usize>half) << 3, value);
    left -= half;
  }
  store<u8>(out, binAt(low, value));
}

export function binValues(
  values: usize,
  nValues: i32,
  thresholds: usize,
  nThresholds: i32,
  out: usize,
  outStride: i32,
): void {
  const stride = <usize>outStride;
  const end = values + ((<usize>nValues) << 3);
  let at = values;
  for (; at + 56 < end; at += 64) {
    binEight(at, thresholds, nThresholds, out, stride);
    out += stride << 3;
  }
  for (; at < end; at += 8) {
    binOne(at, thresholds, nThresholds, out);
    out += stride;
  }
}

export function binGroups(
  values: usize,
  nValues: i32,
  thresholds: usize,
  nThresholds: i32,
  block: usize,
  groupLength: i32,
  plain: i32,
  turned: i32,
): void {
  const groupBytes = (<usize>groupLength) << 1;
  const end = values + ((<usize>nValues) << 3);
  const one = i16x8.splat(turned >= 0 && plain < 0 ? 256 : 0);
  let out = block + ((<usize>(plain < 0 ? turned : plain)) << 4);
  const apart = ((<usize>turned) << 4) - ((<usize>plain) << 4);
  const isBoth = plain >= 0 && turned >= 0;
  for (let at = values; at < end; at += 64) {
    v128.store(out, i16x8.splat(0));
    binEight(at, thresholds, nThresholds, out + 1, 2);
    if (isBoth) v128.store(out + apart, i16x8.add(v128.load(out), i16x8.splat(256)));
    else v128.store(out, i16x8.add(v128.load(out), one));
    out += groupBytes;
  }
}

@inline
function isLeft(mask: usize, bin: usize): usize {
  return (<usize>load<u8>(mask + (bin >> 3)) >> (bin & 7)) & 1;
}

export function partitionRows(
  entries: usize,
  from: i32,
  to: i32,
  column: usize,
  columnStride: i32,
  mask: usize,
  out: usize,
  outFrom: i32,
): i32 {
  const stride = <usize>columnStride;
  const end = entries + ((<usize>to) << 2);
  let left = out + ((<usize>outFrom) << 2);
  const start = left;
  // The right side is written from the end backwards, and turned round at last.
  const last = left + ((<usize>(to - from)) << 2) - 4;
  let right = last;
  for (let at = entries + ((<usize>from) << 2); at < end; at += 4) {
    const entry = load<u32>(at);
    const bin = <usize>load<u8>(column + <usize>(entry & ENTRY_ROW) * stride);
    const goes = isLeft(mask, bin);
    store<u32>(select(left, right, goes), entry);
    left += goes << 2;
    right -= (1 - goes) << 2;
  }
  let low = left;
  let high = last;
  while (low < high) {
    const entry = load<u32>(low);
    store<u32>(low, load<u32>(high));
    store<u32>(high, entry);
    low += 4;
    high -= 4;
  }
  return <i32>((left - start) >> 2);
}

/** The bits of xoshiro128**, as ../../random.ts. */
function drawCounts(state: usize, nRows: i32, counts: usize): void {
  let a = load<u32>(state);
  let b = load<u32>(state + 4);
  let c = load<u32>(state + 8);
  let d = load<u32>(state + 12);
  for (let i = 0; i < nRows; i++) {
    const bits: u32 = rotl<u32>(b * 5, 7) * 9;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl<u32>(d, 11);
    const at = counts + <usize>(((<u64>bits) * (<u64>nRows)) >> 32);
    const count = <i32>load<u8>(at);
    store<u8>(at, <u8>(count + i32(count < 15)));
  }
}

export function bagRows(state: usize, isDrawn: i32, y: usize, nRows: i32, counts: usize, entries: usize): i32 {
  if (isDrawn) {
    memory.fill(counts, 0, <usize>nRows);
    drawCounts(state, nRows, counts);
  }
  let out = entries;
  for (let row = 0; row < nRows; row++) {
    const count: u32 = isDrawn ? <u32>load<u8>(counts + <usize>row) : 1;
    store<u32>(out, <u32>row | (((count << 1) | <u32>load<u8>(y + <usize>row)) << ENTRY_SHIFT));
    out += <usize>(count > 0) << 2;
  }
  return <i32>((out - entries) >> 2);
}
