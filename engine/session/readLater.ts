import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { cleanAsBook } from './cleanAsBook.ts';
import { importUncleaned, openAll } from './mainJob.ts';
import { recipeForOthers, type OthersFile, type OthersReading } from './readOthers.ts';
import type { SourceFile } from './SourceFile.ts';
import { underOwnHeaders } from './underOwnHeaders.ts';

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
  const uncleaned = await importUncleaned(source, await underOwnHeaders(recipe, source, run), run);
  return { source, imported: await cleanAsBook(reading, uncleaned, run) };
}
