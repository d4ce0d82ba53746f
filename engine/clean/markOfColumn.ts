import { formatThings } from '#shared/format';
import { decimalVote, hasEitherMark, parseNumber, type DecimalMark } from '../import/cells/parseNumber.ts';
import { MARK_WORDS, markVotes, type FileMarks } from '../import/FileMarks.ts';
import { textCounts, textsOf, type TextColumn } from './changeTexts.ts';

/** The decimal mark of the numbers in a column of texts, and what it was taken by. */
export interface ColumnMark {
  readonly mark: DecimalMark;
  /** In words; empty where no text has a mark. */
  readonly evidence: string;
  /** Values that could have either mark where nothing decides, with the first of them; null elsewhere. */
  readonly open: { readonly n: number; readonly example: string } | null;
}
/** What is known beside the column itself. */
export interface BesideColumn {
  readonly file: FileMarks;
  /** Further columns whose texts may show a mark. */
  readonly others: readonly TextColumn[];
  /** Taken where nothing decides. */
  readonly usual: DecimalMark;
}
interface Votes {
  readonly ',': number;
  readonly '.': number;
  /** Values that could have either. */
  readonly open: number;
  readonly example: string;
}

const PLAIN_POINT = /^-?\d*\.\d+(?:e[+-]\d+)?$/;
/** So many numbers with three digits after the comma, and no other, are thousands beyond doubt. */
const CLEARLY_THOUSANDS = 20;

/** By what the values of the column show; where they leave it open by the person's choice for the file, by its other columns, and else as usual. */
export function markOfColumn(column: TextColumn, { file, others, usual }: BesideColumn): ColumnMark {
  const votes = votesOf(column);
  const shown = moreOf(votes);
  if (shown !== null) return { mark: shown, evidence: markVotes(shown, votes), open: null };
  if (votes[','] + votes['.'] + votes.open === 0) return { mark: usual, evidence: '', open: null };
  if (file.asked !== null)
    return { mark: file.asked, evidence: `${MARK_WORDS[file.asked]}, as chosen for the file`, open: null };
  const beside = file.shown ?? (file.evidence === '' ? shownBy(others) : null);
  if (beside !== null) {
    const where = file.shown === null ? `${MARK_WORDS[beside]} in the other columns of this step` : file.evidence;
    return { mark: beside, evidence: `${where}; nothing in this one decides`, open: null };
  }
  const isClear = votes.open >= CLEARLY_THOUSANDS && votes.example.includes(',') && usual === '.';
  return {
    mark: usual,
    evidence: isClear
      ? `the comma parts thousands: ${formatThings(votes.open, 'value')} with three digits after it, none decides otherwise`
      : `${MARK_WORDS[usual]} taken: nothing decides`,
    open: isClear ? null : { n: votes.open, example: votes.example },
  };
}

/** A text as a number; numbers that became texts of such a column have a point whatever its mark is. */
export function numberOf(text: string, mark: DecimalMark, hasPointNumbers: boolean): number {
  return parseNumber(text, hasPointNumbers && isPointNumber(text) ? '.' : mark);
}

function votesOf(column: TextColumn): Votes {
  const votes = { ',': 0, '.': 0 };
  let open = 0;
  let example = '';
  const counts = textCounts(column);
  textsOf(column).forEach((text, i) => {
    const n = counts[i];
    if (n === 0 || (column.hasPointNumbers === true && isPointNumber(text))) return;
    const tidy = text.trim();
    const vote = decimalVote(tidy);
    if (vote) votes[vote] += n;
    else if (hasEitherMark(tidy)) {
      open += n;
      example ||= tidy;
    }
  });
  return { ...votes, open, example };
}

/** Whether a number gives this text, and no person need have typed it. */
function isPointNumber(text: string): boolean {
  return PLAIN_POINT.test(text) && String(Number(text)) === text;
}

function moreOf(votes: Pick<Votes, DecimalMark>): DecimalMark | null {
  if (votes[','] === votes['.']) return null;
  return votes[','] > votes['.'] ? ',' : '.';
}

/** The mark of all columns that show one. */
function shownBy(columns: readonly TextColumn[]): DecimalMark | null {
  const shown = new Set(columns.flatMap(column => moreOf(votesOf(column)) ?? []));
  return shown.size === 1 ? [...shown][0] : null;
}
