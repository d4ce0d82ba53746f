import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Segmented } from './Segmented.ts';

/** What belongs to one segmentation. */
export interface AnalysisParts {
  readonly imported: Imported;
  readonly prepared: Prepared;
  readonly segmented: Segmented;
  readonly recipe: Recipe;
}
