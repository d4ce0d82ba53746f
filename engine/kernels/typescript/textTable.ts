import type { InternTexts, TextTable } from '../ReadRecords.ts';

/** Bytes behind the heap that only reading eight at a time touches. */
export const HEAP_SPARE = 16;
/** Integers of a slot: the hash of a text, where it starts in the heap, how many bytes it has, and its number and one; 0 is a free slot. */
const SLOT = 4;

/** Number of the text bytes[from … to - 1], or -1 when there is no room for another. */
export function internText(bytes: Uint8Array, from: number, to: number, table: TextTable): number {
  const { size, slots, ends, heap } = table;
  const length = to - from;
  const hash = hashText(bytes, from, to);
  const mask = size[2] - 1;
  let slot = hash & mask;
  for (let next = slots[slot * SLOT + 3]; next !== 0; next = slots[slot * SLOT + 3]) {
    const isLikely = slots[slot * SLOT] === hash && slots[slot * SLOT + 2] === length;
    if (isLikely && isSame(heap, slots[slot * SLOT + 1], bytes, from, length)) return next - 1;
    slot = (slot + 1) & mask;
  }
  const [text, start] = size;
  if (text === ends.length || heap.length - HEAP_SPARE - start < length) return -1;
  for (let i = 0; i < length; i++) heap[start + i] = bytes[from + i];
  put(slots, slot, text, hash, start, length);
  ends[text] = start + length;
  size[0] = text + 1;
  size[1] = start + length;
  if ((text + 1) * 4 > (mask + 1) * 3) grow(table);
  return text;
}

export function internTexts({ bytes, ends, from, to, numbers, texts }: InternTexts): number {
  for (let text = from; text < to; text++) {
    const number = internText(bytes, text === 0 ? 0 : ends[text - 1], ends[text], texts);
    if (number < 0) return -1;
    numbers[text] = number;
  }
  return 0;
}

function put(slots: Int32Array, slot: number, text: number, hash: number, start: number, length: number): void {
  slots[slot * SLOT] = hash;
  slots[slot * SLOT + 1] = start;
  slots[slot * SLOT + 2] = length;
  slots[slot * SLOT + 3] = text + 1;
}

function grow({ size, slots, ends, heap }: TextTable): void {
  const nSlots = size[2] * 2;
  const mask = nSlots - 1;
  size[2] = nSlots;
  slots.fill(0, 0, nSlots * SLOT);
  for (let text = 0, start = 0; text < size[0]; start = ends[text], text++) {
    const hash = hashText(heap, start, ends[text]);
    let slot = hash & mask;
    while (slots[slot * SLOT + 3] !== 0) slot = (slot + 1) & mask;
    put(slots, slot, text, hash, start, ends[text] - start);
  }
}

function mixed(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1);
  return h ^ (h >>> 15);
}

function hashText(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from);
  for (let at = from; at < to; at += 4) {
    let word = 0;
    for (let i = Math.min(4, to - at) - 1; i >= 0; i--) word = (word << 8) | bytes[at + i];
    hash = mixed(hash, word);
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function isSame(heap: Uint8Array, start: number, bytes: Uint8Array, from: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (heap[start + i] !== bytes[from + i]) return false;
  return true;
}
