import type { FeatureInfo } from '#shared/results';
import type { Centroids } from './Centroids.ts';

/** What one source column adds to d²(other centre) − d²(own centre): above 0 it pulls towards the own segment. */
export interface Pull {
  readonly column: string;
  readonly pull: number;
}

/**
 * Takes the lead of one centre over another apart by source column, exactly: the pulls add up to d²(other) − d²(own).
 * @param x [nColumns], one prepared row
 * @returns one pull per source column, in the order of the columns
 */
export function pullsByColumn(
  x: Float64Array,
  features: readonly FeatureInfo[],
  { nColumns, centers }: Centroids,
  own: number,
  other: number,
): Pull[] {
  const pulls = new Map<string, number>();
  for (let column = 0; column < nColumns; column++) {
    const toOther = x[column] - centers[other * nColumns + column];
    const toOwn = x[column] - centers[own * nColumns + column];
    const name = features[column].column;
    pulls.set(name, (pulls.get(name) ?? 0) + toOther * toOther - toOwn * toOwn);
  }
  return [...pulls].map(([column, pull]) => ({ column, pull }));
}
