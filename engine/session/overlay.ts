import type { Recipe } from '#shared/recipe';
import { retier } from '../segments/tiers/retier.ts';
import { withNames } from '../segments/withNames.ts';
import type { Analysis } from './mainJob.ts';

/** The same clustering under the tier rule, the names and the playbook of another recipe. */
export function overlay(analysis: Analysis, { tiers, segmenting: { names }, playbook }: Recipe): Analysis {
  const before = { ...analysis.recipe, playbook };
  const isSameRule = JSON.stringify(before.tiers) === JSON.stringify(tiers);
  if (isSameRule && JSON.stringify(before.segmenting.names) === JSON.stringify(names))
    return playbook === analysis.recipe.playbook ? analysis : { ...analysis, recipe: before };
  const tiered = isSameRule ? analysis.segmented : retier(analysis.segmented, analysis.imported, tiers);
  return {
    ...analysis,
    recipe: { ...before, tiers, segmenting: { ...before.segmenting, names } },
    segmented: withNames(tiered, names),
  };
}
