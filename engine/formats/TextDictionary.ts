import { TextHeap } from './TextHeap.ts';

const FIRST_SLOTS = 8192;
/** Texts that were met last, by a few of their bytes; a power of two. */
const RECENT = 4096;

/** Every distinct text once, numbered in order of first appearance; compares bytes, so a text met again costs no string. */
export class TextDictionary {
  readonly heap = new TextHeap();
  private slots = new Int32Array(FIRST_SLOTS).fill(-1);
  private hashes = new Int32Array(FIRST_SLOTS / 2);
  private readonly recent = new Int32Array(RECENT).fill(-1);

  /** The number of bytes[from … to - 1]. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    const place = glance(bytes, from, to) & (RECENT - 1);
    const met = this.recent[place];
    if (met >= 0 && this.isSame(met, bytes, from, to)) return met;
    const text = this.find(bytes, from, to);
    this.recent[place] = text;
    return text;
  }

  private find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashBytes(bytes, from, to);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let text = this.slots[slot]; text >= 0; text = this.slots[slot]) {
      if (this.hashes[text] === hash && this.isSame(text, bytes, from, to)) return text;
      slot = (slot + 1) & mask;
    }
    const text = this.heap.add(bytes, from, to);
    this.slots[slot] = text;
    this.hashes[text] = hash;
    if (this.heap.length === this.hashes.length) this.grow();
    return text;
  }

  internText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.intern(bytes, 0, bytes.length);
  }

  private isSame(text: number, bytes: Uint8Array, from: number, to: number): boolean {
    const heap = this.heap;
    let at = heap.start(text);
    if (heap.end(text) - at !== to - from) return false;
    const own = heap.bytes;
    for (let i = from; i < to; i++) if (bytes[i] !== own[at++]) return false;
    return true;
  }

  private grow(): void {
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let text = 0; text < this.heap.length; text++) {
      let slot = hashes[text] & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = text;
    }
    this.hashes = hashes;
    this.slots = slots;
  }
}

/** The length, the first and the last bytes: columns of a few texts seldom need more to tell them apart. */
function glance(bytes: Uint8Array, from: number, to: number): number {
  const middle = (from + to) >> 1;
  const ends = (bytes[from] << 8) ^ (bytes[to - 1] << 16) ^ bytes[middle] ^ (bytes[to - 2] << 24);
  const hash = Math.imul(ends ^ ((to - from) << 4), 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

/** FNV-1a with a final mix, so that the low bits depend on every byte. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
