import { decimalVote, hasLeadingZero, parseNumber, type DecimalMark } from '../cells/parseNumber.ts';
import type { DistinctTexts } from '../cells/ColumnCells.ts';

export interface NumbersIn {
  readonly mark: DecimalMark;
  /** One per different text; NaN where it is no number. */
  readonly parsed: Float64Array;
  /** Rows whose text is a number. */
  readonly nParsed: number;
  /** Rows written with a decimal comma. */
  readonly nDecimalComma: number;
  /** Rows that look like codes: zeros in front, or more digits than a number keeps. */
  readonly nCodes: number;
}

const MOST_DIGITS = 15;

/** Reads the texts of a column as numbers, in the one style that its own values show. */
export function numbersIn(texts: DistinctTexts): NumbersIn {
  const votes = { ',': 0, '.': 0 };
  texts.tidy.forEach((text, code) => {
    const vote = texts.isMissing[code] ? null : decimalVote(text);
    if (vote) votes[vote] += texts.counts[code];
  });
  const mark: DecimalMark = votes[','] > votes['.'] ? ',' : '.';
  const parsed = new Float64Array(texts.tidy.length).fill(NaN);
  let nParsed = 0;
  let nCodes = 0;
  let nDecimalComma = 0;
  texts.tidy.forEach((text, code) => {
    if (texts.isMissing[code]) return;
    parsed[code] = parseNumber(text, mark);
    if (Number.isNaN(parsed[code])) return;
    nParsed += texts.counts[code];
    if (mark === ',' && text.includes(',')) nDecimalComma += texts.counts[code];
    if (hasLeadingZero(text) || (text.length > MOST_DIGITS && /^\d+$/.test(text))) nCodes += texts.counts[code];
  });
  return { mark, parsed, nParsed, nDecimalComma, nCodes };
}
