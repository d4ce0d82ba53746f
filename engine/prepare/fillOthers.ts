import type { BooleanColumn, CategoryColumn, Column } from '../table/Column.ts';
import { isMissing } from '../table/Column.ts';
import { levelFlag } from './levelFlag.ts';
import type { WorkColumn } from './workColumns.ts';

/** What a gap in a flag or category becomes. */
export interface Mode {
  readonly name: string;
  readonly value: number | string;
}

export function mostFrequentFlag(column: BooleanColumn): number {
  let yes = 0;
  let no = 0;
  const { values } = column;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === 1) yes++;
    else if (values[row] === 0) no++;
  }
  return yes > no ? 1 : 0;
}

/** The column with its gaps filled; a level that is not there yet is added. */
export function fillMode(column: Column, mode: number | string): Column {
  if (column.kind === 'boolean' && column.values.includes(2))
    return { ...column, values: withoutGaps(column.values, Number(mode)) };
  if (column.kind !== 'category' || !column.codes.includes(-1)) return column;
  return fillLevel(column, String(mode));
}

function fillLevel(column: CategoryColumn, level: string): CategoryColumn {
  const known = column.levels.indexOf(level);
  const code = known < 0 ? column.levels.length : known;
  const levels = known < 0 ? [...column.levels, level] : column.levels;
  const codes = new Int32Array(column.codes.length);
  for (let row = 0; row < codes.length; row++) codes[row] = column.codes[row] < 0 ? code : column.codes[row];
  return { ...column, levels, codes };
}

function withoutGaps(values: Uint8Array, mode: number): Uint8Array {
  const filled = new Uint8Array(values.length);
  for (let row = 0; row < filled.length; row++) filled[row] = values[row] === 2 ? mode : values[row];
  return filled;
}

/** A yes-or-no column: has this customer a gap there? */
export function missingFlag(part: WorkColumn, nRows: number): WorkColumn {
  const values = new Uint8Array(nRows);
  for (let row = 0; row < nRows; row++) if (isMissing(part.column, row)) values[row] = 1;
  return levelFlag(part, 'missing', values);
}
