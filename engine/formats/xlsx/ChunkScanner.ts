import { XLSX_LIMITS } from './limits.ts';
import { PartLimit, PartProblem } from './problems.ts';

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
  /** Set by nextTag: the tag's "<", the byte behind its name, and its ">". */
  protected tagAt = 0;
  protected nameEnd = 0;
  protected tagClose = 0;
  /** Set by nextTag: the name without prefix as nameCode makes it, and how many bytes it has. */
  protected tagName = 0;
  protected nameLength = 0;
  protected isClosing = false;
  protected isEmpty = false;
  private work: Uint8Array;
  private kept = 0;

  /** @param work for the XML on its way; where it is not large enough, another is used */
  constructor(work: Uint8Array = new Uint8Array(FIRST_BYTES)) {
    this.work = work;
  }

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
    if (this.kept > XLSX_LIMITS.elementBytes) throw new PartLimit('one cell, text or tag', '4 MB', 'more');
    this.work.copyWithin(0, used, end);
  }

  /** Finds the next tag, comments and the like passed over; false, with `tagAt` where to go on, when none is complete. */
  protected nextTag(bytes: Uint8Array, at: number, end: number): boolean {
    for (;;) {
      while (bytes[at] !== LT) at++;
      this.tagAt = at < end ? at : end;
      if (at >= end) return false;
      const behind = this.special(bytes, at, end);
      if (behind === -2) return this.readTag(bytes, at, end);
      if (behind === -1) return false;
      at = behind;
    }
  }

  private readTag(bytes: Uint8Array, at: number, end: number): boolean {
    this.isClosing = bytes[at + 1] === SLASH;
    this.readName(bytes, this.isClosing ? at + 2 : at + 1);
    this.tagClose = this.tagEnd(bytes, this.nameEnd, end);
    this.isEmpty = bytes[this.tagClose - 1] === SLASH;
    return this.tagClose < end;
  }

  private readName(bytes: Uint8Array, at: number): void {
    let code = 0;
    let start = at;
    for (let byte = bytes[at]; byte > SPACE && byte !== GT && byte !== SLASH && byte !== LT; byte = bytes[++at]) {
      if (byte === COLON) {
        code = 0;
        start = at + 1;
      } else code = (code << 8) | byte;
    }
    this.tagName = code;
    this.nameEnd = at;
    this.nameLength = at - start;
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
  private tagEnd(bytes: Uint8Array, at: number, end: number): number {
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

/** The last four letters of a name in one integer. */
export function nameCode(name: string): number {
  let code = 0;
  for (const byte of Buffer.from(name, 'latin1')) code = (code << 8) | byte;
  return code;
}
