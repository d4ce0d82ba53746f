import { resultSha256 } from '../store/hashes.ts';
import { newRunRecord, type RunRecord } from '../store/runRecord.ts';
import type { Analysis } from './mainJob.ts';
import { inputSha256 } from './sourceTables.ts';

const known = new WeakMap<Analysis, RunRecord>();

/** What identifies a run and its result; hashed once for an analysis, which never changes. */
export function describeRun(analysis: Analysis, appVersion: string): RunRecord {
  const cached = known.get(analysis);
  if (cached) return cached;
  const record = newRunRecord({
    inputName: analysis.source.name,
    inputSha256: inputSha256(analysis.source, analysis.recipe),
    resultSha256: resultSha256(analysis.segmented, analysis.scored),
    recipe: analysis.recipe,
    appVersion,
  });
  known.set(analysis, record);
  return record;
}
