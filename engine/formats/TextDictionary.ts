import { TextHeap } from './TextHeap.ts';

const FIRST_SLOTS = 8192;
/** Integers of a slot. */
const SLOT = 4;
/** Longer texts are made into bytes of their own. */
const SCRATCH_BYTES = 4096;
const MOST_BYTES_PER_UNIT = 3;

/** Every distinct text once, numbered in order of first appearance; compares bytes, so a text met again costs no string. */
export class TextDictionary {
  readonly heap = new TextHeap();
  /** Of each a text, -1 for none, its hash, where it starts in the heap and how many bytes it has: side by side, since reading memory is what costs. */
  private slots = new Int32Array(SLOT * FIRST_SLOTS).fill(-1);
  /** What was looked into last, as four bytes at a time. */
  private bytes: Uint8Array = new Uint8Array(0);
  private view = viewOf(this.bytes);
  private heapBytes = this.heap.bytes;
  private heapView = viewOf(this.heapBytes);
  private readonly scratch = Buffer.alloc(SCRATCH_BYTES);

  /** The number of bytes[from … to - 1]. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = viewOf(bytes);
    }
    const { slots } = this;
    const hash = hashBytes(bytes, this.view, from, to);
    const mask = slots.length - SLOT;
    let slot = Math.imul(hash, SLOT) & mask;
    for (let text = slots[slot]; text >= 0; text = slots[slot]) {
      const isLikely = slots[slot + 1] === hash && slots[slot + 3] === to - from;
      if (isLikely && this.isSame(slots[slot + 2] >>> 0, bytes, from, to)) return text;
      slot = (slot + SLOT) & mask;
    }
    return this.add(slot, hash, bytes, from, to);
  }

  internText(text: string): number {
    if (text.length * MOST_BYTES_PER_UNIT <= SCRATCH_BYTES)
      return this.intern(this.scratch, 0, this.scratch.write(text, 'utf8'));
    const bytes = Buffer.from(text, 'utf8');
    return this.intern(bytes, 0, bytes.length);
  }

  private add(slot: number, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const text = this.heap.add(bytes, from, to);
    if (this.heap.bytes !== this.heapBytes) {
      this.heapBytes = this.heap.bytes;
      this.heapView = viewOf(this.heapBytes);
    }
    const { slots } = this;
    slots[slot] = text;
    slots[slot + 1] = hash;
    slots[slot + 2] = this.heap.start(text);
    slots[slot + 3] = to - from;
    // At most half of the slots are taken.
    if (this.heap.length * 2 * SLOT === slots.length) this.grow();
    return text;
  }

  /** Whether a text that starts at `start` in the heap, and is as long, has these bytes. */
  private isSame(start: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { view, heapView, heapBytes } = this;
    const behind = start - from;
    if (to - from < 4) {
      for (let at = from; at < to; at++) if (bytes[at] !== heapBytes[at + behind]) return false;
      return true;
    }
    for (let at = from; at < to - 4; at += 4)
      if (view.getInt32(at, true) !== heapView.getInt32(at + behind, true)) return false;
    return view.getInt32(to - 4, true) === heapView.getInt32(to - 4 + behind, true);
  }

  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2).fill(-1);
    const mask = slots.length - SLOT;
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from] < 0) continue;
      let slot = Math.imul(old[from + 1], SLOT) & mask;
      while (slots[slot] >= 0) slot = (slot + SLOT) & mask;
      for (let part = 0; part < SLOT; part++) slots[slot + part] = old[from + part];
    }
    this.slots = slots;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Every four bytes, the last four once more where they overlap, and the length; mixed so that the low bits depend on all of them. */
function hashBytes(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from);
  if (to - from < 4) for (let at = from; at < to; at++) hash = mixed(hash, bytes[at]);
  else {
    for (let at = from; at < to - 4; at += 4) hash = mixed(hash, view.getInt32(at, true));
    hash = mixed(hash, view.getInt32(to - 4, true));
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function mixed(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1);
  return h ^ (h >>> 15);
}
