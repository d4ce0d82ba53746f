import type { Recipe } from '#shared/recipe';
import { retier } from '../segments/tiers/retier.ts';
import { withNames } from '../segments/withNames.ts';
import type { Analysis } from './mainJob.ts';

/** The same clustering under the tier rule and the names of another recipe. */
export function overlay(analysis: Analysis, { tiers, segmenting: { names } }: Recipe): Analysis {
  const before = analysis.recipe;
  const isSameRule = JSON.stringify(before.tiers) === JSON.stringify(tiers);
  if (isSameRule && JSON.stringify(before.segmenting.names) === JSON.stringify(names)) return analysis;
  const tiered = isSameRule ? analysis.segmented : retier(analysis.segmented, analysis.imported, tiers);
  return {
    ...analysis,
    recipe: { ...before, tiers, segmenting: { ...before.segmenting, names } },
    segmented: withNames(tiered, names),
  };
}
