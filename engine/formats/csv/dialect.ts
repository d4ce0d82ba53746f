import { AppError } from '#shared/errors';
import { CsvScanner, fieldText, isBlank, SPACE_RUNS, type Dialect, type ScannedRecord } from './CsvScanner.ts';

const COMMA = 44;
const SEMICOLON = 59;
const TAB = 9;
const PIPE = 124;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
/** Free text is full of spaces: they separate only where hardly a record disagrees. */
const LEAST_AGREEMENT_OF_SPACES = 0.9;
const LEAST_AGREEMENT = 0.5;

/** The first part of a file, in UTF-8. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
  /** The file's, for sentences. */
  readonly name: string;
}
export interface Detected {
  readonly dialect: Dialect;
  /** Cells that most records of the sample have. */
  readonly nColumns: number;
}
interface Judged extends Detected {
  readonly score: number;
}

/**
 * Finds separator and quote from the first part of a file by how evenly and how cleanly each cuts it.
 * @param asked the separator that was asked for: one character, or `spaces` for runs of them; null finds it
 * @throws AppError `option.invalid` for a separator that cannot be one
 */
export function detectDialect(sample: Sample, asked: string | null): Detected {
  if (asked !== null)
    return withWidth({ separator: askedSeparator(asked), ...detectQuote(sample.bytes, asked) }, sample);
  const hint = excelHint(sample.bytes);
  const quoting = detectQuote(sample.bytes, ',');
  if (hint !== null) return withWidth({ separator: hint, ...quoting }, sample);
  let best: Judged | null = null;
  for (const separator of [COMMA, SEMICOLON, TAB, PIPE]) {
    const judged = judge({ separator, ...quoting }, sample, LEAST_AGREEMENT);
    if (judged && (!best || judged.score > best.score)) best = judged;
  }
  best ??= judge({ separator: SPACE_RUNS, ...quoting }, sample, LEAST_AGREEMENT_OF_SPACES);
  return best ?? withWidth({ separator: COMMA, ...quoting }, sample);
}

function askedSeparator(asked: string): number {
  if (asked === 'spaces') return SPACE_RUNS;
  const code = asked.codePointAt(0)!;
  if (code < 128 && code !== 0 && !/["\r\n]/.test(asked)) return code;
  throw new AppError('option.invalid', {
    option: 'separator',
    allowed: 'a character of ASCII other than the quote and the line end, "spaces" or "fixed"',
    got: JSON.stringify(asked),
  });
}

/** Excel reads "sep=;" in the first line as the separator of the rest. */
export function excelHint(sample: Uint8Array): number | null {
  const match = /^(?:\xef\xbb\xbf)?sep=([,;|\t])\r?\n/i.exec(Buffer.from(sample.subarray(0, 16)).toString('latin1'));
  return match ? match[1].charCodeAt(0) : null;
}

/** The number of fields that most records have; the larger one where two are equally frequent. */
export function commonWidth(widths: ReadonlyMap<number, number>): number {
  let width = 1;
  let most = 0;
  for (const [candidate, count] of widths) {
    if (count > most || (count === most && candidate > width)) {
      width = candidate;
      most = count;
    }
  }
  return width;
}

function withWidth(dialect: Dialect, sample: Sample): Detected {
  const widths = new Map<number, number>();
  scanSample(dialect, sample, record => {
    if (!isBlank(record)) widths.set(record.nFields, (widths.get(record.nFields) ?? 0) + 1);
  });
  return { dialect, nColumns: commonWidth(widths) };
}

function judge(dialect: Dialect, sample: Sample, leastAgreement: number): Judged | null {
  if (dialect.separator !== SPACE_RUNS && !holds(sample.bytes, dialect.separator)) return null;
  const widths = new Map<number, number>();
  let nRecords = 0;
  let nFields = 0;
  let nClean = 0;
  scanSample(dialect, sample, record => {
    if (isBlank(record)) return;
    nRecords++;
    widths.set(record.nFields, (widths.get(record.nFields) ?? 0) + 1);
    for (let field = 0; field < Math.min(record.nFields, 50); field++) {
      nFields++;
      if (record.quoted[field] || isClean(record, field, dialect)) nClean++;
    }
  });
  const nColumns = commonWidth(widths);
  const agreement = (widths.get(nColumns) ?? 0) / Math.max(1, nRecords);
  if (nColumns < 2 || agreement < leastAgreement) return null;
  return { dialect, nColumns, score: agreement * Math.log2(nColumns + 1) * (nClean / nFields) ** 2 };
}

/** 1 for the bytes that a field has when it looks as if it were several, wherever they stand. */
const TELLING = Uint8Array.from({ length: 256 }, (_none, byte) =>
  ';|\t"'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** A field that does not look as if it were several: nor does it with a comma, unless at one of its ends. */
function isClean(record: ScannedRecord, field: number, dialect: Dialect): boolean {
  const { bytes, from, to } = record;
  let hasComma = false;
  for (let at = from[field]; at < to[field]; at++) {
    if (TELLING[bytes[at]] === 1) return false;
    if (bytes[at] === COMMA) hasComma = true;
  }
  if (!hasComma || (isLetter(bytes[from[field]]) && isLetter(bytes[to[field] - 1]))) return true;
  return !/^\s*,|,\s*$/.test(fieldText(record, field, dialect));
}

/** Neither a comma nor part of white space. */
function isLetter(byte: number): boolean {
  return byte > 32 && byte < 128 && byte !== COMMA;
}

function detectQuote(sample: Uint8Array, separator: string): Pick<Dialect, 'quote' | 'isBackslashEscape'> {
  if (!holds(sample, DOUBLE_QUOTE) && !holds(sample, SINGLE_QUOTE))
    return { quote: DOUBLE_QUOTE, isBackslashEscape: false };
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength).toString('latin1');
  const ends = `,;|\\t\\n\\r${separator.length === 1 ? `\\x${separator.charCodeAt(0).toString(16).padStart(2, '0')}` : ''}`;
  const double = count(text, new RegExp(`(?:^|[${ends} ])"`, 'g'));
  const single = count(text, new RegExp(`(?:^|[${ends}])'[^'\\n\\r]*'(?=[${ends}]|$)`, 'g'));
  const backslashed = count(text, new RegExp(`[^\\\\]\\\\"(?![${ends}]|$)`, 'g'));
  const doubled = count(text, new RegExp(`[^${ends}]""`, 'g'));
  if (double === 0 && single > 0) return { quote: SINGLE_QUOTE, isBackslashEscape: false };
  return { quote: DOUBLE_QUOTE, isBackslashEscape: backslashed > 0 && doubled === 0 };
}

/** A Buffer looks for a byte many times faster than an array of numbers does. */
function holds({ buffer, byteOffset, byteLength }: Uint8Array, byte: number): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(byte);
}

function count(text: string, pattern: RegExp): number {
  let n = 0;
  for (const _match of text.matchAll(pattern)) n++;
  return n;
}

function scanSample(dialect: Dialect, sample: Sample, onRecord: (record: ScannedRecord) => void): void {
  const scanner = new CsvScanner(dialect, sample.name, onRecord);
  scanner.feed(sample.bytes);
  if (sample.isWhole) scanner.finish();
}
