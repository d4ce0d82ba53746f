import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { cleanAsBook } from './cleanAsBook.ts';
import { importUncleaned, openAll } from './mainJob.ts';
import { recipeForOthers, type OthersFile, type OthersReading } from './readOthers.ts';
import type { SourceFile } from './SourceFile.ts';
import { tableSoFar } from './tableWork.ts';

/**
 * Reads a later file with the kinds, roles and cleaning of a model; which columns it lacks is for the caller to see.
 * @throws AppError as reading a file does, `clean.missingColumn`; Cancelled
 */
export async function readLater(
  reading: OthersReading,
  { path, name, finder }: OthersFile,
  run: Run,
): Promise<{ source: SourceFile; imported: Imported }> {
  const { source, recipe } = await openAll(path, name, recipeForOthers(reading), run, finder);
  const { names } = (await tableSoFar(source, { ...recipe, columns: {} }, run)).table;
  const columns = Object.entries(recipe.columns).filter(([column]) => names.includes(column));
  const uncleaned = await importUncleaned(source, { ...recipe, columns: Object.fromEntries(columns) }, run);
  return { source, imported: await cleanAsBook(reading, uncleaned, run) };
}
