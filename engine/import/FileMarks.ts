import { formatCount, formatThings } from '#shared/format';
import type { DecimalMark } from './cells/parseNumber.ts';

/** What is known of the decimal mark of a file, for columns whose own values leave it open. */
export interface FileMarks {
  /** The person's choice for the whole file. */
  readonly asked: DecimalMark | null;
  /** What the columns of numbers show, where they agree. */
  readonly shown: DecimalMark | null;
  /** Those columns in words: "decimal comma in 1 column (Balance)"; empty where none shows a mark. */
  readonly evidence: string;
}

/** Of a table that no file is known of. */
export const NO_MARKS: FileMarks = { asked: null, shown: null, evidence: '' };

export const MARK_WORDS = { ',': 'decimal comma', '.': 'decimal point' } as const;

/** How many values show a mark, and how many the other one. */
export function markVotes(mark: DecimalMark, votes: Readonly<Record<DecimalMark, number>>): string {
  const against = votes[mark === ',' ? '.' : ','];
  const shown = formatThings(votes[mark], 'value shows', 'values show');
  return `${MARK_WORDS[mark]}: ${shown} it, ${against === 0 ? 'none' : formatCount(against)} the other`;
}
