import type { ProfileTable } from '#shared/results';
import { effectSize } from '#shared/separation';

/** Columns in the order of all the differences the engine found in them, so that the most telling one comes first. */
export function byDifference(columns: readonly string[], profile: ProfileTable | undefined): readonly string[] {
  if (!profile) return columns;
  const total = new Map<string, number>();
  for (const { column, effects } of profile.rows)
    total.set(
      column,
      effects.reduce((sum, effect) => sum + effectSize(effect), total.get(column) ?? 0),
    );
  return [...columns].sort((a, b) => (total.get(b) ?? 0) - (total.get(a) ?? 0));
}
