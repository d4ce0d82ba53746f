const FIRST_BYTES = 64 * 1024;
const FIRST_TEXTS = 4096;

/** Many texts as UTF-8 bytes behind one another: text i is bytes[ends[i - 1] … ends[i] - 1]. */
export class TextHeap {
  bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  length = 0;
  private ends = new Float64Array(FIRST_TEXTS);

  start(text: number): number {
    return text === 0 ? 0 : this.ends[text - 1];
  }
  end(text: number): number {
    return this.ends[text];
  }
  get byteLength(): number {
    return this.start(this.length);
  }

  /** Adds bytes[from … to - 1] and returns its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const start = this.byteLength;
    const end = start + to - from;
    if (end > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(Math.max(end, this.bytes.length * 2)));
    if (to - from > 32) this.bytes.set(bytes.subarray(from, to), start);
    else for (let i = from, o = start; i < to; i++) this.bytes[o++] = bytes[i];
    if (this.length === this.ends.length) this.ends = grown(this.ends, new Float64Array(this.length * 2));
    this.ends[this.length] = end;
    return this.length++;
  }

  /** All texts as strings, in order; bytes that are not UTF-8 become U+FFFD. */
  toStrings(): string[] {
    const buffer = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.byteLength);
    const strings: string[] = [];
    let start = 0;
    for (let text = 0; text < this.length; text++) {
      const end = this.ends[text];
      strings.push(buffer.toString(isAscii(buffer, start, end) ? 'latin1' : 'utf8', start, end));
      start = end;
    }
    return strings;
  }
}

function grown<T extends Uint8Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] > 127) return false;
  return true;
}
