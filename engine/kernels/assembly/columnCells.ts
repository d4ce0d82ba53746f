const CELL_NUMBER: u8 = 1;
const CELL_TEXT: u8 = 2;
const CELL_BOOLEAN: u8 = 3;
const N_KINDS: u8 = 6;
const MISSING_TRUTH: u8 = 2;

/** As ../typescript/columnCells.ts. Sixteen cells are compared with each kind in turn. */
export function countKinds(kinds: usize, n: i32, counts: usize): void {
  const end = kinds + <usize>(n & ~15);
  for (let kind: u8 = 0; kind < N_KINDS; kind++) {
    const wanted = i8x16.splat(kind);
    let found = 0;
    for (let at = kinds; at < end; at += 16) found += popcnt(i8x16.bitmask(i8x16.eq(v128.load(at), wanted)));
    for (let at = end; at < kinds + <usize>n; at++) if (load<u8>(at) == kind) found++;
    const count = counts + (<usize>kind << 2);
    store<i32>(count, load<i32>(count) + found);
  }
}

export function firstFraction(kinds: usize, values: usize, n: i32): i32 {
  for (let i = 0; i < n; i++) {
    const value = load<f64>(values + (<usize>i << 3));
    if (value != floor<f64>(value) && load<u8>(kinds + <usize>i) == CELL_NUMBER) return i;
  }
  return n;
}

export function renumberTexts(kinds: usize, values: usize, n: i32, numbers: usize): void {
  for (let i = 0; i < n; i++) {
    if (load<u8>(kinds + <usize>i) != CELL_TEXT) continue;
    const value = values + (<usize>i << 3);
    store<f64>(value, <f64>load<i32>(numbers + (<usize>(<i32>load<f64>(value)) << 2)));
  }
}

export function numbersOfCells(kinds: usize, cells: usize, codes: usize, ofText: usize, n: i32, numbers: usize): i32 {
  let missing = 0;
  let sign = 1;
  for (let i = 0; i < n; i++) {
    const kind = load<u8>(kinds + <usize>i);
    let value = NaN;
    if (kind == CELL_NUMBER) value = load<f64>(cells + (<usize>i << 3));
    else if (kind == CELL_TEXT) value = load<f64>(ofText + (<usize>load<i32>(codes + (<usize>i << 2)) << 3));
    if (value - value != 0) {
      value = NaN;
      missing++;
      if (kind == CELL_NUMBER) sign = -1;
    }
    store<f64>(numbers + (<usize>i << 3), value);
  }
  return sign * missing;
}

export function truthsOfCells(
  kinds: usize,
  cells: usize,
  codes: usize,
  ofText: usize,
  n: i32,
  truths: usize,
  counts: usize,
): void {
  for (let i = 0; i < n; i++) {
    const kind = load<u8>(kinds + <usize>i);
    let truth = MISSING_TRUTH;
    if (kind == CELL_TEXT) truth = load<u8>(ofText + <usize>load<i32>(codes + (<usize>i << 2)));
    else if (kind == CELL_NUMBER || kind == CELL_BOOLEAN) {
      const value = load<f64>(cells + (<usize>i << 3));
      if (value == 0) truth = 0;
      else if (value == 1) truth = 1;
    }
    store<u8>(truths + <usize>i, truth);
    const count = counts + (<usize>truth << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
}

export function levelsOfCodes(codes: usize, levelOf: usize, n: i32, levels: usize): i32 {
  let missing = 0;
  for (let at: usize = 0; at < <usize>n << 2; at += 4) {
    const code = load<i32>(codes + at);
    const level = code < 0 ? -1 : load<i32>(levelOf + (<usize>code << 2));
    store<i32>(levels + at, level);
    missing += level >>> 31;
  }
  return missing;
}

export function setEnds(codes: usize, starts: usize, n: i32, offsets: usize): i32 {
  let missing = 0;
  let end = load<i32>(offsets);
  for (let i = 0; i < n; i++) {
    const code = load<i32>(codes + (<usize>i << 2));
    const start = starts + (<usize>code << 2);
    const length = code < 0 ? 0 : load<i32>(start, 4) - load<i32>(start);
    if (length == 0) missing++;
    end += length;
    store<i32>(offsets + (<usize>i << 2), end, 4);
  }
  return missing;
}

export function placeMembers(codes: usize, starts: usize, members: usize, n: i32, placed: usize): void {
  for (let i = 0; i < n; i++) {
    const code = load<i32>(codes + (<usize>i << 2));
    if (code < 0) continue;
    const start = starts + (<usize>code << 2);
    const from = members + (<usize>load<i32>(start) << 2);
    const to = members + (<usize>load<i32>(start, 4) << 2);
    for (let at = from; at < to; at += 4, placed += 4) store<i32>(placed, load<i32>(at));
  }
}
