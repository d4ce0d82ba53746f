import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import type { TextEncoding } from '#shared/textEncodings';

const SAMPLE_BYTES = 64 * 1024;
/** Encodings whose printable range a Windows code page contains, and others that banks' exports come in. */
const WINDOWS_NAMES: Readonly<Record<string, TextEncoding>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-5': 'windows-1251',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-6': 'windows-1256',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  'windows-1253': 'windows-1253',
  'windows-1254': 'windows-1254',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
  'KOI8-R': 'koi8-r',
  GB18030: 'gb18030',
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
};
const FALLBACK = 'windows-1252';
const MULTI_BYTE: ReadonlySet<string> = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);
/** What is neither ASCII nor a sign beside numbers. */
const FOREIGN = /[^\0-\x7f€£¥¢§°±²³µ·¼½¾×\u00a0‘’“”–—…«»]/u;
/** Bytes without a character, control characters, and the lines and blocks that KOI8-R has where others have letters. */
const UNREAD = /[\ufffd\x80-\x9f\u2219-\u2265\u2320\u2321\u2500-\u25a0]/gu;
/** A smaller share of the bytes beyond ASCII is damage, a larger one says that the page is another. */
const DAMAGED_SHARE = 0.01;
/** So many bytes beyond ASCII, most of them side by side, are read by a page of several bytes no longer by chance. */
const MANY_BYTES = 1_000;

/** A page that the language of the bytes speaks for. */
interface Guess {
  readonly page: string;
  /** From 0 to 100. */
  readonly confidence: number;
  /** Share of the bytes beyond ASCII that the page cannot read. */
  readonly unread: number;
}

/**
 * The most likely code page of bytes that are not UTF-8. One that reads more of them takes its place where it is as likely, or where the
 * likeliest fails at more than a few damaged bytes: that a page has a character for every byte alone says little.
 */
export function guessCodePage(sample: Uint8Array): string {
  const bytes = sample.subarray(0, SAMPLE_BYTES);
  if (hasSignsAlone(bytes)) return FALLBACK;
  const { n, nPaired } = beyondAscii(bytes);
  const guesses = analyse(bytes).flatMap(({ name, confidence }): Guess[] => {
    if (confidence < 10 || !Object.hasOwn(WINDOWS_NAMES, name)) return [];
    const page = WINDOWS_NAMES[name];
    const unread = nUnread(bytes, page) / Math.max(1, n);
    // It has a character for every byte, so that nobody would be told.
    if (page === 'koi8-r' && unread > DAMAGED_SHARE) return [];
    return [{ page, confidence, unread }];
  });
  if (guesses.length === 0) return FALLBACK;
  const areMany = nPaired >= MANY_BYTES && nPaired > n / 2;
  return (guesses.find(guess => takesPlace(guess, guesses[0], areMany)) ?? guesses[0]).page;
}

/** @param areMany whether there are enough bytes for a page of several bytes a character */
function takesPlace(other: Guess, likeliest: Guess, areMany: boolean): boolean {
  if (other.unread >= likeliest.unread) return false;
  const isBetter = likeliest.unread > DAMAGED_SHARE && other.unread <= DAMAGED_SHARE;
  if (MULTI_BYTE.has(likeliest.page))
    return isBetter && !MULTI_BYTE.has(other.page) && other.confidence >= 0.5 * likeliest.confidence;
  if (MULTI_BYTE.has(other.page)) return isBetter && areMany;
  return isBetter || (likeliest.unread <= DAMAGED_SHARE && other.confidence >= 0.9 * likeliest.confidence);
}

/**
 * Whether all that is not ASCII are the signs of windows-1252, such as € and £, away from letters: too little for a guess by language, which
 * takes them for letters of others.
 */
function hasSignsAlone(bytes: Uint8Array): boolean {
  const text = iconv.decode(Buffer.from(bytes), FALLBACK);
  return !FOREIGN.test(text) && !/\p{L}[^\0-\x7f]|[^\0-\x7f]\p{L}/u.test(text);
}

/** How many bytes are beyond ASCII, and how many of them stand beside another. */
function beyondAscii(bytes: Uint8Array): { n: number; nPaired: number } {
  let n = 0;
  let nPaired = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    n++;
    if (bytes[at - 1] >= 0x80 || bytes[at + 1] >= 0x80) nPaired++;
  }
  return { n, nPaired };
}

/** Bytes that stand for no character of a text; one that is cut by the end of the sample is none of them. */
function nUnread(sample: Uint8Array, page: string): number {
  const text = iconv.decode(Buffer.from(sample), page);
  const n = text.match(UNREAD)?.length ?? 0;
  return text.endsWith('\ufffd') ? n - 1 : n;
}
