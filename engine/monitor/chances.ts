import type { Change, ColumnDrift, ColumnQuestion } from '#shared/monitor/result';
import type { Measure } from '#shared/scoring/evaluation';
import { upperGamma } from '../explain/chiSquare.ts';
import { NORMAL_975 } from '../shareIntervals.ts';

/** Probabilities of changes as large as those seen where nothing has changed, by what is asked; null where there is nothing to ask. */
export function columnChances({
  index,
  missing,
  newLevels,
  outOfRange,
}: Pick<ColumnDrift, 'index' | 'missing' | 'newLevels' | 'outOfRange'>): Record<ColumnQuestion, number | null> {
  return {
    index: index?.pValue ?? null,
    missing: shareChance(missing),
    newLevels: newLevels && rareChance(newLevels.share, Math.max(newLevels.expected, 1 / (missing.before.n + 1))),
    outOfRange: outOfRange && rareChance(outOfRange.share, outOfRange.expected),
  };
}

/**
 * Two-sided test of two shares, with their pooled variance and Yates's correction, which errs to the cautious side for few customers.
 * @returns null where no customer of either side, or every one, is counted
 */
function shareChance({ before, now }: Change): number | null {
  const [a, b] = [before.value * before.n, now.value * now.n];
  const pooled = (a + b) / (before.n + now.n);
  if (!(pooled > 0 && pooled < 1)) return null;
  const scale = 1 / before.n + 1 / now.n;
  const off = Math.max(0, Math.abs(now.value - before.value) - scale / 2);
  return upperGamma(0.5, (off * off) / (pooled * (1 - pooled) * scale) / 2);
}

/** Chance of at least so many hits where each customer is one with a small probability (Poisson). */
function rareChance({ value, n }: Measure, expected: number): number {
  const hits = Math.round(value * n);
  return hits === 0 ? 1 : 1 - upperGamma(hits, n * expected);
}

/** Two-sided p-value of a figure against a value, from its 95 % interval (normal). */
export function chanceOf({ value, low, high }: Pick<Measure, 'value' | 'low' | 'high'>, against: number): number {
  const error = (high - low) / (2 * NORMAL_975);
  return error > 0 ? upperGamma(0.5, ((value - against) / error) ** 2 / 2) : 1;
}
