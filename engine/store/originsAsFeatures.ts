import type { Recipe } from '#shared/recipe';
import { sourceColumns } from '#shared/results';
import { originColumns } from '../import/roles/originColumns.ts';
import type { ProjectContents } from './projectContents.ts';

/**
 * Until 0.6 the column that says which table a row came from was a feature without anybody's word. Where saved results rest on it, the recipes of the project
 * say so by name: the customers of the results are made again by the recipe, and they are to fit them.
 */
export function withOriginsAsFeatures(contents: ProjectContents): ProjectContents {
  const { result, scores, offers, history } = contents;
  const used = new Set([
    ...sourceColumns(result?.segmented.segmentation.features ?? []),
    ...(scores?.scored.plan.features ?? []).map(({ column }) => column),
  ]);
  const stated = (recipe: Recipe) => statedIn(recipe, used);
  return {
    ...contents,
    history: { ...history, entries: history.entries.map(entry => ({ ...entry, recipe: stated(entry.recipe) })) },
    result: result && { ...result, recipe: stated(result.recipe) },
    scores: scores && { ...scores, recipe: stated(scores.recipe) },
    offers: offers && { ...offers, recipe: stated(offers.recipe) },
  };
}

/** @param used columns that features were made from, by the names that a person may have given them */
function statedIn(recipe: Recipe, used: ReadonlySet<string>): Recipe {
  const silent = [...originColumns(recipe)].filter(header => {
    const choice = recipe.columns[header];
    return choice?.role === undefined && used.has(choice?.name ?? header);
  });
  if (silent.length === 0) return recipe;
  const choices = silent.map(header => [header, { ...recipe.columns[header], role: 'feature' as const }] as const);
  return { ...recipe, columns: { ...recipe.columns, ...Object.fromEntries(choices) } };
}
