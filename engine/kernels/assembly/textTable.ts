const EMPTY = -1;

/** Eight bytes are read at a time, so there must be room behind the text; what lies there is cut off. */
function hashText(at: usize, length: i32): u32 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let left = length;
  for (; left > 8; left -= 8, at += 8) {
    hash = (hash ^ load<u64>(at)) * 0xff51afd7ed558ccd;
    hash ^= hash >>> 32;
  }
  if (left > 0) hash ^= load<u64>(at) & (<u64>-1 >>> (<u64>(64 - left * 8)));
  hash *= 0xc4ceb9fe1a85ec53;
  hash ^= hash >>> 32;
  hash *= 0xff51afd7ed558ccd;
  return <u32>(hash >>> 32);
}

function isSame(a: usize, b: usize, length: i32): bool {
  let left = length;
  for (; left > 8; left -= 8, a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false;
  return ((load<u64>(a) ^ load<u64>(b)) << (<u64>(64 - left * 8))) == 0;
}

/** Number of the text at[0 … length - 1], or -1 when there is no room for another. */
export function internText(
  at: usize,
  length: i32,
  size: usize,
  slots: usize,
  hashes: usize,
  ends: usize,
  heap: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  const hash = hashText(at, length);
  const mask = <u32>load<i32>(size, 8) - 1;
  let slot = hash & mask;
  let entry = slots + (<usize>slot << 4);
  for (let text = load<i32>(entry); text != EMPTY; text = load<i32>(entry)) {
    if (load<u32>(entry, 4) == hash && load<i32>(entry, 12) == length)
      if (isSame(heap + <usize>load<i32>(entry, 8), at, length)) return text;
    slot = (slot + 1) & mask;
    entry = slots + (<usize>slot << 4);
  }
  const text = load<i32>(size);
  const start = load<i32>(size, 4);
  if (text == mostTexts || mostBytes - start < length) return -1;
  memory.copy(heap + <usize>start, at, <usize>length);
  store<i32>(entry, text);
  store<u32>(entry, hash, 4);
  store<i32>(entry, start, 8);
  store<i32>(entry, length, 12);
  store<u32>(hashes + (<usize>text << 2), hash);
  store<i32>(ends + (<usize>text << 2), start + length);
  store<i32>(size, text + 1);
  store<i32>(size, start + length, 4);
  if (<u32>(text + 1) * 2 > mask + 1) grow(size, slots, hashes, ends, text + 1);
  return text;
}

function grow(size: usize, slots: usize, hashes: usize, ends: usize, nTexts: i32): void {
  const nSlots = load<i32>(size, 8) << 1;
  const mask = <u32>nSlots - 1;
  store<i32>(size, nSlots, 8);
  memory.fill(slots, 0xff, <usize>nSlots << 4);
  let start = 0;
  for (let text = 0; text < nTexts; text++) {
    const hash = load<u32>(hashes + (<usize>text << 2));
    const end = load<i32>(ends + (<usize>text << 2));
    let entry = slots + (<usize>(hash & mask) << 4);
    for (let slot = hash & mask; load<i32>(entry) != EMPTY; entry = slots + (<usize>slot << 4)) slot = (slot + 1) & mask;
    store<i32>(entry, text);
    store<u32>(entry, hash, 4);
    store<i32>(entry, start, 8);
    store<i32>(entry, end - start, 12);
    start = end;
  }
}
