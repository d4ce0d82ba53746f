import { AppError } from '#shared/errors';
import type { MonitorPeriod } from '#shared/monitor/result';
import { recleanImported } from '../clean/cleanImported.ts';
import type { Run } from '../jobs/Run.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Imported } from '../import/Imported.ts';
import {
  PROJECT_VERSION,
  type ProjectContents,
  type SavedOffers,
  type SavedResult,
  type SavedScores,
  type SavedSource,
} from '../store/projectContents.ts';
import type { RunRecord } from '../store/runRecord.ts';
import type { HistoryState } from './History.ts';
import type { ShownOffers } from './MadeOffers.ts';
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
  readonly offers: ShownOffers | null;
  readonly runs: readonly RunRecord[];
  readonly audit: readonly AuditEntry[];
}

export function toContents(parts: ProjectParts, appVersion: string): ProjectContents {
  const { source, history, shown, scores, periods, offers, runs, audit } = parts;
  const { raw } = source;
  return {
    version: PROJECT_VERSION,
    appVersion,
    source: savedSource(source),
    raw,
    tables: usedTables(parts).map(table => ({ source: savedSource(table), raw: table.raw })),
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
    offers: offers && {
      recipe: offers.recipe,
      cleaning: offers.imported.cleaning?.fitted ?? null,
      offered: offers.offered,
    },
    overrides: [],
    audit,
  };
}

function savedSource({ name, sizeBytes, sha256, asked }: ReadFile): SavedSource {
  return { name, sizeBytes, sha256, asked };
}

/** Further tables that any state of the project uses, which undo must find again, or any result on show or run, which may be older than all of them. */
function usedTables({ source, history, shown, scores, offers, runs }: ProjectParts): ReadFile[] {
  const recipes = [...history.entries, shown, scores, offers, ...runs].flatMap(of => (of ? [of.recipe] : []));
  const used = new Set(
    recipes.flatMap(({ tables, feedback }) =>
      [...tables, ...(feedback?.lists ?? [])].map(table => atHand(source, table)),
    ),
  );
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
  const { result, scores, periods, offers, history, runs, audit } = contents;
  const shown = result && (await analysisOfProject(contents, result, source, run));
  const imported = scores && (await importedOfScores(contents, scores, shown, run));
  const shownScores = scores && { recipe: scores.recipe, imported: imported!, scored: scores.scored };
  const shownOffers = offers && (await offersOfProject(contents, offers, shown, run));
  return { source, history, shown, scores: shownScores, periods, offers: shownOffers, runs, audit };
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

async function offersOfProject(
  contents: ProjectContents,
  { recipe, cleaning, offered }: SavedOffers,
  shown: Analysis | null,
  run: Run,
): Promise<ShownOffers> {
  const isSame = shown !== null && importKey(shown.recipe) === importKey(recipe);
  const imported = isSame ? shown.imported : await importedOfProject(contents, { recipe, cleaning }, run);
  const { customerNames, interactions } = offered.base.owned;
  if (customerNames === null && imported.table.nRows !== interactions.nCustomers)
    throw new AppError('project.damaged', { name: contents.source.name, reason: 'the offers are to other customers' });
  return { recipe, imported, segmented: isSame ? shown.segmented : null, offered };
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
