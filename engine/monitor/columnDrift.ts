import type { Monitoring } from '#shared/monitor/choices';
import type { ColumnReference, LevelDistribution, NumberDistribution } from '#shared/monitor/reference';
import { COLUMN_QUESTIONS, type ColumnDrift } from '#shared/monitor/result';
import { knownBefore, knownNow, levelBins, numberBins, withMissing } from './binCounts.ts';
import { shareChange, shareOf } from './changes.ts';
import { columnChances } from './chances.ts';
import { columnJudgement } from './columnJudgement.ts';
import { countsTest } from './countsTest.ts';
import type { CountedNumbers } from './countCells.ts';
import type { Counted } from './countTask.ts';
import { holm } from './holm.ts';
import { ksTest } from './ksTest.ts';
import type { CountedLevels } from './levelDistribution.ts';
import { stabilityIndex } from './stabilityIndex.ts';

/** Everything measured about a column, before the others are known that its p-value is corrected for. */
export type MeasuredColumn = Omit<ColumnDrift, 'corrected' | 'light' | 'sentences'>;

/** New levels that are named. */
const MOST_NAMED = 10;

/**
 * Every column against its reference, judged with the p-values corrected for the number of columns.
 * @param counted in the order of the references
 */
export function columnDrifts(
  references: readonly ColumnReference[],
  counted: readonly Counted[],
  n: number,
  rule: Monitoring,
): ColumnDrift[] {
  const measured = references.map((reference, i) => measureColumn(reference, counted[i], n));
  const corrected = holm(measured.flatMap(column => Object.values(columnChances(column))));
  return measured.map((column, i) => {
    const own = { ...column, corrected: questions(corrected.slice(COLUMN_QUESTIONS.length * i)) };
    return { ...own, ...columnJudgement(own, rule) };
  });
}

function questions([index, missing, newLevels, outOfRange]: readonly (number | null)[]): ColumnDrift['corrected'] {
  return { index, missing, newLevels, outOfRange };
}

/** @param n customers of the later file */
export function measureColumn(reference: ColumnReference, { numbers, levels }: Counted, n: number): MeasuredColumn {
  const { distribution, ...column } = reference;
  if (distribution.kind === 'number' && numbers) return { ...column, ...numberDrift(distribution, numbers) };
  if (distribution.kind === 'levels' && levels) return { ...column, ...levelDrift(distribution, levels) };
  // Of another kind than before: nothing in it can be compared.
  const before = { hits: distribution.nMissing, n: sizeOf(distribution) };
  return { ...column, ...NOTHING, missing: shareChange(before, { hits: n, n }) };
}

const NOTHING = {
  index: null,
  ks: null,
  chiSquare: null,
  newLevels: null,
  outOfRange: null,
  means: null,
  bins: [],
} as const satisfies Partial<MeasuredColumn>;

function sizeOf(distribution: ColumnReference['distribution']): number {
  if (distribution.kind === 'levels') return knownBefore(distribution) + distribution.nMissing;
  return cellSum(distribution) + distribution.nMissing;
}

function cellSum({ at, between }: { at: Iterable<number>; between: Iterable<number> }): number {
  let n = 0;
  for (const count of at) n += count;
  for (const count of between) n += count;
  return n;
}

type Measures = Omit<MeasuredColumn, 'column' | 'kind' | 'transform'>;

function numberDrift(reference: NumberDistribution, now: CountedNumbers): Measures {
  const [before, known] = [cellSum(reference), cellSum(now)];
  const bins = numberBins(reference, now);
  const { points, mean, sd } = reference;
  const [below, above] = [now.between[0], now.between[points.length]];
  const isKnown = before > 0 && known > 0;
  return {
    ...NOTHING,
    index: indexOf(bins),
    ks: ksTest(reference, now),
    missing: missingChange(reference.nMissing, before, now.nMissing, known),
    outOfRange: isKnown
      ? {
          share: shareOf(below + above, known),
          // Where nothing has changed every rank among all is as likely for a later value.
          expected: Math.min(1, 2 / (before + 1)),
          below,
          above,
          low: points[0],
          high: points[points.length - 1],
        }
      : null,
    means: isKnown && mean !== null ? { before: mean, now: now.mean, sdBefore: sd } : null,
    bins: withMissing(bins, reference.nMissing, now.nMissing),
  };
}

function levelDrift(reference: LevelDistribution, now: CountedLevels): Measures {
  const bins = levelBins(reference, now);
  const [before, known] = [knownBefore(reference), knownNow(now)];
  return {
    ...NOTHING,
    index: indexOf(bins),
    chiSquare: levelsTest(reference, now),
    missing: missingChange(reference.nMissing, before, now.nMissing, known),
    newLevels: newLevelsOf(reference, now, known),
    bins: withMissing(bins, reference.nMissing, now.nMissing),
  };
}

function indexOf(bins: MeasuredColumn['bins']): MeasuredColumn['index'] {
  return stabilityIndex(
    bins.map(({ before }) => before),
    bins.map(({ now }) => now),
  );
}

function missingChange(missingBefore: number, before: number, missingNow: number, known: number) {
  return shareChange({ hits: missingBefore, n: missingBefore + before }, { hits: missingNow, n: missingNow + known });
}

/** Listed levels each, all others together. */
function levelsTest(reference: LevelDistribution, now: CountedLevels): MeasuredColumn['chiSquare'] {
  const counts = new Map(now.levels.map((level, i) => [level, now.counts[i]]));
  const listed = reference.levels.map(level => counts.get(level) ?? 0);
  const rest = knownNow(now) - listed.reduce((n, count) => n + count, 0);
  return countsTest([...reference.counts, reference.nOthers], [...listed, rest]);
}

/**
 * @returns null where not all levels of development are listed, so that nobody can tell which are new
 * Source of the expected share: Good (1953), doi:10.1093/biomet/40.3-4.237.
 */
function newLevelsOf(reference: LevelDistribution, now: CountedLevels, known: number): ColumnDrift['newLevels'] {
  if (reference.nOtherLevels > 0) return null;
  const seen = new Set(reference.levels);
  const fresh = now.levels
    .map((level, i) => ({ level, n: now.counts[i] }))
    .filter(({ level, n }) => n > 0 && !seen.has(level))
    .sort((a, b) => b.n - a.n || (a.level < b.level ? -1 : 1));
  const n = fresh.reduce((sum, one) => sum + one.n, 0);
  const expected = reference.counts.filter(count => count === 1).length / Math.max(1, knownBefore(reference));
  return {
    share: shareOf(n, known),
    expected,
    n: fresh.length,
    levels: fresh.slice(0, MOST_NAMED).map(({ level }) => level),
  };
}
