import type { ProjectState } from '#shared/contract/project';
import type { Recipe } from '#shared/recipe';
import type { Imported } from '../import/Imported.ts';
import type { RunRecord } from '../store/runRecord.ts';
import type { Analysis } from './mainJob.ts';
import { describeRun } from './runIdentity.ts';
import { segmentKey } from './stageKeys.ts';

/** A run that is repeated is the same run. */
export function withRun(runs: readonly RunRecord[], run: RunRecord): RunRecord[] {
  return [...runs.filter(earlier => earlier.id !== run.id || earlier.resultSha256 !== run.resultSha256), run];
}

export function tableSize(imported: Imported | undefined): Pick<ProjectState, 'nRows' | 'nColumns'> {
  return imported
    ? { nRows: imported.table.nRows, nColumns: imported.table.columns.length }
    : { nRows: 0, nColumns: 0 };
}

export function resultState(
  shown: Analysis | null,
  recipe: Recipe,
  appVersion: string,
): Pick<ProjectState, 'segments' | 'runId' | 'resultSha256'> {
  if (!shown) return { segments: 'none', runId: null, resultSha256: null };
  const { id, resultSha256 } = describeRun(shown, appVersion);
  return { segments: segmentKey(shown.recipe) === segmentKey(recipe) ? 'ready' : 'stale', runId: id, resultSha256 };
}
