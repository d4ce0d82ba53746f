import { AppError } from '#shared/errors';
import type { Column } from '../../table/Column.ts';
import { BOOLEAN_LEVELS } from '../../table/selectRows.ts';

/** A column whose levels exclude one another. */
export interface LevelCodes {
  readonly levels: readonly string[];
  /** Index into `levels`; anything else is missing. */
  readonly codes: Int32Array | Uint8Array;
}

/** @returns null for numbers, dates, and sets, of which a customer may have several members */
export function levelCodes(column: Column): LevelCodes | null {
  if (column.kind === 'boolean') return { levels: BOOLEAN_LEVELS, codes: column.values };
  return column.kind === 'category' || column.kind === 'text' ? column : null;
}

/** @throws AppError `option.invalid` */
export function requireLevels(column: Column): LevelCodes {
  const levels = levelCodes(column);
  if (levels) return levels;
  throw new AppError('option.invalid', {
    option: column.name,
    allowed: 'a column with one category per customer',
    got: column.kind,
  });
}
