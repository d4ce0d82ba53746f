import type { ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import type { Recipe } from '#shared/recipe';
import { madeFrom } from '../clean/madeFrom.ts';
import type { FittedCleaning } from '../import/Cleaning.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { type Column, findColumn } from '../table/Column.ts';
import { cleanAsBook } from './cleanAsBook.ts';
import { importUncleaned, openAll } from './mainJob.ts';
import type { FileFinder } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';
import { underOwnHeaders } from './underOwnHeaders.ts';

/** How a model reads files of other customers. */
export interface OthersReading {
  readonly recipe: Recipe;
  /** Columns of the customers that the model was made on, before cleaning. */
  readonly columns: readonly Pick<Column, 'name' | 'header' | 'kind'>[];
  /** Parallel to `columns`. */
  readonly roles: readonly ColumnRole[];
  readonly cleaning: FittedCleaning | undefined;
  /** Columns that the model looks at, after cleaning. */
  readonly wanted: ReadonlySet<string>;
  /** Columns that are read as they were where the file has them, such as outcomes; none unless given. */
  readonly alsoRead?: ReadonlySet<string>;
}
export interface OthersFile {
  readonly path: string;
  readonly name: string;
  /** Where the tables are that the model joins; beside the file unless given. */
  readonly finder?: FileFinder;
}

/**
 * Reads and cleans the customers of another file as those of the book were: kinds and roles are the book's, what cleaning steps learned is done to them,
 * and no row is dropped by a step.
 * @throws AppError `model.missingColumns` naming all that the file lacks, and as reading a file does; Cancelled
 */
export async function readOthers(
  reading: OthersReading,
  { path, name, finder }: OthersFile,
  run: Run,
): Promise<{ source: SourceFile; imported: Imported }> {
  const { cleaning, wanted } = reading;
  const { source, recipe } = await openAll(path, name, recipeForOthers(reading), run, finder);
  const uncleaned = await importUncleaned(source, await underOwnHeaders(recipe, source, run), run);
  requireColumns(madeFrom(wanted, cleaning), uncleaned, name);
  return { source, imported: await cleanAsBook(reading, uncleaned, run) };
}

function requireColumns(needed: ReadonlySet<string>, { table }: Imported, name: string): void {
  const missing = [...needed].filter(column => !findColumn(table, column));
  if (missing.length === 0) return;
  const found = table.columns.map(column => column.name);
  throw new AppError('model.missingColumns', {
    name,
    n: missing.length,
    columns: listSome(missing, 12),
    found: listSome(found, 12),
  });
}

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
