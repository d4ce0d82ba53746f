const FIRST_BYTES = 64 * 1024;
const FIRST_TEXTS = 4096;
const TEXTS_AT_ONCE = 1024;
const BYTES_AT_ONCE = 64 * 1024;
/** A longer one would not be a copy and keep the string of all. */
const MOST_CUT_OUT = 12;
const NOT_ASCII = /[\u0080-\u00ff]/;

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
    return textStrings(this.bytes, this.ends, this.length);
  }
}

/** The first n texts as strings, each ending where `ends` says; bytes that are not UTF-8 become U+FFFD. */
export function textStrings(bytes: Uint8Array, ends: ArrayLike<number>, n: number): string[] {
  const strings: string[] = [];
  for (let from = 0; from < n;) {
    const start = from === 0 ? 0 : ends[from - 1];
    let to = from + 1;
    while (to < n && to < from + TEXTS_AT_ONCE && ends[to] - start <= BYTES_AT_ONCE) to++;
    addStrings(bytes, ends, from, to, strings);
    from = to;
  }
  return strings;
}

/** Short texts are cut out of one string of some, which costs a fraction of making each from its bytes. */
function addStrings(bytes: Uint8Array, ends: ArrayLike<number>, from: number, to: number, strings: string[]): void {
  let start = from === 0 ? 0 : ends[from - 1];
  const first = start;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset + first, ends[to - 1] - first);
  const text = all.length <= MOST_CUT_OUT * (to - from) ? all.toString('latin1') : null;
  const isAscii = text !== null && !NOT_ASCII.test(text);
  for (let i = from; i < to; i++) {
    const end = ends[i];
    if (text !== null && isAscii && end - start <= MOST_CUT_OUT)
      strings.push(text.substring(start - first, end - first));
    else strings.push(all.toString('utf8', start - first, end - first));
    start = end;
  }
}

function grown<T extends Uint8Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
