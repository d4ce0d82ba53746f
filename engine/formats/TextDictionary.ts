import { TextHeap } from './TextHeap.ts';

const FIRST_SLOTS = 8192;

/** Every distinct text once, numbered in order of first appearance; compares bytes, so a text met again costs no string. */
export class TextDictionary {
  readonly heap = new TextHeap();
  private slots = new Int32Array(FIRST_SLOTS).fill(-1);
  private hashes = new Int32Array(FIRST_SLOTS / 2);

  /** The number of bytes[from … to - 1]. */
  intern(bytes: Uint8Array, from: number, to: number): number {
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

/** FNV-1a with a final mix, so that the low bits depend on every byte. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
