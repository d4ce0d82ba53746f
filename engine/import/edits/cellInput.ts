import type { CellValue, ColumnKind } from '#shared/columns';
import { AppError } from '#shared/errors';
import { isoDate } from '../../table/cellValue.ts';
import { parseBoolean } from '../cells/parseBoolean.ts';
import { parseDate, type DayOrder } from '../cells/parseDate.ts';
import { parseNumber } from '../cells/parseNumber.ts';
import { tidyText } from '../cells/tidyText.ts';

export interface CellInput {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly dateOrder: DayOrder;
  /** Words read as missing, in lower case. */
  readonly missingWords: ReadonlySet<string>;
}

const ALLOWED: Readonly<Record<ColumnKind, string>> = {
  number: 'a number such as 1234.5',
  date: 'a day such as 2024-12-31',
  boolean: 'yes or no',
  category: 'a text of at most 400 characters',
  text: 'a text',
  set: 'values separated by semicolons',
};
const LONGEST_LEVEL = 400;
const DIGIT_WORDS: Readonly<Record<string, string | undefined>> = { '0': 'no', '1': 'yes' };

/**
 * What a person typed into a cell, as the column holds it; empty text and missing words are a gap.
 * @throws AppError `edit.wrongKind`
 */
export function cellInput(typed: string, { column, kind, dateOrder, missingWords }: CellInput): CellValue {
  const text = tidyText(typed);
  if (text === '' || missingWords.has(text.toLowerCase())) return null;
  const value = valueOf(text, kind, dateOrder);
  if (value === null) throw new AppError('edit.wrongKind', { column, allowed: ALLOWED[kind], got: text.slice(0, 60) });
  return value;
}

/** null where the text is not of this kind. */
function valueOf(text: string, kind: ColumnKind, dateOrder: DayOrder): CellValue {
  if (kind === 'number') return finite(parseNumber(text, '.')) ?? finite(parseNumber(text, ','));
  if (kind === 'date') {
    const day = parseDate(text, dateOrder);
    return Number.isNaN(day) ? null : isoDate(day);
  }
  if (kind === 'boolean') {
    const truth = parseBoolean(DIGIT_WORDS[text] ?? text, true);
    return truth === null ? null : truth === 1;
  }
  if (kind === 'set') return setMembers(text).join('; ');
  return kind === 'category' && text.length > LONGEST_LEVEL ? null : text;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** "ATM; Branch" → its different members. */
export function setMembers(text: string): string[] {
  return [...new Set(text.split(/[;|\n]/).map(tidyText))].filter(member => member !== '');
}
