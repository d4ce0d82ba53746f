import { AppError } from '#shared/errors';
import type { MonitorPeriod } from '#shared/monitor/result';
import { recleanImported } from '../clean/cleanImported.ts';
import type { Run } from '../jobs/Run.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Imported } from '../import/Imported.ts';
import {
  PROJECT_VERSION,
  type ProjectContents,
  type SavedResult,
  type SavedScores,
  type SavedSource,
} from '../store/projectContents.ts';
import type { RunRecord } from '../store/runRecord.ts';
import type { HistoryState } from './History.ts';
import type { ShownScores } from './Scores.ts';
import { importKey } from './stageKeys.ts';
import { importUncleaned, prepareImported, type Analysis } from './mainJob.ts';
import { atHand } from './sourceTables.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

/** What of an open project goes into its file. */
export interface ProjectParts {
  readonly source: SourceFile;
  readonly history: HistoryState;
  readonly shown: Analysis | null;
  readonly scores: ShownScores | null;
  readonly periods: readonly MonitorPeriod[];
  readonly runs: readonly RunRecord[];
  readonly audit: readonly AuditEntry[];
}

export function toContents(parts: ProjectParts, appVersion: string): ProjectContents {
  const { source, history, shown, scores, periods, runs, audit } = parts;
  const { raw } = source;
  return {
    version: PROJECT_VERSION,
    appVersion,
    source: savedSource(source),
    raw,
    tables: usedTables(source, history).map(table => ({ source: savedSource(table), raw: table.raw })),
    history,
    runs,
    result: shown && {
      recipe: shown.recipe,
      cleaning: shown.imported.cleaning?.fitted ?? null,
      pipeline: shown.prepared.pipeline,
      segmented: shown.segmented,
    },
    scores: scores && {
      recipe: scores.recipe,
      cleaning: scores.imported.cleaning?.fitted ?? null,
      scored: scores.scored,
    },
    periods,
    overrides: [],
    audit,
  };
}

function savedSource({ name, sizeBytes, sha256, asked }: ReadFile): SavedSource {
  return { name, sizeBytes, sha256, asked };
}

/** Further tables that any state of the project uses: undo must find them again. */
function usedTables(source: SourceFile, { entries }: HistoryState): ReadFile[] {
  const used = new Set(entries.flatMap(({ recipe }) => recipe.tables.map(table => atHand(source, table))));
  return source.further.filter(table => used.has(table));
}

export function sourceOfProject({ source, raw, tables }: ProjectContents): SourceFile {
  const further = tables.map(table => ({ ...table.source, path: null, raw: table.raw }));
  return { ...source, path: null, raw, further };
}

/** The customers that the result of a project is about, made again from its cells. */
export async function importedOfProject(
  contents: ProjectContents,
  { recipe, cleaning }: Pick<SavedResult, 'recipe' | 'cleaning'>,
  run: Run,
): Promise<Imported> {
  const uncleaned = await importUncleaned(sourceOfProject(contents), recipe, run);
  return cleaning ? recleanImported(uncleaned, cleaning, recipe, run) : uncleaned;
}

/**
 * The parts of a project that was opened. The customers are made again from the cells by the recipe; the result is the saved one, and new
 * customers are placed by the states of cleaning and preparation that was saved with it.
 */
export async function fromContents(contents: ProjectContents, run: Run): Promise<ProjectParts> {
  const source = sourceOfProject(contents);
  const { result, scores, periods, history, runs, audit } = contents;
  const shown = result && (await analysisOfProject(contents, result, source, run));
  const imported = scores && (await importedOfScores(contents, scores, shown, run));
  const shownScores = scores && { recipe: scores.recipe, imported: imported!, scored: scores.scored };
  return { source, history, shown, scores: shownScores, periods, runs, audit };
}

async function analysisOfProject(
  contents: ProjectContents,
  result: SavedResult,
  source: SourceFile,
  run: Run,
): Promise<Analysis> {
  const { recipe, pipeline, segmented } = result;
  const imported = await importedOfProject(contents, result, run);
  const prepared = { ...(await prepareImported(imported, recipe, run)), pipeline };
  return { source, recipe, imported, prepared, segmented };
}

/** The customers that were scored: those of the segments where both are of the same. */
async function importedOfScores(
  contents: ProjectContents,
  scores: SavedScores,
  shown: Analysis | null,
  run: Run,
): Promise<Imported> {
  const isSame = shown !== null && importKey(shown.recipe) === importKey(scores.recipe);
  const imported = isSame ? shown.imported : await importedOfProject(contents, scores, run);
  if (imported.table.nRows === scores.scored.y.length) return imported;
  throw new AppError('project.damaged', { name: contents.source.name, reason: 'the scores are of other customers' });
}
