import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { cleanAsBook } from './cleanAsBook.ts';
import { importOthers } from './importOthers.ts';
import type { OthersFile, OthersReading } from './OthersReading.ts';
import type { SourceFile } from './SourceFile.ts';

/**
 * Reads a later file with the kinds, roles and cleaning of a model; which columns it lacks is for the caller to see.
 * @throws AppError as reading a file does, `clean.missingColumn`; Cancelled
 */
export async function readLater(
  reading: OthersReading,
  file: OthersFile,
  run: Run,
): Promise<{ source: SourceFile; imported: Imported }> {
  const { source, imported } = await importOthers(reading, file, run);
  return { source, imported: await cleanAsBook(reading, imported, run) };
}
