import type { RawTable } from '../../table/RawTable.ts';
import { tidyText } from '../cells/tidyText.ts';
import { rawText } from '../cells/rawText.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';
import { cellClass } from './cellClass.ts';

/** What the columns say about a row being their header. */
export interface HeaderVotes {
  /** Text above values of another kind. */
  readonly textAboveValues: number;
  /** Columns with values below. */
  readonly valueColumns: number;
  readonly recognised: number;
  /** A value above values, or a text that comes again below. */
  readonly against: number;
  readonly filled: number;
  readonly values: number;
}

/** Compares one row with the rows below it, column by column. */
export function headerVotes(
  table: RawTable,
  row: number,
  below: readonly number[],
  missingWords: ReadonlySet<string>,
): HeaderVotes {
  const votes = { textAboveValues: 0, valueColumns: 0, recognised: 0, against: 0, filled: 0, values: 0 };
  for (let position = 0; position < table.columns.length; position++) {
    const above = cellClass(table, position, row, missingWords);
    const body = bodyOf(table, position, below, missingWords);
    if (body.isValues) votes.valueColumns++;
    if (above === 'empty') continue;
    votes.filled++;
    if (above === 'value') {
      if (isYear(rawText(table, position, row)) && !body.isYears) continue;
      votes.values++;
      if (body.isValues) votes.against++;
      continue;
    }
    const text = tidyText(rawText(table, position, row));
    if (conceptOf(text)) votes.recognised++;
    if (body.isValues) votes.textAboveValues++;
    else if (body.texts.has(text)) votes.against++;
  }
  return votes;
}

/** A year names a column where what stands below are no years: "2023" above volumes. */
function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text.trim());
}

function bodyOf(table: RawTable, position: number, below: readonly number[], missingWords: ReadonlySet<string>) {
  const texts = new Set<string>();
  let nTexts = 0;
  let nValues = 0;
  let nYears = 0;
  for (const row of below) {
    const found = cellClass(table, position, row, missingWords);
    if (found === 'empty') continue;
    const text = rawText(table, position, row);
    if (found === 'text') {
      nTexts++;
      texts.add(tidyText(text));
      continue;
    }
    nValues++;
    if (isYear(text)) nYears++;
  }
  return { isValues: nValues > 0 && nValues >= 4 * nTexts, isYears: nYears > 0.5 * nValues, texts };
}
