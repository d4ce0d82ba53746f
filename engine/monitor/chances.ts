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
  const known = Math.round(missing.before.n * (1 - missing.before.value));
  const once = Math.round((newLevels?.expected ?? 0) * known);
  return {
    index: index?.pValue ?? null,
    missing: shareChance(missing),
    newLevels: newLevels && unseenChance(newLevels.share, once + 1, known - once),
    outOfRange: outOfRange && unseenChance(outOfRange.share, 2, known - 1),
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

/**
 * Chance of at least so many customers beyond what was seen at development where nothing has changed. The share that n customers have not seen is itself uncertain:
 * beyond both ends of n numbers it is Beta(2, n − 1), and of new levels, where k came once, about Beta(k + 1, n − k). The count is then beta-binomial.
 * @param first of the beta distribution, whole
 * @param second of the beta distribution; at least 1 is taken
 * Cost: O(hits + first).
 */
function unseenChance({ value, n: later }: Measure, first: number, second: number): number {
  const hits = Math.round(value * later);
  if (hits === 0) return 1;
  const [a, b] = [first, Math.max(1, second)];
  // The chance of none: Γ(b + later) Γ(a + b) / (Γ(b) Γ(a + b + later)), factor by factor.
  let chance = 0;
  for (let i = 0; i < a; i++) chance += Math.log((b + i) / (b + later + i));
  chance = Math.exp(chance);
  let below = chance;
  for (let k = 0; k + 1 < hits; k++) {
    chance *= ((later - k) * (a + k)) / ((k + 1) * (later - k - 1 + b));
    below += chance;
  }
  return Math.min(1, Math.max(0, 1 - below));
}

/** Two-sided p-value of a figure against a value, from its 95 % interval (normal). */
export function chanceOf({ value, low, high }: Pick<Measure, 'value' | 'low' | 'high'>, against: number): number {
  const error = (high - low) / (2 * NORMAL_975);
  return error > 0 ? upperGamma(0.5, ((value - against) / error) ** 2 / 2) : 1;
}
