import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../jobs/Run.ts';
import { exportCustomersCsv } from '../reports/customers/exportCustomersCsv.ts';
import { exportScoredXlsx } from '../reports/customers/exportScoredXlsx.ts';
import { baseName } from './baseName.ts';
import { scoresForExport } from './scoresForExport.ts';
import type { Session } from './Session.ts';

const WRITERS = { xlsx: exportScoredXlsx, csv: exportCustomersCsv };
export type ScoredFormat = keyof typeof WRITERS;

/**
 * Writes the scored customers into a folder of its own below `directory`, with segment and tier where the same customers are grouped.
 * @throws AppError `scores.none`, and as the writers do; Cancelled
 */
export async function saveScored(
  session: Session,
  format: ScoredFormat,
  directory: string,
  run: Run,
): Promise<{ path: string; name: string }> {
  const shown = session.scores.requireShown();
  const { imported, recipe } = shown;
  const scorers = (own: Run) => session.scores.scorersOf(recipe, imported, own);
  const scores = (await scoresForExport({ ...shown, scorers }, run)) ?? undefined;
  const { segmented } = session.resultsOf(imported);
  await mkdir(directory, { recursive: true });
  const name = `${baseName(session.requireSource().name)} scored.${format}`;
  const path = join(await mkdtemp(join(directory, 'scored-')), name);
  await WRITERS[format](path, { table: imported.table, roles: imported.roles, segmented, scores }, run);
  return { path, name };
}
