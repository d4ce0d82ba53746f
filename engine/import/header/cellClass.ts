import { CELL_BOOLEAN, CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_NUMBER, type RawTable } from '../../table/RawTable.ts';
import { isMissingWord } from '../cells/ColumnCells.ts';
import { parseDate } from '../cells/parseDate.ts';
import { parseNumber } from '../cells/parseNumber.ts';
import { tidyText } from '../cells/tidyText.ts';

export type CellClass = 'empty' | 'value' | 'text';

/** Whether a cell holds nothing (or a missing word), a value such as a number, date or yes/no, or text. */
export function cellClass(
  table: RawTable,
  position: number,
  row: number,
  missingWords: ReadonlySet<string>,
): CellClass {
  const column = table.columns[position];
  const kind = column.kinds[row];
  if (kind === CELL_EMPTY || kind === CELL_ERROR) return 'empty';
  if (kind === CELL_NUMBER || kind === CELL_DATE || kind === CELL_BOOLEAN) return 'value';
  const text = tidyText(table.strings[column.values[row]]);
  if (isMissingWord(missingWords, text)) return 'empty';
  const isValue =
    !Number.isNaN(parseNumber(text, '.')) ||
    !Number.isNaN(parseNumber(text, ',')) ||
    !Number.isNaN(parseDate(text, 'dmy'));
  return isValue || !Number.isNaN(parseDate(text, 'mdy')) ? 'value' : 'text';
}
