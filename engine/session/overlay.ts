import type { Recipe } from '#shared/recipe';
import { retier } from '../segments/tiers/retier.ts';
import { withNames } from '../segments/withNames.ts';
import type { Analysis } from './mainJob.ts';
import { segmentKey } from './stageKeys.ts';

/** The same clustering under the tier rule, the names and the playbook of another recipe. */
export function overlay(analysis: Analysis, { tiers, segmenting: { names, madeOn }, playbook }: Recipe): Analysis {
  const before = { ...analysis.recipe, playbook };
  const isSameRule = JSON.stringify(before.tiers) === JSON.stringify(tiers);
  const segmenting = { ...before.segmenting, names, madeOn };
  if (isSameRule && JSON.stringify(before.segmenting) === JSON.stringify(segmenting))
    return playbook === analysis.recipe.playbook ? analysis : { ...analysis, recipe: before };
  const tiered = isSameRule ? analysis.segmented : retier(analysis.segmented, analysis.imported, tiers);
  return {
    ...analysis,
    recipe: { ...before, tiers, segmenting },
    segmented: withNames(tiered, segmenting),
  };
}

/** Of the segments that a recipe asks for, those on show where they have its tiers already: tiers are given again only when they change. */
export function nearest(known: Analysis | undefined, shown: Analysis | null, recipe: Recipe): Analysis | null {
  if (!known || !shown || segmentKey(shown.recipe) !== segmentKey(recipe)) return known ?? shown;
  return JSON.stringify(shown.recipe.tiers) === JSON.stringify(recipe.tiers) ? shown : known;
}
