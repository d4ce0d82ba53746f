import type { Difference } from '#shared/results';
import type { Contrast } from './Contrast.ts';

/** Kept per segment for tables; a sentence uses the first few. */
const MAX_DIFFERENCES = 12;
const MAX_LEVELS_PER_COLUMN = 2;
/** Below this, a difference is too small to name (Cohen's "small"). */
const SMALL_EFFECT = 0.2;

/** Effects closer than this are the same: a level and its opposite differ by rounding alone. */
const SAME_EFFECT = 1e-9;

/** A difference with what is needed to put it into words. */
export interface RankedDifference {
  readonly contrast: Contrast;
  readonly difference: Difference;
  /** At least small, and the interval does not hold the book's value. */
  readonly isNotable: boolean;
}

/** How one segment differs from the whole book, largest effect first; ties stay in the order of the columns. */
export function rankDifferences(contrasts: readonly Contrast[], segment: number): RankedDifference[] {
  const order = contrasts
    .map((contrast, i) => ({ contrast, i, size: Math.round(Math.abs(contrast.effects[segment]) / SAME_EFFECT) }))
    .filter(entry => Number.isFinite(entry.size))
    .sort((a, b) => b.size - a.size || sign(b.contrast, segment) - sign(a.contrast, segment) || a.i - b.i);
  const perColumn = new Map<string, number>();
  const ranked: RankedDifference[] = [];
  for (const { contrast } of order) {
    const used = perColumn.get(contrast.column) ?? 0;
    if (used >= Math.min(MAX_LEVELS_PER_COLUMN, Math.max(1, contrast.nLevels - 1))) continue;
    perColumn.set(contrast.column, used + 1);
    ranked.push(rank(contrast, segment));
    if (ranked.length === MAX_DIFFERENCES) break;
  }
  return ranked;
}

function sign(contrast: Contrast, segment: number): number {
  return Math.sign(contrast.effects[segment]);
}

function rank(contrast: Contrast, segment: number): RankedDifference {
  const { column, level, measure, unit, book } = contrast;
  const [low, high] = [contrast.lows[segment], contrast.highs[segment]];
  const effect = contrast.effects[segment];
  const difference: Difference = {
    column,
    level,
    measure,
    segmentValue: contrast.values[segment],
    bookValue: book,
    effect,
    low,
    high,
    effectLow: contrast.effectLows[segment],
    effectHigh: contrast.effectHighs[segment],
    unit,
  };
  return { contrast, difference, isNotable: Math.abs(effect) >= SMALL_EFFECT && (low > book || high < book) };
}
