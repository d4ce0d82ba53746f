import { CELL_DATE, CELL_NUMBER } from '../../table/RawTable.ts';
import { serialToDays } from '../xlsx/dates.ts';
import { SHOWS_NUMBER } from '../xlsx/numberFormats.ts';
import type { CellTarget } from './CellTarget.ts';

/** A number under the format of its cell: a date where that shows one. */
export function putNumber(
  target: CellTarget,
  place: { readonly row: number; readonly column: number; readonly isFormula: boolean },
  value: number,
  shows: number | undefined,
  dateSystem: 1900 | 1904,
): void {
  const days = shows === undefined || shows === SHOWS_NUMBER ? NaN : serialToDays(value, dateSystem, shows);
  if (Number.isNaN(days)) target.put(place.row, place.column, CELL_NUMBER, value, place.isFormula);
  else target.put(place.row, place.column, CELL_DATE, days, place.isFormula);
}
