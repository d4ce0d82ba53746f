import type { TextRows } from './TextRows.ts';
import { tidyText } from './tidyText.ts';

/** The different texts of one column. */
export interface DistinctTexts {
  /** [n], index into `tidy` and `original`; -1 where the cell is no text. Nothing where no cell is a text and some hold another value. */
  readonly codes: Int32Array;
  readonly original: readonly string[];
  /** Trimmed, inner runs of spaces as one. */
  readonly tidy: readonly string[];
  /** 1 for those written like 1987-06-05, which are no numbers and leave no order of day and month open. */
  readonly isDay: Uint8Array;
  /** Rows of each text. */
  readonly counts: Int32Array;
  readonly isMissing: readonly boolean[];
  /** Missing because it was declared to be a code for it. */
  readonly isCode: readonly boolean[];
}

/** One column of the data rows, before its kind is decided. */
export interface ColumnCells {
  readonly n: number;
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  /** The values are those of the table, in shared memory: a column may go on using them as they are. */
  readonly areKept: boolean;
  readonly texts: DistinctTexts;
  /** Cells by CELL_ constant. */
  readonly kindCounts: readonly number[];
  /** Cells with text that is not read as missing. */
  readonly nText: number;
  /** Cells that hold a value: not empty, not an error, no missing word. */
  readonly nValues: number;
  /** Numbers and days that are codes for "missing", by their text; they count as empty cells. */
  readonly coded: ReadonlyMap<string, TextRows>;
  /** Position of the first number cell that is no whole number; n where there is none. */
  readonly firstFraction: number;
}

export function isMissingWord(words: ReadonlySet<string>, tidy: string): boolean {
  return tidy.length <= 60 && words.has(tidy.toLowerCase());
}

/** The same for many texts: nearly all begin as no such word does. */
export function missingWordTest(words: ReadonlySet<string>): (tidy: string) => boolean {
  const begins = new Uint8Array(128);
  for (const word of words)
    for (const spelled of [word, word.toUpperCase()])
      if (spelled.charCodeAt(0) < 128) begins[spelled.charCodeAt(0)] = 1;
  return tidy => begins[tidy.charCodeAt(0)] !== 0 && isMissingWord(words, tidy);
}

export function missingWordSet(words: readonly string[]): ReadonlySet<string> {
  return new Set(['', ...words.map(word => tidyText(word).toLowerCase())]);
}
