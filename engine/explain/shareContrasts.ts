import type { ColumnRole } from '#shared/columns';
import type { Column } from '../table/Column.ts';
import type { Contrast } from './Contrast.ts';
import { cohenH, wilsonInterval } from './intervals.ts';
import { countLevels, levelsByCount, type LevelCounts } from './levelCounts.ts';

/** Levels of one column that are compared, most frequent first. */
const MAX_LEVELS = 30;

/** Shares of the levels of a column by segment, among customers with a value; empty for a column with one level. */
export function shareContrasts(column: Column, role: ColumnRole, labels: Int32Array, nSegments: number): Contrast[] {
  const counted = countLevels(column, labels, nSegments);
  if (!counted) return [];
  const total = counted.known.reduce((sum, n) => sum + n, 0);
  if (column.kind === 'boolean') {
    const contrast = levelContrast(column, role, counted, 1, total);
    return contrast.book > 0 && contrast.book < 1 ? [contrast] : [];
  }
  return levelsByCount(counted)
    .slice(0, MAX_LEVELS)
    .map(code => levelContrast(column, role, counted, code, total))
    .filter(contrast => contrast.book > 0 && contrast.book < 1);
}

function levelContrast(
  column: Column,
  role: ColumnRole,
  { levels, counts, known }: LevelCounts,
  code: number,
  total: number,
): Contrast {
  const hits = Array.from(known, (_n, segment) => counts[segment * levels.length + code]);
  const book = hits.reduce((sum, n) => sum + n, 0) / total;
  const values = hits.map((n, segment) => n / known[segment]);
  const intervals = hits.map((n, segment) => wilsonInterval(n, known[segment]));
  return {
    column: column.name,
    role,
    kind: column.kind === 'boolean' || column.kind === 'set' ? column.kind : 'category',
    level: column.kind === 'boolean' ? null : levels[code],
    nLevels: levels.length,
    measure: 'share',
    unit: 'percent',
    book,
    values,
    effects: values.map(value => cohenH(value, book)),
    lows: intervals.map(interval => interval.low),
    highs: intervals.map(interval => interval.high),
  };
}
