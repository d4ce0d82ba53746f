import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import { CSV_LIMITS } from './limits.ts';

/** How a text file is cut into cells. Characters are single bytes. */
export interface Dialect {
  /** 0 means runs of spaces and tabs. */
  readonly separator: number;
  /** 0 means that no character quotes. */
  readonly quote: number;
  /** A backslash in front of a quote makes it text; otherwise quotes are doubled. */
  readonly isBackslashEscape: boolean;
}
export const SPACE_RUNS = 0;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
const BACKSLASH = 92;
const FIRST_FIELDS = 64;
const FIRST_BYTES = 256 * 1024;
/** Behind the last byte: a line end that stops loops, and what is read with it where four bytes are looked at in one. */
const BYTES_BEHIND = 4;
const EVERY_BYTE = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;

/** One record in the bytes it was found in; valid only while it is handed over. */
export interface ScannedRecord {
  bytes: Uint8Array;
  start: number;
  /** Behind the last byte of the record, its line end left out. */
  end: number;
  nFields: number;
  from: Int32Array;
  to: Int32Array;
  /** 1 for a field that stands in quotes; from and to then lie inside them. */
  quoted: Uint8Array;
  /** Length of the line end: 0 at the end of the file. */
  lineEnd: string;
  /** A quote stands where the rules of RFC 4180 allow none. */
  isUnruly: boolean;
}

/**
 * Cuts bytes that arrive in pieces into records and fields. Lenient where files are: quotes inside fields are text, a quote that is never
 * closed is text too. Source: RFC 4180, section 2.
 * @throws AppError `csv.unreadable` for records beyond the limits
 */
export class CsvScanner {
  /** Made when first fed: whoever asks for records of his own bytes needs none. */
  private work: Uint8Array = new Uint8Array(BYTES_BEHIND);
  private view = new DataView(this.work.buffer);
  private kept = 0;
  private nScanned = 0;
  private readonly dialect: Dialect;
  private readonly isRuns: boolean;
  /** 1 for the bytes that end a field or need a closer look. */
  private readonly stops: Uint8Array;
  /** Four times the separator, and four times the byte above the highest of the quote and the line ends. */
  private readonly separators: number;
  private readonly aboveOthers: number;
  private readonly name: string;
  private readonly onRecord: (record: ScannedRecord) => void;
  /** The last one that was found. */
  readonly record: ScannedRecord = {
    bytes: this.work,
    start: 0,
    end: 0,
    nFields: 0,
    from: new Int32Array(FIRST_FIELDS),
    to: new Int32Array(FIRST_FIELDS),
    quoted: new Uint8Array(FIRST_FIELDS),
    lineEnd: '',
    isUnruly: false,
  };

  /** @param name the file's, for sentences */
  constructor(dialect: Dialect, name: string, onRecord: (record: ScannedRecord) => void) {
    this.dialect = dialect;
    this.isRuns = dialect.separator === SPACE_RUNS;
    const stops = new Set([dialect.separator, dialect.quote, LF, CR]);
    this.stops = Uint8Array.from({ length: 256 }, (_none, byte) => (stops.has(byte) ? 1 : 0));
    this.separators = Math.imul(dialect.separator, EVERY_BYTE);
    this.aboveOthers = Math.imul(Math.max(dialect.quote, CR) + 1, EVERY_BYTE);
    this.name = name;
    this.onRecord = onRecord;
  }

  feed(piece: Uint8Array): void {
    const end = this.kept + piece.length;
    if (end + BYTES_BEHIND > this.work.length) {
      const larger = new Uint8Array(Math.max(FIRST_BYTES, end + BYTES_BEHIND, this.work.length * 2));
      larger.set(this.work.subarray(0, this.kept));
      this.work = larger;
      this.view = new DataView(larger.buffer);
    }
    this.work.set(piece, this.kept);
    this.scan(end, false);
  }

  finish(): void {
    this.scan(this.kept, true);
  }

  private scan(end: number, isLast: boolean): void {
    let at = this.nScanned === 0 ? markLength(this.work, end) : 0;
    this.record.bytes = this.work;
    this.work[end] = LF;
    while (at < end) {
      const next = this.scanRecord(at, end, isLast);
      if (next < 0) break;
      this.nScanned++;
      this.onRecord(this.record);
      at = next;
    }
    this.kept = end - at;
    if (this.kept > CSV_LIMITS.recordBytes) throw this.unreadable('is longer than 2 MB');
    this.work.copyWithin(0, at, end);
  }

  /** Fills `record` and returns the place behind its line end, or -1 when it is not complete. */
  private scanRecord(at: number, end: number, isLast: boolean): number {
    const behind = this.isRuns ? -1 : this.plainRecord(at, end);
    return behind > 0 ? behind : this.recordAt(this.work, at, end, isLast);
  }

  /** Fills `record` from bytes[at … end - 1] and returns the place behind its line end, or -1 when it is not complete. */
  recordAt(bytes: Uint8Array, at: number, end: number, isLast: boolean): number {
    this.record.bytes = bytes;
    const next = this.fields(at, end, isLast, this.dialect.quote);
    if (next !== -2) return next;
    const again = this.fields(at, end, isLast, 0);
    this.record.isUnruly = true;
    return again;
  }

  /** As scanRecord for a record without quotes that ends in a line feed; -1 for any other. */
  private plainRecord(at: number, end: number): number {
    const { record, stops, view, separators, aboveOthers } = this;
    const { bytes, from, to, quoted } = record;
    const { separator } = this.dialect;
    let nFields = 0;
    record.start = at;
    from[0] = at;
    for (;;) {
      for (;;) {
        const four = view.getInt32(at, true);
        const apart = four ^ separators;
        // The high bit of a byte that is the separator, or below the bound; the lowest such bit is never a mistake.
        const found = (((apart - EVERY_BYTE) & ~apart) | ((four - aboveOthers) & ~four)) & HIGH_BITS;
        if (found === 0) at += 4;
        else {
          at += (31 - Math.clz32(found & -found)) >> 3;
          if (stops[bytes[at]] === 1) break;
          at++;
        }
      }
      to[nFields] = at;
      quoted[nFields++] = 0;
      if (bytes[at] !== separator) break;
      if (nFields === from.length) return -1;
      from[nFields] = ++at;
    }
    if (bytes[at] !== LF || at >= end) return -1;
    record.nFields = nFields;
    record.isUnruly = false;
    return this.close(at, at + 1, '\n');
  }

  /** As scanRecord; -2 when a quoted field is never closed. */
  private fields(at: number, end: number, isLast: boolean, quote: number): number {
    const { record, isRuns } = this;
    record.start = at;
    record.nFields = 0;
    record.isUnruly = false;
    if (isRuns) at = skipSpaces(record.bytes, at, end);
    for (;;) {
      const isQuoted = quote !== 0 && at < end && record.bytes[at] === quote;
      at = isQuoted ? this.quotedField(at, end, isLast, quote) : this.plainField(at, end, quote);
      if (at < 0) return at;
      if (at >= end) return isLast ? this.close(end, end, '') : -1;
      if (isLineEnd(record.bytes[at])) return this.lineEnd(at, end, isLast);
      at = isRuns ? skipSpaces(record.bytes, at, end) : at + 1;
    }
  }

  /** Closes the record at a line feed, a carriage return or both; -1 when the second may still come. */
  private lineEnd(at: number, end: number, isLast: boolean): number {
    const { bytes } = this.record;
    if (bytes[at] === LF) return this.close(at, at + 1, '\n');
    if (at + 1 >= end) return isLast ? this.close(at, end, '\r') : -1;
    return bytes[at + 1] === LF ? this.close(at, at + 2, '\r\n') : this.close(at, at + 1, '\r');
  }

  private close(end: number, next: number, lineEnd: string): number {
    const { record } = this;
    record.end = end;
    record.lineEnd = lineEnd;
    const last = record.nFields - 1;
    if (this.isRuns && record.nFields > 1 && record.from[last] === record.to[last] && !record.quoted[last])
      record.nFields--;
    return next;
  }

  private plainField(at: number, end: number, quote: number): number {
    const { bytes } = this.record;
    const separator = this.dialect.separator;
    const from = at;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === LF || byte === CR) break;
      if (this.isRuns ? isSpace(byte) : byte === separator) break;
      if (byte === quote && quote !== 0) this.record.isUnruly = true;
    }
    this.add(from, at, 0);
    return at;
  }

  /** Returns the separator or line end behind the field; -1 when it is not complete, -2 when its quote is never closed. */
  private quotedField(at: number, end: number, isLast: boolean, quote: number): number {
    const from = at + 1;
    const closing = this.closingQuote(from, end, quote);
    if (closing - from > CSV_LIMITS.recordBytes || closing === -2) return -2;
    if (closing >= end) return isLast ? -2 : -1;
    if (closing + 1 >= end && !isLast) return -1;
    return this.afterQuote(from, closing, end);
  }

  /** The quote that closes a field, `end` when there is none yet, -2 when there are too many lines before it. */
  private closingQuote(at: number, end: number, quote: number): number {
    const { bytes } = this.record;
    const { isBackslashEscape } = this.dialect;
    for (let lineEnds = 0; at < end; at++) {
      const byte = bytes[at];
      if (byte === LF && ++lineEnds > CSV_LIMITS.lineEndsInField) return -2;
      if (byte === BACKSLASH && isBackslashEscape) at++;
      if (byte !== quote) continue;
      if (at + 1 >= end || bytes[at + 1] !== quote) return at;
      at++;
    }
    return end;
  }

  /** Text between the closing quote and the separator belongs to the field, quotes and all. */
  private afterQuote(from: number, closing: number, end: number): number {
    const { record } = this;
    const { bytes } = record;
    const { separator } = this.dialect;
    let at = closing + 1;
    while (at < end && !isLineEnd(bytes[at]) && !(this.isRuns ? isSpace(bytes[at]) : bytes[at] === separator)) at++;
    const isTidy = at === closing + 1;
    // Over several lines only a tidy end is believed: else a stray quote would take the next one for its partner.
    if (!isTidy && hasLineEnd(bytes, from, closing)) return -2;
    if (isTidy) this.add(from, closing, 1);
    else {
      record.isUnruly = true;
      this.add(from - 1, at, 0);
    }
    return at;
  }

  private unreadable(what: string): AppError {
    return new AppError('csv.unreadable', {
      name: this.name,
      reason: `line ${formatCount(this.nScanned + 1)} ${what}`,
    });
  }

  private add(from: number, to: number, quoted: number): void {
    const { record } = this;
    if (record.nFields === CSV_LIMITS.columns) throw this.unreadable('has more than 16,384 cells');
    if (record.nFields === record.from.length) {
      record.from = widened(record.from, new Int32Array(record.nFields * 2));
      record.to = widened(record.to, new Int32Array(record.nFields * 2));
      record.quoted = widened(record.quoted, new Uint8Array(record.nFields * 2));
    }
    record.from[record.nFields] = from;
    record.to[record.nFields] = to;
    record.quoted[record.nFields++] = quoted;
  }
}

/** The text of a field, its quotes taken off and doubled ones made single. */
export function fieldText(record: ScannedRecord, field: number, dialect: Dialect): string {
  const { bytes } = record;
  const from = record.from[field];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, record.to[field] - from).toString('utf8');
  if (!record.quoted[field]) return text;
  const quote = String.fromCharCode(dialect.quote);
  const single = text.replaceAll(quote + quote, quote);
  return dialect.isBackslashEscape ? single.replaceAll(`\\${quote}`, quote) : single;
}

/** Nothing at all, or nothing but white space, in a record of one field. */
export function isBlank(record: ScannedRecord): boolean {
  if (record.nFields > 1) return false;
  for (let at = record.start; at < record.end; at++) if (!isSpace(record.bytes[at])) return false;
  return true;
}

function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}
/** Bytes of a UTF-8 byte order mark at the start. */
export function markLength(bytes: Uint8Array, end: number): number {
  return end >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
function hasLineEnd(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isLineEnd(bytes[at])) return true;
  return false;
}
function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
function isLineEnd(byte: number): boolean {
  return byte === LF || byte === CR;
}
function widened<T extends Int32Array | Uint8Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
