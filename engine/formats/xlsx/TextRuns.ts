import { ChunkScanner, GT, LT, nameCode } from './ChunkScanner.ts';
import { excelText, trimXml, xmlText } from './xmlText.ts';

const T = nameCode('t');
const PHONETIC = nameCode('rPh');
const AMPERSAND = 38;
const UNDERSCORE = 95;
const CARRIAGE_RETURN = 13;
const LETTER_X = 120;

/** Scans the texts inside an <si> or <is>: one text, or rich text runs put together; phonetic runs are passed over. */
export abstract class TextRunScanner extends ChunkScanner {
  /** The text stands as it is in bytes[textFrom … textTo - 1], unless `textMade` holds it. */
  protected textFrom = 0;
  protected textTo = 0;
  protected textMade: string | null = null;
  private nTexts = 0;

  /** Scans from behind the opening tag; returns the place behind the closing tag `closing`, or -1 when it is not complete. */
  protected runs(bytes: Uint8Array, at: number, end: number, closing: number): number {
    let isPhonetic = false;
    this.nTexts = 0;
    this.textFrom = this.textTo = 0;
    this.textMade = null;
    while (this.nextTag(bytes, at, end)) {
      at = this.tagClose + 1;
      const isOpening = !this.isClosing && !this.isEmpty;
      if (this.isClosing && this.tagName === closing) return at;
      if (this.tagName === PHONETIC) isPhonetic = isOpening;
      if (this.tagName === T && isOpening && !isPhonetic) {
        at = this.textElement(bytes, at, end);
        if (at < 0) return -1;
      }
    }
    return -1;
  }

  private textElement(bytes: Uint8Array, from: number, end: number): number {
    const isSpaceKept = keepsSpace(bytes, this.nameEnd, this.tagClose);
    const to = this.textEnd(bytes, from, end);
    if (to >= 0) this.addText(bytes, from, to, isSpaceKept, this.nTexts++);
    return to;
  }

  /** The "<" of the closing tag, CDATA sections passed over; -1 when it is not complete. */
  private textEnd(bytes: Uint8Array, at: number, end: number): number {
    for (;;) {
      while (bytes[at] !== LT) at++;
      if (at >= end) return -1;
      const special = this.special(bytes, at, end);
      if (special === -2) return at;
      if (special === -1) return -1;
      at = special;
    }
  }

  private addText(bytes: Uint8Array, from: number, to: number, isSpaceKept: boolean, index: number): void {
    if (index === 0 && isPlain(bytes, from, to, isSpaceKept)) {
      this.textFrom = from;
      this.textTo = to;
      return;
    }
    const made = decodeText(bytes, from, to);
    const text = excelText(isSpaceKept ? made : trimXml(made));
    const before = index === 0 ? '' : (this.textMade ?? decodeText(bytes, this.textFrom, this.textTo));
    this.textMade = before + text;
  }
}

export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  return xmlText(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8'));
}

/** Whether the bytes of a text are the text: no entity, section, escape, line end or white space that needs work. */
export function isPlain(bytes: Uint8Array, from: number, to: number, isSpaceKept: boolean): boolean {
  if (to > from && !isSpaceKept && (bytes[from] <= 32 || bytes[to - 1] <= 32)) return false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === AMPERSAND || byte === LT || byte === CARRIAGE_RETURN) return false;
    if (byte === UNDERSCORE && bytes[at + 1] === LETTER_X) return false;
  }
  return true;
}

/** xml:space="preserve" among the attributes between `from` and `to`. */
function keepsSpace(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] === GT) return false;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).includes('preserve');
}
