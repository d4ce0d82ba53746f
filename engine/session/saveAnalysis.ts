import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { appendAudit } from '../store/audit.ts';
import type { ProjectJob } from '../store/projectContents.ts';
import { saveProject } from '../store/projectFile.ts';
import { startHistory } from './History.ts';
import type { Analysis } from './mainJob.ts';
import { toContents } from './projectContents.ts';
import { describeRun } from './runIdentity.ts';
import type { WrittenFile } from './writeRunFiles.ts';

/**
 * Writes one finished analysis as a project. `at` (ISO 8601 UTC) is for the audit log alone.
 * @throws AppError as `saveProject`
 */
export async function saveAnalysis(
  analysis: Analysis,
  path: string,
  appVersion: string,
  at: string,
  job?: ProjectJob,
): Promise<WrittenFile> {
  const record = describeRun(analysis, appVersion);
  const audit = appendAudit([], {
    at,
    action: `Segmented ${analysis.source.name}`,
    inputSha256: record.inputSha256,
    outputSha256: record.resultSha256,
  });
  const history = startHistory(`Opened ${analysis.source.name}`, analysis.recipe);
  const { source, recipe, imported, segmented, scored, offered } = analysis;
  const scores = scored ? { recipe, imported, scored } : null;
  const offers = offered ? { recipe, imported, segmented, offered } : null;
  const parts = { source, history, shown: analysis, scores, periods: [], offers, runs: [record], audit };
  await saveProject(path, toContents(parts, appVersion), job);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, format: 'tessera', sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
