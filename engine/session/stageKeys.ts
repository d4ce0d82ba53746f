import type { Recipe } from '#shared/recipe';

/** Which parts of the recipe each stage depends on: a stage is redone only when its key changes. */
export function importKey(recipe: Recipe): string {
  const { reading, columns, referenceDate, removeDuplicates, foldCustomers } = recipe;
  return JSON.stringify([reading, columns, referenceDate, removeDuplicates, foldCustomers]);
}
export function prepareKey(recipe: Recipe): string {
  return JSON.stringify([importKey(recipe), recipe.prepare, recipe.seed]);
}
/** Names and tiers are laid over a finished clustering and do not make it stale. */
export function segmentKey(recipe: Recipe): string {
  const { names: _names, ...segmenting } = recipe.segmenting;
  return JSON.stringify([prepareKey(recipe), segmenting]);
}
