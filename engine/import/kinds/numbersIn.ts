import { formatThings } from '#shared/format';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { firstFraction as fractionOf } from '../../kernels/typescript/columnCells.ts';
import { MARK_WORDS, markVotes } from '../FileMarks.ts';
import { decimalVote, hasEitherMark, hasLeadingZero, parseNumber, type DecimalMark } from '../cells/parseNumber.ts';

/** What decides between two ways of reading a column before its own values are looked at, and after. */
export interface MarkStyle {
  /** The person's choice. */
  readonly asked: DecimalMark | null;
  /** What other columns of the file show; counts where a column's own values leave it open. */
  readonly hint: DecimalMark | null;
  /** The cells were cut out of a text, so that the number 1.234 was written "1.234". */
  readonly isText: boolean;
  /** And the number 1.2 was written "1.2", for "1.200" is still a text. */
  readonly isExact: boolean;
}
export interface NumbersIn {
  readonly mark: DecimalMark;
  /** How the mark was found; `none` where no value has one. */
  readonly markBy: 'asked' | 'values' | 'hint' | 'open' | 'none';
  readonly markEvidence: string;
  /** What the values show by themselves, whatever was asked for; null where they show none or leave it open. */
  readonly shown: DecimalMark | null;
  /** Values that could have either mark, where nothing decides. */
  readonly open: { readonly n: number; readonly example: string; readonly value: number } | null;
  /** Nothing decides, and what stands there is written as thousands are: other columns may decide. 1.5 and 2.25 are not. */
  readonly mayFollow: boolean;
  /** One per different text; NaN where it is no number. */
  readonly parsed: Float64Array;
  /** Rows whose text is a number. */
  readonly nParsed: number;
  /** Rows written with a decimal comma. */
  readonly nDecimalComma: number;
  /** Rows that look like codes: zeros in front, or more digits than a number keeps. */
  readonly nCodes: number;
  /** The first of them; empty where there is none. */
  readonly codeExample: string;
  /** What a number cell stands for: a thousand times as much where its point parts thousands; null where it stands for itself. */
  readonly cellValue: ((value: number) => number) | null;
}

type NumberCells = Pick<ColumnCells, 'texts' | 'kinds' | 'values' | 'firstFraction'>;

const MOST_DIGITS = 15;
const PHONE = /^\+\d{1,3}(?: \d{3}){3,4}$/;
/** So many numbers with three digits after every comma and no other are thousands beyond doubt, but for shares: 83,145 % is hardly 83 thousand. */
const CLEARLY_THOUSANDS = 20;
/** Of thousands nine in ten end in another digit than 0, and fewer where amounts are round. */
const SHOWS_THOUSANDS = 0.3;
const NO_STYLE: MarkStyle = { asked: null, hint: null, isText: false, isExact: false };

/** Reads the texts of a column as numbers, in the one style that its own values show. */
export function numbersIn(cells: NumberCells, style = NO_STYLE): NumbersIn {
  const { texts } = cells;
  const votes = votesOf(cells, style);
  const { mark, markBy } = decide(votes, style);
  const parsed = new Float64Array(texts.tidy.length).fill(NaN);
  let nParsed = 0;
  let nCodes = 0;
  let codeExample = '';
  let nDecimalComma = 0;
  texts.tidy.forEach((text, code) => {
    if (texts.isDay[code] === 1 || texts.isMissing[code]) return;
    parsed[code] = parseNumber(text, mark);
    if (Number.isNaN(parsed[code])) return;
    nParsed += texts.counts[code];
    if (mark === ',' && text.includes(',')) nDecimalComma += texts.counts[code];
    if (!isCode(text)) return;
    nCodes += texts.counts[code];
    codeExample ||= text;
  });
  const partsThousands = mark === ',' && style.isText && votes.pointCells !== 'decimals';
  const { example } = votes;
  const isClear = votes.open >= CLEARLY_THOUSANDS && !/[.%]/.test(example);
  const isOpen = markBy === 'open' && example !== '' && !isClear;
  return {
    mark,
    markBy,
    markEvidence: evidenceOf(mark, markBy, votes),
    shown: markShown(votes),
    open: isOpen ? { n: votes.open, example, value: parseNumber(example, mark) } : null,
    mayFollow: markBy === 'open' && (example !== '' || votes.showsThousands),
    parsed,
    nParsed,
    nDecimalComma,
    nCodes,
    codeExample,
    cellValue: partsThousands ? withoutThousandsPoint : null,
  };
}

/** Zeros in front, more digits than a number keeps, or a telephone number: +48 601 234 567. */
function isCode(text: string): boolean {
  return hasLeadingZero(text) || (text.length > MOST_DIGITS && /^\d+$/.test(text)) || PHONE.test(text);
}

/** 12.345, whose point parts thousands. */
export function withoutThousandsPoint(value: number): number {
  return Number.isInteger(value) ? value : Math.round(value * 1000);
}

interface Votes {
  readonly ',': number;
  readonly '.': number;
  /** Rows that could have either. */
  readonly open: number;
  readonly example: string;
  /** Number cells of a text file with a point: all of them could part thousands (12.345), or some cannot (12.5). */
  readonly pointCells: 'none' | 'either' | 'decimals';
  /** Enough of the number cells have three digits after the point; of numbers with two decimals none has. */
  readonly showsThousands: boolean;
}

function votesOf({ texts, kinds, values, firstFraction }: NumberCells, style: MarkStyle): Votes {
  const votes = { ',': 0, '.': 0 };
  let open = 0;
  let example = '';
  texts.tidy.forEach((text, code) => {
    if (texts.isDay[code] === 1 || texts.isMissing[code] || !(text.includes(',') || text.includes('.'))) return;
    const vote = decimalVote(text);
    if (vote) votes[vote] += texts.counts[code];
    else if (hasEitherMark(text)) {
      open += texts.counts[code];
      example ||= text;
    }
  });
  if (!style.isText) return { ...votes, open, example, pointCells: 'none', showsThousands: false };
  let nEither = 0;
  let nThreeDigits = 0;
  let firstThree = '';
  const nextFraction = (i: number) => i + fractionOf(kinds.subarray(i), values.subarray(i), kinds.length - i);
  for (let i = firstFraction; i < kinds.length; i = nextFraction(i + 1)) {
    const isEither = style.isExact ? hasEitherMark(String(values[i])) : couldPartThousands(values[i]);
    if (!isEither)
      return { ...votes, '.': votes['.'] + 1, open, example, pointCells: 'decimals', showsThousands: false };
    nEither++;
    if (Number.isInteger(Math.round(values[i] * 1000) / 10)) continue;
    nThreeDigits++;
    firstThree ||= String(values[i]);
  }
  // "1.5" is only worth a word where others are written like 1.234.
  if (nThreeDigits >= 0.8 * nEither) example ||= firstThree;
  const showsThousands = nThreeDigits > 0 && nThreeDigits >= SHOWS_THOUSANDS * nEither;
  return { ...votes, open: open + nEither, example, pointCells: nEither > 0 ? 'either' : 'none', showsThousands };
}

/** 12.345 or 1.2 (written 1.200), not 0.5, 1234.5 or 1.2345. */
function couldPartThousands(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1 && size < 1000 && Math.abs(size * 1000 - Math.round(size * 1000)) < 1e-6;
}

function decide(votes: Votes, { asked, hint }: MarkStyle): Pick<NumbersIn, 'mark' | 'markBy'> {
  const hasMarks = votes[','] + votes['.'] + votes.open > 0;
  if (asked !== null && hasMarks && !(asked === ',' && votes.pointCells === 'decimals' && votes[','] === 0))
    return { mark: asked, markBy: 'asked' };
  const shown = markShown(votes);
  if (shown !== null) return { mark: shown, markBy: 'values' };
  if (votes.open === 0) return { mark: '.', markBy: 'none' };
  return hint === null ? { mark: '.', markBy: 'open' } : { mark: hint, markBy: 'hint' };
}

function markShown(votes: Votes): DecimalMark | null {
  if (votes[','] !== votes['.']) return votes[','] > votes['.'] ? ',' : '.';
  return votes.open === 0 && votes['.'] > 0 ? '.' : null;
}

function evidenceOf(mark: DecimalMark, by: NumbersIn['markBy'], votes: Votes): string {
  const words = MARK_WORDS[mark];
  switch (by) {
    case 'none':
      return '';
    case 'asked':
      return `${words}, as chosen`;
    case 'hint':
      return `${words} as in other columns, nothing in this one decides`;
    case 'open':
      return openEvidence(words, votes);
    case 'values':
      return votesEvidence(mark, words, votes);
  }
}

function openEvidence(words: string, { example, open }: Votes): string {
  if (example === '') return '';
  if (!example.includes(',')) return `${words} taken: nothing decides`;
  const shown = formatThings(open, 'value');
  return `the comma parts thousands: ${shown} with three digits after it, none decides otherwise`;
}

function votesEvidence(mark: DecimalMark, words: string, votes: Votes): string {
  // The points of a text file's numbers are not counted one by one.
  if (mark === '.' && votes.pointCells === 'decimals') return votes[','] > 0 ? `${words}: most show it` : '';
  return markVotes(mark, votes);
}
