import type { Recipe } from '#shared/recipe';
import { tidyText } from '../cells/tidyText.ts';

/** Headers of the columns that say which table a row came from: they tell of the files and of no customer, and a single file has none of them. */
export function originColumns({ combine }: Pick<Recipe, 'combine'>): ReadonlySet<string> {
  const named = combine.flatMap(step => (step.how === 'append' && step.origin !== null ? [step.origin] : []));
  return new Set(named.map(tidyText));
}
