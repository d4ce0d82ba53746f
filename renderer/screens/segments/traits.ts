import type { ProfileTable, Segmentation } from '#shared/results';
import { bySeparation } from '#shared/separation';

export type Trait = ProfileTable['rows'][number];

/** The traits that tell the segments apart best first. */
export function separatingTraits(profile: ProfileTable, segmentation: Segmentation): readonly Trait[] {
  return bySeparation(
    profile,
    profile.segmentIds.map(id => segmentation.segments.find(segment => segment.id === id)?.share ?? 0),
  );
}

/** "Occupation: Trader"; a number that is a median says so. */
export function traitWords({ column, level, measure }: Trait): string {
  if (level !== null) return `${column}: ${level}`;
  return measure === 'median' ? `${column} (median)` : column;
}
