import type { Schema } from './schemaParts.ts';
import type { ServedModel } from './ServedModel.ts';

/** How a model may be named in a body, and whether it must be: of several one is. */
export function modelNames(
  models: readonly ServedModel[],
  model: ServedModel,
): { readonly schema: Schema; readonly isRequired: boolean } {
  const isRequired = models.length > 1;
  const isShared = models.filter(({ name }) => name === model.name).length > 1;
  const names = isShared ? [model.address] : [model.name, model.address];
  return { isRequired, schema: { description: 'NAME or NAME@VERSION.', enum: isRequired ? names : [...names, null] } };
}
