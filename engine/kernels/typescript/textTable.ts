import type { TextTable } from '../ReadRecords.ts';

const EMPTY = -1;

/** Number of the text bytes[from … to - 1], or -1 when there is no room for another. */
export function internText(bytes: Uint8Array, from: number, to: number, table: TextTable): number {
  const { size, slots, hashes, ends, heap } = table;
  const length = to - from;
  const hash = hashText(bytes, from, to);
  const mask = size[2] - 1;
  let slot = hash & mask;
  for (let text = slots[slot * 4]; text !== EMPTY; text = slots[slot * 4]) {
    if (slots[slot * 4 + 1] === hash && slots[slot * 4 + 3] === length)
      if (isSame(heap, slots[slot * 4 + 2], bytes, from, length)) return text;
    slot = (slot + 1) & mask;
  }
  const [text, start] = size;
  if (text === ends.length || heap.length - HEAP_SPARE - start < length) return -1;
  for (let i = 0; i < length; i++) heap[start + i] = bytes[from + i];
  put(slots, slot, text, hash, start, length);
  hashes[text] = hash;
  ends[text] = start + length;
  size[0] = text + 1;
  size[1] = start + length;
  if ((text + 1) * 2 > mask + 1) grow(table);
  return text;
}

/** Bytes behind the heap that only reading eight at a time touches. */
export const HEAP_SPARE = 16;

function put(slots: Int32Array, slot: number, text: number, hash: number, start: number, length: number): void {
  slots[slot * 4] = text;
  slots[slot * 4 + 1] = hash;
  slots[slot * 4 + 2] = start;
  slots[slot * 4 + 3] = length;
}

function grow({ size, slots, hashes, ends }: TextTable): void {
  const nSlots = size[2] * 2;
  const mask = nSlots - 1;
  size[2] = nSlots;
  slots.fill(EMPTY, 0, nSlots * 4);
  for (let text = 0, start = 0; text < size[0]; start = ends[text], text++) {
    let slot = hashes[text] & mask;
    while (slots[slot * 4] !== EMPTY) slot = (slot + 1) & mask;
    put(slots, slot, text, hashes[text], start, ends[text] - start);
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
