import type { Recipe } from '#shared/recipe';
import { sourceColumns } from '#shared/results';
import { originColumns } from '../import/roles/originColumns.ts';
import type { ProjectContents } from './projectContents.ts';

/**
 * Until 0.6 the column that says which table a row came from was a feature without anybody's word. Where saved results rest on it and their own recipe is
 * silent, the recipes of the project say so by name: the customers of the results are made again by the recipe, and they are to fit them.
 */
export function withOriginsAsFeatures(contents: ProjectContents): ProjectContents {
  const { result, scores, offers, history } = contents;
  const used = new Set([
    ...(result ? silentIn(result.recipe, sourceColumns(result.segmented.segmentation.features)) : []),
    ...(scores ? silentIn(scores.recipe, new Set(scores.scored.plan.features.map(({ column }) => column))) : []),
  ]);
  // Whatever else a recipe leaves unsaid was left so by a person.
  if (used.size === 0) return contents;
  const stated = (recipe: Recipe) => statedIn(recipe, used);
  return {
    ...contents,
    history: { ...history, entries: history.entries.map(entry => ({ ...entry, recipe: stated(entry.recipe) })) },
    result: result && { ...result, recipe: stated(result.recipe) },
    scores: scores && { ...scores, recipe: stated(scores.recipe) },
    offers: offers && { ...offers, recipe: stated(offers.recipe) },
  };
}

/** Headers of origin columns that features of a result were made from without a word of its recipe. @param features by the names that a person may have given them */
function silentIn(recipe: Recipe, features: ReadonlySet<string>): string[] {
  return [...originColumns(recipe)].filter(header => {
    const choice = recipe.columns[header];
    return choice?.role === undefined && features.has(choice?.name ?? header);
  });
}

function statedIn(recipe: Recipe, used: ReadonlySet<string>): Recipe {
  const silent = [...originColumns(recipe)].filter(
    header => used.has(header) && recipe.columns[header]?.role === undefined,
  );
  if (silent.length === 0) return recipe;
  const choices = silent.map(header => [header, { ...recipe.columns[header], role: 'feature' as const }] as const);
  return { ...recipe, columns: { ...recipe.columns, ...Object.fromEntries(choices) } };
}
