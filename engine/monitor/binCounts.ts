import { formatNumber } from '#shared/format';
import type { BinCounts } from '#shared/monitor/result';
import type { LevelDistribution, NumberDistribution } from '#shared/monitor/reference';
import type { CellCounts } from './countCells.ts';
import type { CountedLevels } from './levelDistribution.ts';

const MISSING = 'missing';
const OTHERS = 'all others';
/** Levels that are a bin of their own, the most frequent ones of the development customers. */
const MOST_LEVELS = 19;

/** Customers of both sides with a value, by the bins of a number. */
export function numberBins(reference: NumberDistribution, now: CellCounts): BinCounts[] {
  const { points, binStarts } = reference;
  const starts = points.length > 0 ? [0, ...binStarts] : [];
  return starts.map((start, bin): BinCounts => {
    const end = starts[bin + 1] ?? points.length;
    const isLast = end === points.length;
    return {
      label: binLabel(points, start, end, bin === 0, isLast),
      before: inBin(reference, start, end, bin === 0),
      now: inBin(now, start, end, bin === 0),
    };
  });
}

/** What is below every point belongs to the first bin, what is above to the last. */
function inBin({ at, between }: CellCounts, start: number, end: number, isFirst: boolean): number {
  let n = isFirst ? between[0] : 0;
  for (let i = start; i < end; i++) n += at[i] + between[i + 1];
  return n;
}

function binLabel(points: readonly number[], start: number, end: number, isFirst: boolean, isLast: boolean): string {
  if (end - start === 1 && !isFirst && !isLast) return formatNumber(points[start]);
  const texts = (i: number) => formatNumber(points[i], 4);
  if (isFirst && isLast) return 'all values';
  if (isFirst) return end === 1 ? `up to ${texts(0)}` : `below ${texts(end)}`;
  return isLast ? `${texts(start)} and more` : `${texts(start)} to below ${texts(end)}`;
}

/** Customers of both sides with a value, by level. */
export function levelBins(reference: LevelDistribution, now: CountedLevels): BinCounts[] {
  const counts = new Map(now.levels.map((level, i) => [level, now.counts[i]]));
  const shown = reference.levels.slice(0, MOST_LEVELS);
  const bins = shown.map((label, i): BinCounts => ({
    label,
    before: reference.counts[i],
    now: counts.get(label) ?? 0,
  }));
  const sum = (list: readonly BinCounts[], side: 'before' | 'now') => list.reduce((n, bin) => n + bin[side], 0);
  const rest = {
    label: OTHERS,
    before: knownBefore(reference) - sum(bins, 'before'),
    now: knownNow(now) - sum(bins, 'now'),
  };
  return rest.before + rest.now > 0 ? [...bins, rest] : bins;
}

export function knownBefore({ counts, nOthers }: LevelDistribution): number {
  return counts.reduce((n, count) => n + count, nOthers);
}

export function knownNow({ counts }: CountedLevels): number {
  return counts.reduce((n, count) => n + count, 0);
}

/** With those whose value is missing, where there are any. */
export function withMissing(bins: BinCounts[], before: number, now: number): BinCounts[] {
  return before + now > 0 ? [...bins, { label: MISSING, before, now }] : bins;
}
