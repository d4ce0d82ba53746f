import { formatDate, formatNumber } from '#shared/format';
import type { SegmentSummary } from '#shared/results';
import { identifiersOf } from '../../import/roles/identifiersOf.ts';
import { cellValue } from '../../table/cellValue.ts';
import type { Column } from '../../table/Column.ts';
import type { TypicalCustomer } from '#shared/explanation';
import type { Customers } from './CustomerExport.ts';

const COLUMNS_SHOWN = 5;
const CUSTOMERS_SHOWN = 5;

/** The customers nearest to each centre, with the columns in which their segment differs most. */
export function typicalCustomers(customers: Customers): TypicalCustomer[][] {
  const { table, roles, sourceRows } = customers;
  const id = identifiersOf(table, roles)[0] ?? null;
  return (customers.segmented?.segmentation.segments ?? []).map(segment => {
    const columns = tellingColumns(segment, table.columns);
    return segment.typicalRows.slice(0, CUSTOMERS_SHOWN).map(row => ({
      row,
      idColumn: id?.name ?? null,
      id: (id && cellWords(id, row, true)) ?? `row ${sourceRows ? sourceRows[row] : row + 1}`,
      values: columns.map(column => ({ column: column.name, text: cellWords(column, row, false) ?? '–' })),
    }));
  });
}

function tellingColumns(segment: SegmentSummary, columns: readonly Column[]): Column[] {
  const names = [...new Set(segment.differences.map(difference => difference.column))].slice(0, COLUMNS_SHOWN);
  return names.flatMap(name => columns.find(column => column.name === name) ?? []);
}

function cellWords(column: Column, row: number, isName: boolean): string | null {
  const value = cellValue(column, row);
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return isName ? String(value) : formatNumber(value);
  return column.kind === 'date' ? formatDate(column.values[row]) : value;
}
