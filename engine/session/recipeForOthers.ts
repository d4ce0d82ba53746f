import type { Recipe } from '#shared/recipe';
import { madeFrom } from '../clean/madeFrom.ts';
import type { OthersReading } from './OthersReading.ts';

/**
 * How another file is read: kinds and roles are those the model was fitted with, not what a small file happens to look like. Corrections of cells are of
 * the book's rows and of nobody else.
 */
export function recipeForOthers({ recipe, columns, roles, cleaning, wanted, alsoRead }: OthersReading): Recipe {
  const needed = madeFrom(new Set([...wanted, ...(alsoRead ?? [])]), cleaning);
  const choices = columns.flatMap(({ name, header = name, kind }, i) =>
    needed.has(name) ? [[header, { ...recipe.columns[header], kind, role: roles[i] }] as const] : [],
  );
  return {
    ...recipe,
    edits: [],
    reading: { ...recipe.reading, sheet: null, headerRow: null, headerRowCount: null, range: null },
    // The customers of the file are placed or watched; those that were appended to the book are not among them.
    combine: recipe.combine.filter(step => step.how === 'join'),
    tables: recipe.tables.filter(table => recipe.combine.some(step => step.how === 'join' && step.table === table.id)),
    columns: Object.fromEntries(choices),
    feedback: undefined,
  };
}
