import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { AppError } from '#shared/errors';

/** What a text file is written in, as iconv names it. */
export interface TextEncoding {
  readonly name: string;
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
}

const SAMPLE_BYTES = 64 * 1024;
/** iconv-lite also knows base64 and hex, which are no text. */
const TEXT_ENCODING = /^(?!base64|hex|binary|ucs2$|utf-?7)[a-z0-9][a-z0-9_.:-]*$/;

/**
 * Reads the encoding off the byte order mark, off the zero bytes of UTF-16, or takes UTF-8; whether a file without mark is UTF-8 shows
 * only when all of it has been looked at.
 * @throws AppError `csv.unreadable` for what is not text
 */
export function encodingFromHead(head: Uint8Array, name: string): TextEncoding {
  const hex = Buffer.from(head.subarray(0, 4)).toString('hex');
  if (hex.startsWith('efbbbf')) return { name: 'utf-8', markBytes: 3 };
  if (hex === 'fffe0000' || hex === '0000feff')
    throw new AppError('file.encoding', { name, reason: 'it is in UTF-32' });
  if (hex.startsWith('fffe')) return { name: 'utf-16le', markBytes: 2 };
  if (hex.startsWith('feff')) return { name: 'utf-16be', markBytes: 2 };
  const encoding = encodingFromZeros(head);
  if (encoding) return { name: encoding, markBytes: 0 };
  throw new AppError('csv.unreadable', { name, reason: 'it holds zero bytes, so it is not text' });
}

/** The encoding that was asked for, its byte order mark included. @throws AppError `option.invalid` */
export function askedEncoding(asked: string, head: Uint8Array): TextEncoding {
  const name = asked.trim().toLowerCase();
  if (!TEXT_ENCODING.test(name) || !iconv.encodingExists(name))
    throw new AppError('option.invalid', {
      option: 'encoding',
      allowed: 'the name of a character encoding, such as utf-8, utf-16le or windows-1252',
      got: `"${asked}"`,
    });
  if (/^utf-?8$/.test(name)) return { name: 'utf-8', markBytes: head[0] === 0xef && head[1] === 0xbb ? 3 : 0 };
  return { name, markBytes: 0 };
}

/** Most characters of a table are below U+0100, so that one byte of each pair is zero in UTF-16; null for what is not text. */
export function encodingFromZeros(head: Uint8Array): string | null {
  const { even, odd } = zeroBytes(head);
  if (even + odd === 0) return 'utf-8';
  const many = head.length * 0.3;
  const few = head.length * 0.02;
  if (odd > many && even < few) return 'utf-16le';
  return even > many && odd < few ? 'utf-16be' : null;
}

/** Checks UTF-8 in pieces; a character cut by the end of a piece is looked at with the next one. */
export class Utf8Check {
  /** Around the first bytes that are not UTF-8, null while there are none. */
  offending: Uint8Array | null = null;
  /** The last character lacks bytes, in a text that has whole ones of its kind: it was cut off there. */
  isCutShort = false;
  private tail: Uint8Array = new Uint8Array(0);
  private hasLongCharacters = false;

  feed(piece: Uint8Array): void {
    if (this.offending) return;
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, piece]) : piece;
    const cut = bytes.length - incompleteTail(bytes);
    if (!isUtf8(bytes.subarray(0, cut))) this.offending = Uint8Array.from(bytes.subarray(0, SAMPLE_BYTES));
    else if (!this.hasLongCharacters) this.hasLongCharacters = !isAscii(bytes.subarray(0, cut));
    this.tail = Uint8Array.from(bytes.subarray(cut));
  }
  finish(): void {
    if (this.offending || this.tail.length === 0) return;
    if (this.hasLongCharacters) this.isCutShort = true;
    else this.offending = this.tail;
  }
}

/** Bytes at the end that begin a character of more bytes than are there. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte >= 0xf0) return back < 4 ? back : 0;
    if (byte >= 0xe0) return back < 3 ? back : 0;
    if (byte >= 0xc0) return back < 2 ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
}
