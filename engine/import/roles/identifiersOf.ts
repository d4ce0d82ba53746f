import type { ColumnRole } from '#shared/columns';
import type { Column, Table } from '../../table/Column.ts';
import { columnConcept } from '../dictionary/conceptOf.ts';

/**
 * The columns that name customers, the best first: a customer's number, then other identifiers; a number of the row or record comes last,
 * because another file gives it to another customer. Of equals the left one is first.
 */
export function identifiersOf({ columns }: Table, roles: readonly ColumnRole[]): Column[] {
  return columns
    .filter((_column, i) => roles[i] === 'identifier')
    .map((column, i) => ({ column, i, rank: rankOf(column) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map(({ column }) => column);
}

function rankOf(column: Column): number {
  const concept = columnConcept(column)?.id;
  if (concept === 'customerId') return 0;
  return concept === 'recordId' ? 2 : 1;
}
