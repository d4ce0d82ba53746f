import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { findColumn, type Column } from '../table/Column.ts';
import { cleanAsBook } from './cleanAsBook.ts';
import { importOthers } from './importOthers.ts';
import type { OthersFile, OthersReading } from './OthersReading.ts';
import type { SourceFile } from './SourceFile.ts';

/** Columns that a file lacks are named one by one, for each has to be put right. */
const MOST_MISSING = 60;

export interface OthersRead {
  readonly source: SourceFile;
  readonly imported: Imported;
  /** The columns of the file, before cleaning. */
  readonly inFile: readonly Pick<Column, 'name' | 'header'>[];
}

/**
 * Reads and cleans the customers of another file as those of the book were: kinds and roles are the book's, what cleaning steps learned is done to them,
 * and no row is dropped by a step.
 * @throws AppError `model.missingColumns` naming all that the file lacks, and as reading a file does; Cancelled
 */
export async function readOthers(reading: OthersReading, file: OthersFile, run: Run): Promise<OthersRead> {
  const { cleaning, wanted } = reading;
  const { source, imported: uncleaned } = await importOthers(reading, file, run);
  requireColumns(madeFrom(wanted, cleaning), uncleaned, file.name);
  return { source, imported: await cleanAsBook(reading, uncleaned, run), inFile: uncleaned.table.columns };
}

function requireColumns(needed: ReadonlySet<string>, { table }: Imported, name: string): void {
  const missing = [...needed].filter(column => !findColumn(table, column));
  if (missing.length === 0) return;
  const found = table.columns.map(column => column.name);
  throw new AppError('model.missingColumns', {
    name,
    n: missing.length,
    columns: listSome(missing, MOST_MISSING),
    found: listSome(found, 12),
  });
}
