const LF: u8 = 10;
const CR: u8 = 13;
const BACKSLASH: u8 = 92;

/** What `cutRecords` came to the end of. */
export const CUT_TILE = -1;
export const CUT_END = 0;
export const CUT_ODD = 1;

/** Longer ones are for the caller to refuse. */
const MOST_RECORD_BYTES = 2097152;
/** Positions that one block of sixty-four bytes may add, and eight that are written past them. */
const ROOM_OF_BLOCK = 72;
const NOWHERE = 2147483647;

/**
 * Cuts records into fields until `most` are cut or one is met that is not complete or odd. Separators and line feeds are found sixty-four
 * bytes at a time; a record with a quote or a lone carriage return is looked at byte by byte.
 * @param bounds out, of each field the first byte and the one behind its last
 * @param places work space, more than nColumns + 72
 * @param cut out: the place behind the last record, and why no more were cut
 * @returns how many records were cut
 */
export function cutRecords(
  bytes: usize,
  at: i32,
  end: i32,
  separator: u8,
  quote: u8,
  isBackslashEscape: bool,
  nColumns: i32,
  bounds: usize,
  most: i32,
  places: usize,
  nPlaces: i32,
  cut: usize,
): i32 {
  let base = at;
  let nFound = 0;
  let first = 0;
  let care = NOWHERE;
  let n = 0;
  let reason = CUT_TILE;
  while (n < most) {
    while (nFound - first < nColumns && base < end && care == NOWHERE) {
      if (nFound + ROOM_OF_BLOCK > nPlaces) {
        nFound -= first;
        memory.copy(places, places + (<usize>first << 2), <usize>nFound << 2);
        first = 0;
      }
      care = careOf(bytes, base, quote);
      nFound += findEnds(bytes, base, end, separator, places + (<usize>nFound << 2));
      base += 64;
    }
    let next = -3;
    if (nFound - first >= nColumns)
      next = regular(bytes, at, places + (<usize>first << 2), separator, nColumns, care, bounds);
    if (next >= 0) first += nColumns;
    else {
      next = fields(bytes, at, end, separator, quote, isBackslashEscape, nColumns, bounds);
      base = next;
      nFound = 0;
      first = 0;
      care = NOWHERE;
    }
    if (next == -1) {
      reason = CUT_END;
      break;
    }
    if (next < 0 || next - at > MOST_RECORD_BYTES || (nColumns == 1 && isBlank(bytes, bounds))) {
      reason = CUT_ODD;
      break;
    }
    at = next;
    bounds += <usize>nColumns << 3;
    n++;
  }
  store<i32>(cut, at);
  store<i32>(cut, reason, 4);
  return n;
}

/** The place of the first of sixty-four bytes that needs care: a quote, or a carriage return without its line feed. */
function careOf(bytes: usize, base: i32, quote: u8): i32 {
  const at = bytes + <usize>base;
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const returns = i8x16.splat(CR);
  const quotes = i8x16.splat(quote);
  const ra = i8x16.eq(a, returns);
  const rb = i8x16.eq(b, returns);
  const rc = i8x16.eq(c, returns);
  const rd = i8x16.eq(d, returns);
  const qa = i8x16.eq(a, quotes);
  const qb = i8x16.eq(b, quotes);
  const qc = i8x16.eq(c, quotes);
  const qd = i8x16.eq(d, quotes);
  const anyReturn = v128.or(v128.or(ra, rb), v128.or(rc, rd));
  const anyQuote = v128.or(v128.or(qa, qb), v128.or(qc, qd));
  if (!v128.any_true(v128.or(anyReturn, anyQuote))) return NOWHERE;
  const feeds = i8x16.splat(LF);
  const ends = bitsOf(i8x16.eq(a, feeds), i8x16.eq(b, feeds), i8x16.eq(c, feeds), i8x16.eq(d, feeds));
  const followed = (ends >>> 1) | (load<u8>(at, 64) == LF ? <u64>1 << 63 : 0);
  let found = bitsOf(ra, rb, rc, rd) & ~followed;
  if (quote != 0) found |= bitsOf(qa, qb, qc, qd);
  return found == 0 ? NOWHERE : base + <i32>ctz(found);
}

@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u64>(<u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16));
  return low | (<u64>(<u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16)) << 32);
}

/** Places of separators and line feeds among sixty-four bytes; eight are written at a time, whatever they are, for a loop over each would be mistaken about its end. */
function findEnds(bytes: usize, base: i32, end: i32, separator: u8, out: usize): i32 {
  const at = bytes + <usize>base;
  const feeds = i8x16.splat(LF);
  const separators = i8x16.splat(separator);
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  let found = bitsOf(
    v128.or(i8x16.eq(a, feeds), i8x16.eq(a, separators)),
    v128.or(i8x16.eq(b, feeds), i8x16.eq(b, separators)),
    v128.or(i8x16.eq(c, feeds), i8x16.eq(c, separators)),
    v128.or(i8x16.eq(d, feeds), i8x16.eq(d, separators)),
  );
  if (end - base < 64) found &= (<u64>1 << <u64>(end - base)) - 1;
  const n = <i32>popcnt(found);
  for (let done = 0; done < n; done += 8, out += 32) {
    store<i32>(out, base + <i32>ctz(found));
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 4);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 8);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 12);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 16);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 20);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 24);
    found &= found - 1;
    store<i32>(out, base + <i32>ctz(found), 28);
    found &= found - 1;
  }
  return n;
}

/** A record whose ends are known; -3 where it needs a closer look. */
function regular(
  bytes: usize,
  at: i32,
  places: usize,
  separator: u8,
  nColumns: i32,
  care: i32,
  bounds: usize,
): i32 {
  const last = places + (<usize>(nColumns - 1) << 2);
  const feed = load<i32>(last);
  if (feed >= care || load<u8>(bytes + <usize>feed) != LF) return -3;
  let from = at;
  for (; places < last; places += 4, bounds += 8) {
    const to = load<i32>(places);
    if (load<u8>(bytes + <usize>to) != separator) return -3;
    store<i32>(bounds, from);
    store<i32>(bounds, to, 4);
    from = to + 1;
  }
  store<i32>(bounds, from);
  store<i32>(bounds, feed > from && load<u8>(bytes + <usize>(feed - 1)) == CR ? feed - 1 : feed, 4);
  return feed + 1;
}

/** Places of a record's fields go to `bounds`; returns the place behind its line end, -1 where it is not complete, -2 where it is odd. */
function fields(
  bytes: usize,
  at: i32,
  end: i32,
  separator: u8,
  quote: u8,
  isBackslashEscape: bool,
  nColumns: i32,
  bounds: usize,
): i32 {
  const separators = i8x16.splat(separator);
  const feeds = i8x16.splat(LF);
  const returns = i8x16.splat(CR);
  // Without a quote a second separator finds nothing new.
  const quotes = i8x16.splat(quote == 0 ? separator : quote);
  let base = at;
  let mask = 0;
  let from = at;
  let closing = -1;
  let isOpen = false;
  let field = 0;
  while (true) {
    while (mask == 0) {
      if (base >= end) return -1;
      const sixteen = v128.load(bytes + base);
      const ends = v128.or(i8x16.eq(sixteen, feeds), i8x16.eq(sixteen, returns));
      const found = v128.or(i8x16.eq(sixteen, separators), i8x16.eq(sixteen, quotes));
      mask = i8x16.bitmask(v128.or(found, ends));
      base += 16;
    }
    const hit = base - 16 + ctz(mask);
    mask &= mask - 1;
    if (hit >= end) return -1;
    const byte = load<u8>(bytes + hit);
    if (isOpen) {
      if (byte == LF || byte == CR) return -2;
      if (byte != quote) continue;
      if (hit + 1 >= end) return -1;
      const next = load<u8>(bytes + hit + 1);
      if (next != separator && next != LF && next != CR) return -2;
      if (isBackslashEscape && holds(bytes + from, bytes + hit, BACKSLASH)) return -2;
      closing = hit;
      isOpen = false;
    } else if (byte == quote && quote != 0) {
      // A quote inside a field is text.
      if (hit == from) isOpen = true;
    } else {
      const place = bounds + (<usize>field << 3);
      store<i32>(place, closing < 0 ? from : from + 1);
      store<i32>(place, closing < 0 ? hit : closing, 4);
      closing = -1;
      field++;
      if (byte == separator) {
        if (field == nColumns) return -2;
        from = hit + 1;
        continue;
      }
      if (field != nColumns) return -2;
      if (byte == LF) return hit + 1;
      if (hit + 1 >= end) return -1;
      return load<u8>(bytes + hit + 1) == LF ? hit + 2 : -2;
    }
  }
}

function holds(from: usize, to: usize, byte: u8): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) == byte) return true;
  return false;
}

function isBlank(bytes: usize, bounds: usize): bool {
  const from = load<i32>(bounds);
  return from == load<i32>(bounds, 4) || load<u8>(bytes + from) <= 32;
}
