import { TextHeap } from './TextHeap.ts';

const FIRST_SLOTS = 8192;
/** Longer texts are made into bytes of their own. */
const SCRATCH_BYTES = 4096;
const MOST_BYTES_PER_UNIT = 3;

/** Every distinct text once, numbered in order of first appearance; compares bytes, so a text met again costs no string. */
export class TextDictionary {
  readonly heap = new TextHeap();
  /** Pairs of a text, -1 for none, and its hash. */
  private slots = new Int32Array(2 * FIRST_SLOTS).fill(-1);
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
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let text = slots[slot]; text >= 0; text = slots[slot]) {
      if (slots[slot + 1] === hash && this.isSame(text, bytes, from, to)) return text;
      slot = (slot + 2) & mask;
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
    this.slots[slot] = text;
    this.slots[slot + 1] = hash;
    // At most half of the slots are taken.
    if (this.heap.length * 4 === this.slots.length) this.grow();
    return text;
  }

  private isSame(text: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { heap, view, heapView, heapBytes } = this;
    const start = heap.start(text);
    const length = to - from;
    if (heap.end(text) - start !== length) return false;
    const behind = start - from;
    if (length < 4) {
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
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] < 0) continue;
      let slot = (old[from + 1] << 1) & mask;
      while (slots[slot] >= 0) slot = (slot + 2) & mask;
      slots[slot] = old[from];
      slots[slot + 1] = old[from + 1];
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
