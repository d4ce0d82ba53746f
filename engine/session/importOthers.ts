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
 * Reads the customers of another file, before cleaning. How a person said that the file of the book is written need not hold for this one: the decimal mark
 * is that which its numbers show, and the one of the book where they show none; where the separator of the book finds none of the columns that are needed,
 * the file's own is looked for.
 * @throws AppError as reading a file does; Cancelled
 */
export async function importOthers(reading: OthersReading, file: OthersFile, run: Run): Promise<ReadFile> {
  const recipe = recipeForOthers(reading);
  const asBook = await byOwnMark(recipe, file, run);
  if (recipe.reading.separator === null || !hasNone(asBook, reading)) return asBook;
  const found = await byOwnMark(readingAs(recipe, { separator: null, columnStarts: null }), file, run);
  return hasNone(found, reading) ? asBook : found;
}

function hasNone({ imported }: ReadFile, { wanted, cleaning }: OthersReading): boolean {
  return [...madeFrom(wanted, cleaning)].every(column => !findColumn(imported.table, column));
}

async function byOwnMark(recipe: Recipe, file: OthersFile, run: Run): Promise<ReadFile> {
  if (recipe.reading.decimalMark === null) return readBy(recipe, file, run);
  const own = await readBy(readingAs(recipe, { decimalMark: null }), file, run);
  return own.imported.marks.evidence === '' ? readBy(recipe, file, run) : own;
}

function readingAs(recipe: Recipe, reading: Partial<Recipe['reading']>): Recipe {
  return { ...recipe, reading: { ...recipe.reading, ...reading } };
}

async function readBy(asked: Recipe, { path, name, finder }: OthersFile, run: Run): Promise<ReadFile> {
  const { source, recipe } = await openAll(path, name, asked, run, finder);
  return { source, imported: await importUncleaned(source, await underOwnHeaders(recipe, source, run), run) };
}
