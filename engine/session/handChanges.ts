import { AppError } from '#shared/errors';
import type { Override, Recipe, SegmentEdit } from '#shared/recipe';
import { changeThatMade, MOST_OVERRIDES, MOST_SEGMENT_EDITS } from '#shared/segmentEdits';

/** The recipe with one more merge or split. @param sizes of the segments as found @throws AppError `segments.tooManyEdits` */
export function withEdit(recipe: Recipe, edit: SegmentEdit, sizes: number[]): Recipe {
  const { segmenting } = recipe;
  if (segmenting.edits.length >= MOST_SEGMENT_EDITS)
    throw new AppError('segments.tooManyEdits', { limit: MOST_SEGMENT_EDITS });
  return { ...recipe, segmenting: { ...segmenting, edits: [...segmenting.edits, edit], madeOn: sizes } };
}

/** The recipe without the merges and splits from `index` on, and without names and decisions about the groups that they made. */
export function withoutEdits(recipe: Recipe, index: number): Recipe {
  const { segmenting, overrides } = recipe;
  const isLeft = (group: string) => changeThatMade(Number(group)) < index;
  return {
    ...recipe,
    segmenting: {
      ...segmenting,
      edits: segmenting.edits.slice(0, index),
      names: Object.fromEntries(Object.entries(segmenting.names).filter(([group]) => isLeft(group))),
    },
    overrides: overrides.filter(override => override.what === 'tier' || isLeft(override.to)),
  };
}

/** The recipe for segments found in another way: names, merges, splits and decisions were about groups that are no more. */
export function withoutGroups(recipe: Recipe): Recipe {
  const { segmenting, overrides } = recipe;
  return {
    ...recipe,
    segmenting: { ...segmenting, names: {}, edits: [], madeOn: [] },
    overrides: overrides.filter(({ what }) => what === 'tier'),
  };
}

/** The recipe with a decision about one customer, in place of an earlier one of the same kind. @throws AppError `overrides.tooMany` */
export function withOverride(recipe: Recipe, override: Override): Recipe {
  const { overrides } = withoutOverride(recipe, override.customer, override.what);
  if (overrides.length >= MOST_OVERRIDES) throw new AppError('overrides.tooMany', { limit: MOST_OVERRIDES });
  return { ...recipe, overrides: [...overrides, override] };
}

export function withoutOverride(recipe: Recipe, customer: string, what: Override['what']): Recipe {
  const overrides = recipe.overrides.filter(other => other.customer !== customer || other.what !== what);
  return { ...recipe, overrides };
}
