import { isoDate } from '../../table/cellValue.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_NUMBER, type RawTable } from '../../table/RawTable.ts';

/** One cell as a person would type it; '' where it is empty. */
export function rawText(table: RawTable, position: number, row: number): string {
  const column = table.columns[position];
  return scalarText(column.kinds[row], column.values[row], table.strings);
}

export function scalarText(kind: number, value: number, strings: readonly string[]): string {
  if (kind === CELL_EMPTY) return '';
  if (kind === CELL_NUMBER) return String(value);
  if (kind === CELL_BOOLEAN) return value === 1 ? 'TRUE' : 'FALSE';
  if (kind === CELL_DATE) return Math.abs(value) < 1e8 ? isoDate(value) : String(value);
  return strings[value];
}
