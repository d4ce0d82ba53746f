import type { ImportReport, RejectedRow } from '#shared/results';
import type { LeftOut } from '../../import/Imported.ts';
import type { CsvCell } from './csvText.ts';

export const LEFT_OUT_HEADER = [
  'Sheet',
  'Row',
  'Column',
  'What became of it',
  'Reason',
  'Same as row',
  'Text',
] as const;

const REASONS: Readonly<Record<RejectedRow['reason'], string>> = {
  raggedRow: 'more or fewer cells than columns',
  footer: 'a total or remark, not a customer',
  repeatedHeader: 'the header again',
  unreadable: 'could not be read',
};

/** Every row that is no customer, in the order of the sheet: rejected with its reason, or repeating an earlier one. */
export function* leftOutRows({ rejected, duplicates }: LeftOut, sheet: ImportReport['sheet']): Generator<CsvCell[]> {
  let next = 0;
  for (const { row, column, text, reason } of rejected) {
    while (next < duplicates.row.length && duplicates.row[next] < row) yield duplicateRow(duplicates, next++, sheet);
    yield [sheet, row, column, 'rejected', REASONS[reason], null, text];
  }
  while (next < duplicates.row.length) yield duplicateRow(duplicates, next++, sheet);
}

function duplicateRow({ row, sameAs }: LeftOut['duplicates'], at: number, sheet: string | null): CsvCell[] {
  return [sheet, row[at], null, 'duplicate removed', 'equal in every cell to an earlier row', sameAs[at], null];
}

export function countLeftOut({ rejected, duplicates }: LeftOut): number {
  return rejected.length + duplicates.row.length;
}
