/**
 * A slot has sixteen bytes: a text of at most eleven bytes stands in it whole, its length behind it; of a longer one its hash, and its
 * length with the highest bit set. The last four are the number of the text and one, 0 for a slot that is free. So a short text that is met
 * again costs one look into memory.
 */
const MOST_INLINE = 11;
const IS_LONG: u64 = 0x80000000;
const LOW: u64 = 0xffffffff;

/** Of twelve bytes or more, in two halves that do not wait for one another; the last sixteen may overlap those before. */
function hashText(at: usize, length: i32): u64 {
  const last = at + <usize>length;
  let a: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let b: u64 = 0xc2b2ae3d27d4eb4f;
  if (length < 16) {
    a = stirred(a, load<u64>(at));
    b = stirred(b, load<u64>(last - 8));
  } else {
    for (; at + 16 < last; at += 16) {
      a = stirred(a, load<u64>(at));
      b = stirred(b, load<u64>(at, 8));
    }
    a = stirred(a, load<u64>(last - 16));
    b = stirred(b, load<u64>(last - 8));
  }
  const hash = (a ^ rotl<u64>(b, 27)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >>> 32);
}

@inline
function stirred(hash: u64, word: u64): u64 {
  const h = (hash ^ word) * 0xff51afd7ed558ccd;
  return h ^ (h >>> 32);
}

/** By the length of a short text, what of its first eight bytes belongs to it, and of the eight that follow; bytes behind it are read and cut off. */
const FIRST_MASKS = memory.data<u64>([
  0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, 0xffffffffffffffff,
  0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff,
]);
const SECOND_MASKS = memory.data<u64>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff]);

@inline
function firstWord(at: usize, length: i32): u64 {
  if (length > MOST_INLINE) return hashText(at, length);
  return load<u64>(at) & load<u64>(FIRST_MASKS + (<usize>length << 3));
}

@inline
function secondWord(at: usize, length: i32): u64 {
  if (length > MOST_INLINE) return IS_LONG | <u64>length;
  return (load<u64>(at, 8) & load<u64>(SECOND_MASKS + (<usize>length << 3))) | (<u64>length << 24);
}

@inline
function slotOf(first: u64, second: u64): u32 {
  let hash = (first ^ (second * 0x9e3779b97f4a7c15)) * 0xff51afd7ed558ccd;
  hash ^= hash >>> 32;
  return <u32>((hash * 0xc4ceb9fe1a85ec53) >>> 32);
}

/** Whether twelve bytes or more are the same. */
function isSame(a: usize, b: usize, length: i32): bool {
  const last = length - 16;
  if (last < 0)
    return load<u64>(a) == load<u64>(b) && load<u64>(a + <usize>(length - 8)) == load<u64>(b + <usize>(length - 8));
  for (let at = 0; at < last; at += 16) if (differ(a + <usize>at, b + <usize>at)) return false;
  return !differ(a + <usize>last, b + <usize>last);
}

@inline
function differ(a: usize, b: usize): bool {
  return v128.any_true(v128.xor(v128.load(a), v128.load(b)));
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
  const known = findText(at, length, size, slots, ends, heap);
  if (known >= 0) return known;
  const first = firstWord(at, length);
  const second = secondWord(at, length);
  const text = load<i32>(size);
  const start = load<i32>(size, 4);
  if (text == mostTexts || mostBytes - start < length) return -1;
  const mask = <u32>load<i32>(size, 8) - 1;
  let slot = slotOf(first, second) & mask;
  while (load<u64>(slots + (<usize>slot << 4), 8) != 0) slot = (slot + 1) & mask;
  const entry = slots + (<usize>slot << 4);
  memory.copy(heap + <usize>start, at, <usize>length);
  store<u64>(entry, first);
  store<u64>(entry, second | (<u64>(text + 1) << 32), 8);
  store<i32>(ends + (<usize>text << 2), start + length);
  store<i32>(size, text + 1);
  store<i32>(size, start + length, 4);
  if (<u32>(text + 1) * 4 > (mask + 1) * 3) grow(size, slots, ends, heap, text + 1);
  return text;
}

/** As ../typescript/textTable.ts. */
export function internTexts(
  bytes: usize,
  bytesEnds: usize,
  from: i32,
  to: i32,
  numbers: usize,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  let start = startOf(bytesEnds, from);
  for (let text = from; text < to; text++) {
    const end = load<i32>(bytesEnds + (<usize>text << 2));
    const number = internText(bytes + <usize>start, end - start, size, slots, ends, heap, mostTexts, mostBytes);
    if (number < 0) return -1;
    store<i32>(numbers + (<usize>text << 2), number);
    start = end;
  }
  return 0;
}

/** Number of the text at[0 … length - 1], or -1 where it is new. */
@inline
export function findText(at: usize, length: i32, size: usize, slots: usize, ends: usize, heap: usize): i32 {
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
  return -1;
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
