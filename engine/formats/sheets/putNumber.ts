import { SHOWS_NUMBER } from '../../kernels/ReadCells.ts';
import { serialToDays } from '../../kernels/typescript/serialToDays.ts';
import { CELL_DATE, CELL_NUMBER } from '../../table/RawTable.ts';
import type { CellTarget } from './CellTarget.ts';

/** A number under the format of its cell: a date where that shows one. */
export function putNumber(
  target: CellTarget,
  place: { readonly row: number; readonly column: number; readonly isFormula: boolean },
  value: number,
  shows: number | undefined,
  dateSystem: 1900 | 1904,
): void {
  const days = shows === undefined || shows === SHOWS_NUMBER ? NaN : serialToDays(value, dateSystem === 1904, shows);
  if (Number.isNaN(days)) target.put(place.row, place.column, CELL_NUMBER, value, place.isFormula);
  else target.put(place.row, place.column, CELL_DATE, days, place.isFormula);
}
