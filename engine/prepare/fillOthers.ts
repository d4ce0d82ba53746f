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
  if (column.kind === 'boolean')
    return { ...column, values: column.values.map(value => (value === 2 ? Number(mode) : value)) };
  if (column.kind !== 'category' || !column.codes.includes(-1)) return column;
  return fillLevel(column, String(mode));
}

function fillLevel(column: CategoryColumn, level: string): CategoryColumn {
  const known = column.levels.indexOf(level);
  const code = known < 0 ? column.levels.length : known;
  const levels = known < 0 ? [...column.levels, level] : column.levels;
  return { ...column, levels, codes: column.codes.map(old => (old < 0 ? code : old)) };
}

/** A yes-or-no column: has this customer a gap there? */
export function missingFlag(part: WorkColumn, nRows: number): WorkColumn {
  const values = new Uint8Array(nRows);
  for (let row = 0; row < nRows; row++) if (isMissing(part.column, row)) values[row] = 1;
  return levelFlag(part, 'missing', values);
}

export function countGaps(column: Column, nRows: number): number {
  let gaps = 0;
  for (let row = 0; row < nRows; row++) if (isMissing(column, row)) gaps++;
  return gaps;
}
