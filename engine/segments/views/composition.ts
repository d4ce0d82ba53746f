import { AppError } from '#shared/errors';
import type { Composition } from '#shared/results';
import { countLevels, keptCounts, levelsByCount } from '../../explain/levelCounts.ts';
import type { Table } from '../../table/Column.ts';
import { requireColumn } from '../../table/selectRows.ts';
import type { Segmented } from '../Segmented.ts';

const MAX_LEVELS = 30;
const OTHER = 'Other';

/**
 * Counts of a column's levels (or set members) in each segment, most frequent level first; beyond 30 levels the rest is "Other".
 * @param labels those of a selection (see `selectedLabels`): the levels stay those of the whole book, so that pictures can be laid over one another
 * @throws AppError `data.unknownColumn`, `option.invalid` for a column of numbers or dates
 */
export function composition(
  table: Table,
  segmented: Segmented,
  columnName: string,
  labels = segmented.labels,
): Composition {
  const column = requireColumn(table, columnName);
  const segments = segmented.segmentation.segments;
  const counted = keptCounts(column, labels) ?? countLevels(column, labels, segments.length + 1);
  if (!counted)
    throw new AppError('option.invalid', { option: columnName, allowed: 'a column with levels', got: column.kind });
  const width = counted.levels.length;
  const order = levelsByCount(counted);
  const isCut = order.length > MAX_LEVELS;
  const ownOther = isCut ? order.find(code => counted.levels[code] === OTHER) : undefined;
  const kept = (isCut ? order.filter(code => code !== ownOther) : order).slice(0, MAX_LEVELS);
  const rest = order.filter(code => !kept.includes(code));
  const counts = segments.map((_segment, s) => {
    const own = kept.map(code => counted.counts[s * width + code]);
    if (isCut) own.push(rest.reduce((sum, code) => sum + counted.counts[s * width + code], 0));
    return own;
  });
  const levels = kept.map(code => counted.levels[code]);
  return {
    column: columnName,
    levels: isCut ? [...levels, OTHER] : levels,
    counts,
    segmentIds: segments.map(segment => segment.id),
    missing: Array.from(counted.missing.subarray(0, segments.length)),
  };
}
