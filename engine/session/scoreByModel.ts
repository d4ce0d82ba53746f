import type { Note } from '#shared/notes';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { LoadedModel, TableScores } from '../models/LoadedModel.ts';
import { readyModel } from '../models/ReadyModel.ts';
import { bookColumnsIn } from './BookColumns.ts';
import { heldAgainstBook } from './heldAgainstBook.ts';
import type { OthersFile } from './OthersReading.ts';
import { readOthers } from './readOthers.ts';
import { placeOthers, type PlacedCustomers } from './scoreFile.ts';
import { MOST_REASONS } from './scoresForExport.ts';
import type { SourceFile } from './SourceFile.ts';

export interface ScoredByModel {
  readonly source: SourceFile;
  readonly imported: Imported;
  /** Null where the model has no segments. */
  readonly placed: PlacedCustomers | null;
  /** What the file has otherwise than the book, and about decisions by hand. */
  readonly notes: readonly Note[];
  /** One per scored event of the model. */
  readonly scores: readonly TableScores[];
}

/**
 * Reads a file as the recipe of a model says, and gives its customers segments, tiers and scores.
 * @throws AppError `model.missingColumns` naming all that the file lacks, and as reading a file does; Cancelled
 */
export async function scoreByModel(loaded: LoadedModel, file: OthersFile, run: Run): Promise<ScoredByModel> {
  const { document } = loaded;
  const { placer, book, before, wanted } = readyModel(document);
  const { recipe, cleaning, columns } = document;
  const reading = {
    recipe,
    columns: before.columns,
    roles: (cleaning?.before ?? columns).map(({ role }) => role),
    cleaning: cleaning?.fitted,
    markShown: document.markShown,
    wanted,
  };
  const read = await readOthers(reading, file, run);
  const { source, imported } = read;
  const held = heldAgainstBook(read, reading, bookColumnsIn(document));
  const placed = placer && (await placeOthers({ placer, book, recipe }, imported, run));
  const notes = [...held, ...(placed?.notes ?? [])];
  return { source, imported, placed, notes, scores: await loaded.scoreTable(imported.table, MOST_REASONS, run) };
}
