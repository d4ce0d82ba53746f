import type { CategoryColumn } from '../table/Column.ts';
import { sharedFloat64 } from '../table/Matrix.ts';
import { changed, type WorkColumn } from './workColumns.ts';

/** A number for every level of a category. */
export interface LevelNumbers {
  readonly levels: readonly string[];
  /** Parallel to the levels. */
  readonly numbers: readonly number[];
  /** What a level never seen becomes. */
  readonly unseen: number;
  /** What a gap becomes; null leaves it a gap. */
  readonly missing: number | null;
}

/** The category as a column of these numbers. */
export function levelNumbers(
  part: WorkColumn,
  column: CategoryColumn,
  { levels, numbers, unseen, missing }: LevelNumbers,
  transform: string,
): WorkColumn {
  const known = new Map(levels.map((level, i) => [level, numbers[i]]));
  const codes = Float64Array.from(column.levels, level => known.get(level) ?? unseen);
  const gap = missing ?? NaN;
  const values = sharedFloat64(column.codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row];
    values[row] = code < 0 ? gap : codes[code];
  }
  return changed({ ...part, role: 'feature' }, { kind: 'number', name: column.name, values }, transform);
}
