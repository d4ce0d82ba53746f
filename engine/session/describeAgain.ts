import type { Recipe } from '#shared/recipe';
import type { Run } from '../jobs/Run.ts';
import { clusteredOf } from '../segments/Clustered.ts';
import { describeClustered } from '../segments/describeClustered.ts';
import { EditMemory } from '../segments/edits/EditMemory.ts';
import type { Analysis } from './mainJob.ts';
import type { StageCache } from './StageCache.ts';
import { clusterKey, segmentKey } from './stageKeys.ts';

/**
 * The analysis with merges, splits and decisions by hand of another recipe: the customers are not clustered again. Null where nothing of
 * this kind differs, or where the recipe asks for another clustering.
 * @throws AppError `segments.*` when the newest change cannot be made
 */
export async function describeAgain(
  shown: Analysis,
  recipe: Recipe,
  memories: StageCache<EditMemory>,
  run: Run,
): Promise<Analysis | null> {
  const key = clusterKey(recipe);
  if (key !== clusterKey(shown.recipe) || segmentKey(recipe) === segmentKey(shown.recipe)) return null;
  const { imported, prepared, segmented } = shown;
  const strictFrom = shown.recipe.segmenting.edits.length;
  const memory = memories.get(key) ?? new EditMemory();
  memories.set(key, memory);
  const input = { imported, prepared, recipe, ranks: segmented.ranks, strictFrom, memory };
  return { ...shown, recipe, segmented: await describeClustered(clusteredOf(segmented), input, run) };
}
