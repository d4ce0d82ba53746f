import type { ColumnRole } from '#shared/columns';
import type { Column } from '../table/Column.ts';
import type { Contrast } from './Contrast.ts';
import { cohenH, partShareInterval, wilsonInterval } from './intervals.ts';
import { levelsByCount, type LevelCounts } from './levelCounts.ts';

/** Levels of one column that are compared, most frequent first. */
const MAX_LEVELS = 30;

/**
 * Shares of the levels of a column by segment; empty for a column with one level. A level or member is a share of all customers (who has no
 * industry is not in agriculture), a yes a share of those who answered.
 */
export function shareContrasts(column: Column, role: ColumnRole, counted: LevelCounts): Contrast[] {
  if (column.kind === 'boolean') {
    const contrast = levelContrast(column, role, counted, 1, counted.known);
    return contrast.book > 0 && contrast.book < 1 ? [contrast] : [];
  }
  const sizes = counted.known.map((n, segment) => n + counted.missing[segment]);
  return levelsByCount(counted)
    .slice(0, MAX_LEVELS)
    .map(code => levelContrast(column, role, counted, code, sizes))
    .filter(contrast => contrast.book > 0 && contrast.book < 1);
}

function levelContrast(
  column: Column,
  role: ColumnRole,
  { levels, counts }: LevelCounts,
  code: number,
  sizes: Float64Array,
): Contrast {
  const hits = Array.from(sizes, (_n, segment) => counts[segment * levels.length + code]);
  const book = total(hits) / total(sizes);
  const values = hits.map((n, segment) => n / sizes[segment]);
  const intervals = hits.map((n, segment) => wilsonInterval(n, sizes[segment]));
  const effects = values.map(value => cohenH(value, book));
  const effectIntervals = effects.map((h, segment) => partShareInterval(h, sizes[segment], total(sizes)));
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
    effects,
    lows: intervals.map(interval => interval.low),
    highs: intervals.map(interval => interval.high),
    effectLows: effectIntervals.map(interval => interval.low),
    effectHighs: effectIntervals.map(interval => interval.high),
    ns: Array.from(sizes),
    centers: values,
    sds: values.map(value => Math.sqrt(value * (1 - value))),
  };
}

function total(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
