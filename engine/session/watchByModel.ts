import { AppError } from '#shared/errors';
import type { Monitoring } from '#shared/monitor/choices';
import type { Run } from '../jobs/Run.ts';
import type { ReadDocument } from '../models/readDocument.ts';
import type { ReadModelInput } from '../models/readTask.ts';
import type { WatchedAgainst } from './watchFile.ts';

/**
 * What a later file is held against where there is the model file alone.
 * @param name what messages call the file
 * @param rule limits of the traffic light; those that the model was saved with unless given
 * @throws AppError `model.noReference`
 */
export function againstModel(
  { document, identity }: ReadDocument,
  name: string,
  rule: Monitoring = document.recipe.monitoring,
): WatchedAgainst {
  if (!document.reference) throw new AppError('model.noReference', { name });
  return { reference: document.reference, rule, model: { name: identity.name, sha256: identity.sha256 } };
}

/** Reads a model file in a thread to hold later files against. @throws AppError as reading a model file does, `model.noReference`; Cancelled */
export async function readWatchingModel(file: { path: string; name: string }, run: Run): Promise<ReadDocument> {
  run.progress(0, 1, 'Checking the model file');
  const input: ReadModelInput = { ...file, trusted: null, unless: null };
  const [read] = await run.pool.map<ReadModelInput, ReadDocument | null>('models.read', [input], run.signal);
  againstModel(read!, file.name);
  return read!;
}
