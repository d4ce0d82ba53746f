import type { ColumnChange } from '#shared/contract/dataset';
import { AppError } from '#shared/errors';
import { RESULT_COLUMNS } from '#shared/contract/dataset';
import type { ColumnChoice, Recipe } from '#shared/recipe';
import { renameInRecipe, type OptionsOf } from './renameInRecipe.ts';

/**
 * The recipe with other choices about columns, which are named as they are called now.
 * @throws AppError `option.invalid` for a name that is taken
 */
export function changeColumns(recipe: Recipe, changes: readonly ColumnChange[], optionsOf: OptionsOf): Recipe {
  return changes.reduce((changed, change) => changeColumn(changed, change, optionsOf), recipe);
}

function changeColumn(recipe: Recipe, { name, rename, ...choice }: ColumnChange, optionsOf: OptionsOf): Recipe {
  const header = headerOf(recipe, name);
  const columns = new Map(Object.entries(recipe.columns));
  const next = withoutEmpty({ ...columns.get(header), ...choice });
  const wanted = rename?.trim();
  if (wanted === undefined || wanted === name) {
    columns.set(header, next);
    return { ...recipe, columns: Object.fromEntries(columns) };
  }
  requireFree(wanted);
  const { name: _before, ...rest } = next;
  columns.set(header, wanted === header ? rest : { ...rest, name: wanted });
  return renameInRecipe({ ...recipe, columns: Object.fromEntries(columns) }, name, wanted, optionsOf);
}

/** What the file calls a column; choices are kept under that name. */
export function headerOf(recipe: Recipe, name: string): string {
  const renamed = Object.entries(recipe.columns).find(([, choice]) => choice.name === name);
  return renamed ? renamed[0] : name;
}

/** What says nothing is not kept, so that a choice taken back leaves the recipe as it was. */
function withoutEmpty(choice: ColumnChoice): ColumnChoice {
  const says = (value: unknown) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => says(value)));
}

function requireFree(name: string): void {
  if (name !== '' && !RESULT_COLUMNS.includes(name)) return;
  throw new AppError('option.invalid', {
    option: 'name of a column',
    allowed: 'a name of its own',
    got: name === '' ? 'empty' : `"${name}", which Tessera gives to a result`,
  });
}

/** What was changed about columns, for the list of changes. */
export function columnsLabel(changes: readonly ColumnChange[]): string {
  if (changes.length === 1) return changeLabel(changes[0]);
  const parts = [changes.some(c => c.role) && 'roles', changes.some(c => c.kind) && 'kinds'].filter(Boolean);
  const what = parts.join(' and ') || 'choices';
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} of ${changes.length} columns`;
}

function changeLabel(change: ColumnChange): string {
  const { name } = change;
  const words: { readonly [K in keyof ColumnChange]?: (value: NonNullable<ColumnChange[K]>) => string } = {
    rename: value => `Renamed ${name} to ${value.trim()}`,
    role: value => `Role of ${name}: ${value}`,
    kind: value => `Kind of ${name}: ${value}`,
    label: value => (value ? `Label of ${name}: ${value}` : `Label of ${name} removed`),
    missingCodes: value => `Missing codes of ${name}: ${value.join(', ') || 'none'}`,
    levels: value => (value.length > 0 ? `Order of the levels of ${name}` : `Levels of ${name} most frequent first`),
  };
  const parts = Object.entries(words).map(([key, say]) => {
    const value = change[key as keyof ColumnChange];
    return value === undefined ? '' : (say as (given: unknown) => string)(value);
  });
  return parts.filter(Boolean).join('; ') || `Choices for ${name}`;
}
