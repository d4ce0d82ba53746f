// Values into bins, and rows into the two sides of a split. See ../TreeCalls.ts.
export const MISSING_BIN: usize = 255;
/** An entry of a list of rows: the row, and above these bits how often it counts and whether it has the event. */
export const ENTRY_ROW: u32 = 0x07ffffff;
export const ENTRY_SHIFT: u32 = 27;

export function binValues(
  values: usize,
  nValues: i32,
  thresholds: usize,
  nThresholds: i32,
  out: usize,
  outStride: i32,
): void {
  const end = values + ((<usize>nValues) << 3);
  for (let at = values; at < end; at += 8) {
    const value = load<f64>(at);
    let low: usize = thresholds;
    let length = nThresholds;
    while (length > 1) {
      const half = length >> 1;
      low = select(low + ((<usize>half) << 3), low, load<f64>(low + ((<usize>(half - 1)) << 3)) < value);
      length -= half;
    }
    if (length == 1 && load<f64>(low) < value) low += 8;
    store<u8>(out, <u8>select((low - thresholds) >> 3, MISSING_BIN, value == value));
    out += <usize>outStride;
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
