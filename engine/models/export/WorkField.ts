import type { Expression } from './ExportPlan.ts';

/** A column on its way through the preparation: a number made so far, or a category with what was done to its levels. */
export type WorkField = NumberField | CategoryField;

export interface NumberField {
  readonly kind: 'number' | 'boolean' | 'date';
  readonly name: string;
  /** The field that holds it, an input or a derived one. */
  readonly field: string;
}
export interface CategoryField {
  readonly kind: 'category';
  readonly name: string;
  /** The input. */
  readonly field: string;
  readonly changes: readonly LevelChange[];
}
export type LevelChange =
  | { readonly is: 'fill'; readonly level: string }
  /** Levels that are not kept become `rest`; missing where that is null. */
  | { readonly is: 'group'; readonly keep: readonly string[]; readonly rest: string | null };

/** Stands for every level that is not named anywhere. */
const ANY_OTHER = '\u0000any other';

/**
 * 1 where a category has become one of some levels, told by the levels of the input.
 * @param flagged levels that `hasFlag` may tell from others
 */
export function levelFlagOf(
  { field, changes }: CategoryField,
  flagged: readonly string[],
  hasFlag: (level: string) => boolean,
): Expression {
  const after = (level: string | null) => changes.reduce(changed, level);
  const isSet = (level: string | null) => {
    const now = after(level);
    return now !== null && hasFlag(now);
  };
  const isNegated = isSet(ANY_OTHER);
  const levels = [...new Set([...flagged, ...namedLevels(changes)])].filter(level => isSet(level) !== isNegated);
  return { is: 'in', field, levels, isNegated, missing: Number(isSet(null)) };
}

function changed(level: string | null, change: LevelChange): string | null {
  if (change.is === 'fill') return level ?? change.level;
  return level === null || change.keep.includes(level) ? level : change.rest;
}

function namedLevels(changes: readonly LevelChange[]): string[] {
  return changes.flatMap(change => {
    if (change.is === 'fill') return [change.level];
    return change.rest === null ? [...change.keep] : [...change.keep, change.rest];
  });
}
