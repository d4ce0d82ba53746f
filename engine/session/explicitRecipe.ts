import { checkOptions } from '#shared/option';
import type { Recipe } from '#shared/recipe';
import { withCleanDefaults } from '../clean/runSteps.ts';
import { classifierOf, clusteringOf } from '../algorithms/registry.ts';
import { recommenderOf } from '../recommend/fitOffers.ts';
import { withDefaults } from '../prepare/pipeline.ts';

/**
 * The same recipe with every option written out: what is filed must still say the same when a later version has other defaults.
 * @throws AppError `option.invalid`, `recipe.invalid` naming what is not known or not allowed
 */
export function explicitRecipe(recipe: Recipe): Recipe {
  const { nClusters: _set, ...table } = clusteringOf(recipe.segmenting.algorithm).options;
  const options = checkOptions(table, recipe.segmenting.options);
  return {
    ...recipe,
    clean: withCleanDefaults(recipe.clean),
    prepare: withDefaults(recipe.prepare),
    segmenting: { ...recipe.segmenting, options },
    scoring: {
      ...recipe.scoring,
      models: recipe.scoring.models.map(model => ({
        id: model.id,
        options: checkOptions(classifierOf(model.id).options, model.options),
      })),
    },
    offers: {
      ...recipe.offers,
      methods: recipe.offers.methods.map(({ id, options }) => ({
        id,
        options: checkOptions(recommenderOf(id).options, options),
      })),
    },
  };
}
