import type { Recipe } from '#shared/recipe';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { findColumn } from '../table/Column.ts';
import { importUncleaned, openAll } from './mainJob.ts';
import type { OthersFile, OthersReading } from './OthersReading.ts';
import { recipeForOthers } from './recipeForOthers.ts';
import type { SourceFile } from './SourceFile.ts';
import { underOwnHeaders } from './underOwnHeaders.ts';

interface ReadFile {
  readonly source: SourceFile;
  readonly imported: Imported;
}

/**
 * Reads the customers of another file, before cleaning. How a person said that the file of the book is written need not hold for this one: where its
 * columns show another decimal mark than those of the book did, they are read by that; where the separator of the book finds none of the columns that are
 * needed, the file's own is looked for.
 * @throws AppError as reading a file does; Cancelled
 */
export async function importOthers(reading: OthersReading, file: OthersFile, run: Run): Promise<ReadFile> {
  const recipe = recipeForOthers(reading);
  const asBook = await byOwnMark(recipe, reading, file, run);
  if (recipe.reading.separator === null || !hasNone(asBook, reading)) return asBook;
  const found = await byOwnMark(readingAs(recipe, { separator: null, columnStarts: null }), reading, file, run);
  return hasNone(found, reading) ? asBook : found;
}

function hasNone({ imported }: ReadFile, { wanted, cleaning }: OthersReading): boolean {
  return [...madeFrom(wanted, cleaning)].every(column => !findColumn(imported.table, column));
}

/** A person who chose a mark against what the file showed meant files that show the same, above all that file itself. */
async function byOwnMark(recipe: Recipe, { markShown }: OthersReading, file: OthersFile, run: Run): Promise<ReadFile> {
  const asBook = await readBy(recipe, file, run);
  const { asked, shown } = asBook.imported.marks;
  const isAsBook = markShown === undefined || shown === null || shown === asked || shown === markShown;
  return asked === null || isAsBook ? asBook : readBy(readingAs(recipe, { decimalMark: null }), file, run);
}

function readingAs(recipe: Recipe, reading: Partial<Recipe['reading']>): Recipe {
  return { ...recipe, reading: { ...recipe.reading, ...reading } };
}

async function readBy(asked: Recipe, { path, name, finder }: OthersFile, run: Run): Promise<ReadFile> {
  const { source, recipe } = await openAll(path, name, asked, run, finder);
  return { source, imported: await importUncleaned(source, await underOwnHeaders(recipe, source, run), run) };
}
