const PIECE_BYTES = 512 * 1024;
const LARGEST_FAST = 2 ** 31;

export function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** Collects XML as bytes and hands it on in pieces whose cuts depend only on what was written. */
export class XmlBytes {
  private buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  private length = 0;
  private readonly handOn: (piece: Buffer) => void;

  constructor(handOn: (piece: Buffer) => void) {
    this.handOn = handOn;
  }

  /** What is left, for the caller to end with. */
  takeRest(): Buffer {
    const rest = this.buffer.subarray(0, this.length);
    this.buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
    this.length = 0;
    return rest;
  }

  /** Makes room for up to `n` more bytes in one piece. */
  private reserve(n: number): void {
    if (this.length + n <= this.buffer.length) return;
    if (this.length > 0) this.handOn(this.buffer.subarray(0, this.length));
    this.buffer = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, n));
    this.length = 0;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.length = copyInto(this.buffer, this.length, bytes);
  }

  /** Three pieces, a finite number, and a piece: one cell, in one go because most of the time is spent here. */
  around(first: Uint8Array, second: Uint8Array, third: Uint8Array, value: number, last: Uint8Array): void {
    this.reserve(first.length + second.length + third.length + last.length + 32);
    let at = copyInto(this.buffer, this.length, first);
    at = copyInto(this.buffer, at, second);
    at = copyInto(this.buffer, at, third);
    at = putNumber(this.buffer, at, value);
    this.length = copyInto(this.buffer, at, last);
  }

  text(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.buffer.write(text, this.length, 'utf8');
  }
}

function copyInto(target: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) target[at + i] = bytes[i];
  return at + bytes.length;
}

/** A finite number in its shortest form that reads back as the same bits (-0 as 0). */
function putNumber(target: Uint8Array, at: number, value: number): number {
  const hundredths = Math.round(value * 100);
  if (hundredths / 100 === value && hundredths > -LARGEST_FAST && hundredths < LARGEST_FAST)
    return putHundredths(target, at, hundredths | 0);
  const text = String(value);
  for (let i = 0; i < text.length; i++) target[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function putHundredths(target: Uint8Array, start: number, hundredths: number): number {
  let at = start;
  let whole = hundredths;
  if (whole < 0) {
    target[at++] = 45;
    whole = -whole;
  }
  const fraction = (whole % 100) | 0;
  whole = (whole / 100) | 0;
  at += whole < 10 ? 1 : whole < 100 ? 2 : whole < 1000 ? 3 : whole < 10_000 ? 4 : String(whole).length;
  for (let end = at - 1; ; end--) {
    target[end] = 48 + (whole % 10);
    whole = (whole / 10) | 0;
    if (whole === 0) break;
  }
  if (fraction === 0) return at;
  target[at++] = 46;
  target[at++] = 48 + ((fraction / 10) | 0);
  if (fraction % 10 !== 0) target[at++] = 48 + (fraction % 10);
  return at;
}
