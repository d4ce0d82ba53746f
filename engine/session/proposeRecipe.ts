import type { Recipe } from '#shared/recipe';
import type { RfmProposal } from '#shared/rfm';
import { sheetOf, tableRecipe } from '../combine/PlainTable.ts';
import { requireParts } from '../combine/rfm/missingParts.ts';
import { proposeRfm } from '../combine/rfm/proposeRfm.ts';
import type { Run } from '../jobs/Run.ts';
import type { ReadFile } from './SourceFile.ts';

/** What RFM would do with a table that was read. @throws AppError as `readSheet`; Cancelled */
export function rfmProposal(
  file: ReadFile,
  reading: Recipe['reading'],
  recipe: Recipe,
  run: Run,
): Promise<RfmProposal> {
  const sheet = sheetOf(file.raw, reading, recipe, file.name);
  return proposeRfm(file.raw, sheet, tableRecipe(recipe, reading), run);
}

/**
 * The recipe with RFM as it is proposed for the main table.
 * @throws AppError `rfm.noColumn` naming what a list of transactions would have
 */
export async function withProposedRfm(file: ReadFile, recipe: Recipe, run: Run): Promise<Recipe> {
  if (recipe.rfm !== null) return recipe;
  const { options } = await rfmProposal(file, recipe.reading, recipe, run);
  requireParts(options, file.name);
  return { ...recipe, rfm: options };
}
