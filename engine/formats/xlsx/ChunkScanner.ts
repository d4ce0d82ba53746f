import { XLSX_LIMITS } from './limits.ts';
import { PartProblem } from './problems.ts';

export const LT = 60;
export const GT = 62;
export const SLASH = 47;
export const QUOTE = 34;
export const APOSTROPHE = 39;
export const EQUALS = 61;
export const COLON = 58;
export const SPACE = 32;
const BANG = 33;
const QUESTION = 63;
const DASH = 45;
const CLOSING_BRACKET = 93;

/**
 * Stands behind the last byte, so that loops looking for a "<", a ">" or a quote need no bounds check: whoever finds its byte at or
 * beyond the end has met an element that is not complete yet.
 */
const SENTINEL = Uint8Array.of(LT, GT, QUOTE, APOSTROPHE, LT, GT, QUOTE, APOSTROPHE, LT, GT, QUOTE, APOSTROPHE);
const FIRST_BYTES = 512 * 1024;

/** Scans an XML part that arrives in pieces; an element cut by the end of a piece is kept and scanned again with the next one. */
export abstract class ChunkScanner {
  /** Set by elementName: the first byte behind the name. */
  protected nameEnd = 0;
  /** Set by elementName: how many bytes the name has without its prefix. */
  protected nameLength = 0;
  private work = new Uint8Array(FIRST_BYTES);
  private kept = 0;

  /** Scans bytes[at … end - 1] and returns where the first incomplete element starts, or `end`. */
  protected abstract scan(bytes: Uint8Array, at: number, end: number): number;
  protected abstract get isDone(): boolean;

  feed(piece: Uint8Array): void {
    if (this.isDone) return;
    const end = this.kept + piece.length;
    if (end + SENTINEL.length > this.work.length) {
      const larger = new Uint8Array(Math.max(end + SENTINEL.length, this.work.length * 2));
      larger.set(this.work.subarray(0, this.kept));
      this.work = larger;
    }
    this.work.set(piece, this.kept);
    this.work.set(SENTINEL, end);
    const used = this.scan(this.work, 0, end);
    this.kept = end - used;
    if (this.kept > XLSX_LIMITS.elementBytes) throw new PartProblem('one of its elements is longer than 4 MB');
    this.work.copyWithin(0, used, end);
  }

  /** The name of the element at `at` as up to four bytes in one integer, its prefix left out. */
  protected elementName(bytes: Uint8Array, at: number): number {
    let code = 0;
    let start = at;
    let byte = bytes[at];
    while (byte > SPACE && byte !== GT && byte !== SLASH && byte !== LT) {
      if (byte === COLON) {
        code = 0;
        start = at + 1;
      } else code = (code << 8) | byte;
      byte = bytes[++at];
    }
    this.nameEnd = at;
    this.nameLength = at - start;
    return code;
  }

  /** Behind the comment, CDATA section or instruction at `at`, -1 when it is not complete, -2 when there is none. */
  protected special(bytes: Uint8Array, at: number, end: number): number {
    const next = bytes[at + 1];
    if (next !== BANG && next !== QUESTION) return -2;
    if (at + 9 > end) return -1;
    if (next === QUESTION) return endOf(bytes, at + 2, end, QUESTION, 1);
    if (bytes[at + 2] === DASH) return endOf(bytes, at + 4, end, DASH, 2);
    if (bytes[at + 2] === 91) return endOf(bytes, at + 9, end, CLOSING_BRACKET, 2);
    throw new PartProblem('it brings a document type of its own, which is not accepted');
  }

  /** The ">" that closes a tag, quoted attribute values passed over; at or beyond `end` when the tag is not complete. */
  protected tagEnd(bytes: Uint8Array, at: number, end: number): number {
    for (let byte = bytes[at]; byte !== GT; byte = bytes[at]) {
      if (at >= end) return end;
      at++;
      if (byte === QUOTE || byte === APOSTROPHE) {
        while (bytes[at] !== byte && at < end) at++;
        at++;
      }
    }
    return at;
  }
}

/** Behind the first ">" that follows `count` bytes `mark`, or -1. */
function endOf(bytes: Uint8Array, at: number, end: number, mark: number, count: number): number {
  for (;;) {
    while (bytes[at] !== GT) at++;
    if (at >= end) return -1;
    if (bytes[at - 1] === mark && (count === 1 || bytes[at - 2] === mark)) return at + 1;
    at++;
  }
}

/** Up to four letters as elementName returns them. */
export function nameCode(name: string): number {
  let code = 0;
  for (const byte of Buffer.from(name, 'latin1')) code = (code << 8) | byte;
  return code;
}
