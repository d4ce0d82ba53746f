import iconv from 'iconv-lite';
import { note, type Note } from '#shared/notes';
import { AppError } from '#shared/errors';
import type { Run } from '../../jobs/Run.ts';
import { guessCodePage } from '../csv/codePage.ts';
import { askedEncoding, encodingFromHead, Utf8Check, type TextEncoding } from '../csv/textEncoding.ts';
import { filePieces, fileStart } from '../csv/textFiles.ts';
import { PartLimit, PartProblem } from '../xlsx/problems.ts';

const HEAD_BYTES = 64 * 1024;

/** A text file in whatever it is written in, as strings. */
export interface DecodedText {
  readonly path: string;
  readonly encoding: TextEncoding;
  /** As shown to people. */
  readonly shownEncoding: string;
}

/**
 * Finds what a text file is written in: what was asked for, else its byte order mark, else what it declares, else UTF-8 where that fits,
 * else the likeliest code page.
 * @param declared finds what the head of the file declares
 * @throws AppError `option.invalid`, `file.encoding`
 */
export async function openDecoded(
  path: string,
  name: string,
  asked: string | null,
  declared: (head: string) => string | undefined,
  run: Run,
): Promise<DecodedText> {
  const { bytes } = await fileStart(path, HEAD_BYTES);
  const encoding = await decide(path, name, bytes, asked, declared, run);
  const shown = encoding.name.startsWith('utf') ? encoding.name.toUpperCase() : encoding.name;
  return { path, encoding, shownEncoding: shown };
}

async function decide(
  path: string,
  name: string,
  head: Uint8Array,
  asked: string | null,
  declared: (head: string) => string | undefined,
  run: Run,
): Promise<TextEncoding> {
  if (asked !== null) return askedEncoding(asked, head);
  const encoding = encodingFromHead(head, name);
  if (encoding.name !== 'utf-8' || encoding.markBytes > 0) return encoding;
  const named = declared(Buffer.from(head).toString('latin1'))?.toLowerCase();
  if (named !== undefined && !named.startsWith('utf') && iconv.encodingExists(named)) return askedEncoding(named, head);
  const check = new Utf8Check();
  for await (const piece of filePieces(path, run, 'Checking the text')) {
    check.feed(piece);
    if (check.offending) break;
  }
  check.finish();
  return check.offending ? { name: guessCodePage(Buffer.concat([check.offending, head])), markBytes: 0 } : encoding;
}

/** Decodes the file piece by piece; `notes` gains one where characters cannot be decoded. */
export async function* decodedPieces(text: DecodedText, notes: Note[], run: Run): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(text.encoding.name, { stripBOM: true });
  let nUnreadable = 0;
  const counted = (piece: string): string => {
    for (let at = piece.indexOf('\ufffd'); at >= 0; at = piece.indexOf('\ufffd', at + 1)) nUnreadable++;
    return piece;
  };
  for await (const piece of filePieces(text.path, run, 'Reading rows'))
    yield counted(decoder.write(Buffer.from(piece)));
  yield counted(decoder.end() ?? '');
  if (nUnreadable > 0) notes.push(note('read.unreadableCharacters', { n: nUnreadable, encoding: text.shownEncoding }));
}

/** @returns `file.damaged` or `xlsx.limit` for what is wrong inside a text; everything else as it is */
export function inText(name: string, error: unknown): unknown {
  if (error instanceof PartLimit)
    return new AppError('xlsx.limit', { name, what: error.what, allowed: error.allowed, got: error.got });
  return error instanceof PartProblem
    ? new AppError('file.damaged', { name, reason: error.message }, { cause: error })
    : error;
}
