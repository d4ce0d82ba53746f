/**
 * A slot has sixteen bytes: a text of at most eleven bytes stands in it whole, its length behind it; of a longer one its hash, and its
 * length with the highest bit set. The last four are the number of the text and one, 0 for a slot that is free. So a short text that is met
 * again costs one look into memory.
 */
const MOST_INLINE = 11;
const IS_LONG: u64 = 0x80000000;
const LOW: u64 = 0xffffffff;

function hashText(at: usize, length: i32): u64 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let left = length;
  for (; left > 8; left -= 8, at += 8) {
    hash = (hash ^ load<u64>(at)) * 0xff51afd7ed558ccd;
    hash ^= hash >>> 32;
  }
  hash = (hash ^ head(at, left)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >>> 32);
}

/** The first n bytes, 1 to 8; what lies behind them is read and cut off. */
function head(at: usize, n: i32): u64 {
  return load<u64>(at) & (<u64>-1 >>> <u64>(64 - n * 8));
}

function firstWord(at: usize, length: i32): u64 {
  if (length > MOST_INLINE) return hashText(at, length);
  return length >= 8 ? load<u64>(at) : head(at, length);
}

function secondWord(at: usize, length: i32): u64 {
  if (length > MOST_INLINE) return IS_LONG | <u64>length;
  const rest: u64 = length > 8 ? head(at + 8, length - 8) : 0;
  return rest | (<u64>length << 24);
}

function slotOf(first: u64, second: u64): u32 {
  let hash = (first ^ (second * 0x9e3779b97f4a7c15)) * 0xff51afd7ed558ccd;
  hash ^= hash >>> 32;
  return <u32>((hash * 0xc4ceb9fe1a85ec53) >>> 32);
}

function isSame(a: usize, b: usize, length: i32): bool {
  let left = length;
  for (; left > 8; left -= 8, a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false;
  return head(a, left) == head(b, left);
}

function startOf(ends: usize, text: i32): i32 {
  return text == 0 ? 0 : load<i32>(ends + (<usize>(text - 1) << 2));
}

/** Number of the text at[0 … length - 1], or -1 when there is no room for another. */
export function internText(
  at: usize,
  length: i32,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  const first = firstWord(at, length);
  const second = secondWord(at, length);
  const mask = <u32>load<i32>(size, 8) - 1;
  let slot = slotOf(first, second) & mask;
  let entry = slots + (<usize>slot << 4);
  for (let rest = load<u64>(entry, 8); rest != 0; rest = load<u64>(entry, 8)) {
    if (load<u64>(entry) == first && (rest & LOW) == second) {
      const text = <i32>(rest >>> 32) - 1;
      if (length <= MOST_INLINE || isSame(heap + <usize>startOf(ends, text), at, length)) return text;
    }
    slot = (slot + 1) & mask;
    entry = slots + (<usize>slot << 4);
  }
  const text = load<i32>(size);
  const start = load<i32>(size, 4);
  if (text == mostTexts || mostBytes - start < length) return -1;
  memory.copy(heap + <usize>start, at, <usize>length);
  store<u64>(entry, first);
  store<u64>(entry, second | (<u64>(text + 1) << 32), 8);
  store<i32>(ends + (<usize>text << 2), start + length);
  store<i32>(size, text + 1);
  store<i32>(size, start + length, 4);
  if (<u32>(text + 1) * 4 > (mask + 1) * 3) grow(size, slots, ends, heap, text + 1);
  return text;
}

function grow(size: usize, slots: usize, ends: usize, heap: usize, nTexts: i32): void {
  const nSlots = load<i32>(size, 8) << 1;
  const mask = <u32>nSlots - 1;
  store<i32>(size, nSlots, 8);
  memory.fill(slots, 0, <usize>nSlots << 4);
  let start = 0;
  for (let text = 0; text < nTexts; text++) {
    const end = load<i32>(ends + (<usize>text << 2));
    const first = firstWord(heap + <usize>start, end - start);
    const second = secondWord(heap + <usize>start, end - start);
    let slot = slotOf(first, second) & mask;
    while (load<u64>(slots + (<usize>slot << 4), 8) != 0) slot = (slot + 1) & mask;
    const entry = slots + (<usize>slot << 4);
    store<u64>(entry, first);
    store<u64>(entry, second | (<u64>(text + 1) << 32), 8);
    start = end;
  }
}
