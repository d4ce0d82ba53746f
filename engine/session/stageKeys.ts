import { learnedLists } from '#shared/feedback/choices';
import type { Recipe } from '#shared/recipe';

/** Which parts of the recipe each stage depends on: a stage is redone only when its key changes. Cleaning steps may draw by the seed. */
export function importKey(recipe: Recipe): string {
  return cleanedKey(uncleanedKey(recipe), recipe);
}
export function uncleanedKey(recipe: Recipe): string {
  const { columns, edits } = recipe;
  return JSON.stringify([readKey(recipe), columns, edits]);
}
export function cleanedKey(uncleaned: string, { clean, seed }: Pick<Recipe, 'clean' | 'seed'>): string {
  return clean.length === 0 ? uncleaned : `${uncleaned} ${JSON.stringify([clean, seed])}`;
}
/** Names, labels and orders of levels are laid over what was read and read nothing again. */
export function readKey(recipe: Recipe): string {
  const { reading, rfm, combine, columns, referenceDate, removeDuplicates, foldCustomers } = recipe;
  const used = new Set(combine.map(step => step.table));
  const tables = recipe.tables.filter(table => used.has(table.id));
  const read = Object.entries(columns)
    .map(([header, { role, kind, missingCodes = [] }]) => [header, role, kind, missingCodes] as const)
    .filter(([, role, kind, missingCodes]) => role ?? kind ?? missingCodes.length > 0);
  const parts = [reading, rfm, tables, combine, read, referenceDate, removeDuplicates, foldCustomers];
  const lists = learnedLists(recipe);
  return JSON.stringify(lists.length === 0 ? parts : [...parts, recipe.feedback!.learned, lists]);
}
export function prepareKey(recipe: Recipe): string {
  return JSON.stringify([importKey(recipe), recipe.prepare, recipe.seed]);
}
/** Merges, splits and what is set by hand are made on a finished clustering and cluster nothing again. */
export function clusterKey(recipe: Recipe): string {
  const { names: _names, madeOn: _madeOn, edits: _edits, ...segmenting } = recipe.segmenting;
  return JSON.stringify([prepareKey(recipe), segmenting]);
}
/** Names and tiers are laid over finished segments and do not make them stale. */
export function segmentKey(recipe: Recipe): string {
  return JSON.stringify([clusterKey(recipe), recipe.segmenting.edits, recipe.overrides]);
}
/** What models are fitted from. Which of them is in use, thresholds and money are laid over finished scores. */
export function scoreKey({ scoring, seed, ...recipe }: Recipe): string {
  const { chosen: _chosen, threshold: _threshold, creditLine: _creditLine, ...fitted } = scoring;
  return JSON.stringify([importKey({ ...recipe, seed, scoring }), fitted, seed]);
}
/** What offers are compared on. Which method is in use, rules and how many are offered are laid over a finished comparison. */
export function offersKey({ offers, seed, ...recipe }: Recipe): string {
  const { chosen: _chosen, rules: _rules, excludeProducts: _products, perCustomer: _each, ...compared } = offers;
  const lists = recipe.tables.map(({ id, file, reading }) => ({ id, file, reading }));
  return JSON.stringify([importKey({ ...recipe, offers, seed }), recipe.reading, lists, compared, seed]);
}
