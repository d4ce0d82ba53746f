import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { nameRank, RFM_NAMES } from '../combine/rfm/columnNames.ts';
import { aliasOf } from '../import/dictionary/conceptOf.ts';

/** What a file of feedback is, by the names of its columns. */
export type RecognisedFeedback =
  | { readonly kind: 'outcomes'; readonly key: string; readonly outcome: string; readonly date: string | null }
  | {
      readonly kind: 'corrections';
      readonly key: string;
      readonly column: string;
      readonly value: string;
      readonly reason: string;
      readonly by: string;
      readonly date: string | null;
    };

const KEY = [...RFM_NAMES.customer, 'key', 'id'];
const OUTCOME = ['outcome', 'event', 'result', 'hadevent', 'happened', 'label', 'truth', 'actual'];
const DATE = ['outcomedate', 'eventdate', 'date', 'day', 'knownon', 'observedon', 'asof', 'on', 'when', 'correctedon'];
const COLUMN = ['column', 'field', 'variable', 'attribute', 'what'];
const VALUE = ['correctedvalue', 'correctvalue', 'newvalue', 'value', 'corrected', 'to', 'correctedto'];
const REASON = ['reason', 'why', 'because', 'comment', 'remark', 'justification'];
const BY = ['by', 'correctedby', 'analyst', 'author', 'name', 'who', 'user'];

/**
 * A file with a column of columns and a column of values holds corrections, any other outcomes.
 * @param target the column that is predicted
 * @param identifiers columns that name customers in the book
 * @throws AppError `feedback.noColumns`
 */
export function recogniseFeedback(
  names: readonly string[],
  target: string | null,
  identifiers: readonly string[],
  file: string,
): RecognisedFeedback {
  const taken = new Set<string>();
  const find = (words: readonly string[]) => {
    const [best] = names
      .filter(name => !taken.has(name))
      .map(name => ({ name, rank: nameRank(name, words) }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank);
    if (best) taken.add(best.name);
    return best?.name ?? null;
  };
  const key = find([...identifiers.map(aliasOf), ...KEY]);
  const date = find(DATE);
  const column = find(COLUMN);
  const value = column === null ? null : find(VALUE);
  if (key !== null && column !== null && value !== null) {
    const [reason, by] = [find(REASON), find(BY)];
    if (reason !== null && by !== null) return { kind: 'corrections', key, column, value, reason, by, date };
    throw missing(file, 'a column "reason" and a column "by", for corrections are made by name', names);
  }
  const outcome = find([...(target === null ? [] : [aliasOf(target)]), ...OUTCOME]);
  if (key === null || outcome === null)
    throw missing(
      file,
      `a column with the key of the customer${identifiers.length > 0 ? ` such as "${identifiers[0]}"` : ''} and one with the outcome such as "${target ?? 'outcome'}"`,
      names,
    );
  return { kind: 'outcomes', key, outcome, date };
}

function missing(name: string, needed: string, names: readonly string[]): AppError {
  return new AppError('feedback.noColumns', { name, needed, columns: listSome([...names], 12) });
}
