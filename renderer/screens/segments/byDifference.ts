import type { ProfileTable } from '#shared/results';

/** Columns in the order of the largest difference the engine found in any segment, so that the most telling one comes first. */
export function byDifference(columns: readonly string[], profile: ProfileTable | undefined): readonly string[] {
  if (!profile) return columns;
  const largest = new Map<string, number>();
  for (const { column, effects } of profile.rows)
    largest.set(column, Math.max(largest.get(column) ?? 0, ...effects.map(Math.abs)));
  return [...columns].sort((a, b) => (largest.get(b) ?? 0) - (largest.get(a) ?? 0));
}
