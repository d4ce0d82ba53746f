import type { ProfileTable } from './results.ts';

/** A standardised difference without its sign; 0 where none is known, so that what is not known leads nothing and spoils no sum. */
export function effectSize(effect: number): number {
  return Number.isFinite(effect) ? Math.abs(effect) : 0;
}

/** The value of a trait in a segment; NaN, which is shown as a dash, where it is known for too few of its customers to be compared. */
export function comparedValue({ values, effects }: ProfileTable['rows'][number], at: number): number {
  return Number.isFinite(effects[at]) ? values[at] : Number.NaN;
}

/** How much a trait separates the segments: its squared standardised differences, each weighing as much as its segment has customers. */
export function separation(effects: readonly number[], shares: readonly number[]): number {
  return effects.reduce((sum, effect, i) => sum + shares[i] * effectSize(effect) ** 2, 0);
}

/** Shares that add up to one. */
const WHOLE = 1e-9;

/**
 * Traits in the order in which they separate the segments, most first. Of a column with two levels that make up the whole (yes and no) only the
 * first is kept: the other says the same.
 * @param shares customers of each segment as a share of the book, in the order of `segmentIds`
 */
export function bySeparation({ rows }: ProfileTable, shares: readonly number[]): ProfileTable['rows'] {
  const first = new Map<string, number>();
  const kept = rows.filter(({ column, level, book }) => {
    const before = first.get(column);
    if (before === undefined && level !== null) first.set(column, book);
    return before === undefined || Math.abs(before + book - 1) > WHOLE;
  });
  return kept
    .map((row, at) => ({ row, at, by: separation(row.effects, shares) }))
    .sort((a, b) => b.by - a.by || a.at - b.at)
    .map(({ row }) => row);
}
