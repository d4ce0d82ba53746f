import type { Recipe } from '#shared/recipe';
import { retier } from '../segments/tiers/retier.ts';
import { withNames } from '../segments/withNames.ts';
import type { Analysis } from './mainJob.ts';
import { segmentKey } from './stageKeys.ts';

/** The same clustering under the tier rule, the names, the playbook, the decisions and the record of another recipe. */
export function overlay(analysis: Analysis, recipe: Recipe): Analysis {
  const {
    tiers,
    segmenting: { names, madeOn },
    playbook,
    decisions,
    modelRecord,
  } = recipe;
  const said = { playbook, decisions, modelRecord, feedback: feedbackFor(analysis.recipe, recipe) };
  const before = { ...analysis.recipe, ...said };
  const isSameRule = JSON.stringify(before.tiers) === JSON.stringify(tiers);
  const segmenting = { ...before.segmenting, names, madeOn };
  if (isSameRule && JSON.stringify(before.segmenting) === JSON.stringify(segmenting))
    return saysTheSame(analysis.recipe, said) ? analysis : { ...analysis, recipe: before };
  const tiered = isSameRule ? analysis.segmented : retier(analysis.segmented, analysis.imported, tiers);
  return {
    ...analysis,
    recipe: { ...before, tiers, segmenting },
    segmented: withNames(tiered, segmenting),
  };
}

/** Lists that came in are laid over; what the customers have learned from stays as it was when they were made. */
function feedbackFor(of: Recipe, { feedback }: Recipe): Recipe['feedback'] {
  const isSame = JSON.stringify(of.feedback?.learned ?? null) === JSON.stringify(feedback?.learned ?? null);
  return isSame ? feedback : of.feedback;
}

/** Nothing is computed from it; it stands in reports and files. */
function saysTheSame(
  recipe: Recipe,
  said: Pick<Recipe, 'playbook' | 'decisions' | 'modelRecord' | 'feedback'>,
): boolean {
  const { playbook, decisions, modelRecord, feedback } = recipe;
  return JSON.stringify({ playbook, decisions, modelRecord, feedback }) === JSON.stringify(said);
}

/** Of the segments that a recipe asks for, those on show where they have its tiers already: tiers are given again only when they change. */
export function nearest(known: Analysis | undefined, shown: Analysis | null, recipe: Recipe): Analysis | null {
  if (!known || !shown || segmentKey(shown.recipe) !== segmentKey(recipe)) return known ?? shown;
  return JSON.stringify(shown.recipe.tiers) === JSON.stringify(recipe.tiers) ? shown : known;
}
