import type { Recipe } from '#shared/recipe';
import { cleanOthers } from '../clean/cleanImported.ts';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { importUncleaned, openAll, type Analysis } from './mainJob.ts';
import type { FileFinder } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';
import { tableSoFar } from './tableWork.ts';

/** Where a later file lies, and where the tables are that the model joins; beside the file unless given. */
export interface LaterPlace {
  readonly path: string;
  readonly name: string;
  readonly finder?: FileFinder;
}
/** What reads a later file as it read its own: segments, scores, or both. */
export type FileModel = Pick<Analysis, 'imported' | 'recipe' | 'scored'> &
  Partial<Pick<Analysis, 'prepared' | 'segmented'>>;

/**
 * Reads a later file with the kinds, roles and cleaning of a model; which columns it lacks is for the caller to see.
 * @throws AppError as reading a file does, `clean.missingColumn`; Cancelled
 */
export async function readLater(
  model: FileModel,
  { path, name, finder }: LaterPlace,
  run: Run,
): Promise<{ source: SourceFile; imported: Imported }> {
  const { source, recipe } = await openAll(path, name, laterRecipe(model), run, finder);
  const { names } = (await tableSoFar(source, { ...recipe, columns: {} }, run)).table;
  const columns = Object.entries(recipe.columns).filter(([column]) => names.includes(column));
  const uncleaned = await importUncleaned(source, { ...recipe, columns: Object.fromEntries(columns) }, run);
  const { cleaning } = model.imported;
  return { source, imported: cleaning ? await cleanOthers(uncleaned, cleaning.fitted, run) : uncleaned };
}

/** Kinds and roles are those the model was fitted with, not what a small file happens to look like. */
function laterRecipe({ imported, prepared, recipe, scored }: FileModel): Recipe {
  const { cleaning } = imported;
  const wanted = new Set([...(prepared?.pipeline.inputs ?? []), ...(scored?.plan.features ?? []).map(f => f.column)]);
  if (scored) wanted.add(scored.target.name);
  const needed = madeFrom(wanted, cleaning?.fitted);
  const { columns } = cleaning?.before ?? imported.table;
  const roles = cleaning?.rolesBefore ?? imported.roles;
  const choices = columns.flatMap(({ name, header = name, kind }, i) =>
    needed.has(name) ? [[header, { ...recipe.columns[header], kind, role: roles[i] }] as const] : [],
  );
  return {
    ...recipe,
    reading: { ...recipe.reading, sheet: null, headerRow: null, headerRowCount: null, range: null },
    // The customers of the file are watched; those that were appended to the book are not among them.
    combine: recipe.combine.filter(step => step.how === 'join'),
    tables: recipe.tables.filter(table => recipe.combine.some(step => step.how === 'join' && step.table === table.id)),
    columns: Object.fromEntries(choices),
    feedback: undefined,
  };
}
