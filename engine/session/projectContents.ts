import { recleanImported } from '../clean/cleanImported.ts';
import type { Run } from '../jobs/Run.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Imported } from '../import/Imported.ts';
import { PROJECT_VERSION, type ProjectContents, type SavedResult, type SavedSource } from '../store/projectContents.ts';
import type { RunRecord } from '../store/runRecord.ts';
import type { HistoryState } from './History.ts';
import { importUncleaned, prepareImported, type Analysis } from './mainJob.ts';
import { atHand } from './sourceTables.ts';
import type { ReadFile, SourceFile } from './SourceFile.ts';

/** What of an open project goes into its file. */
export interface ProjectParts {
  readonly source: SourceFile;
  readonly history: HistoryState;
  readonly shown: Analysis | null;
  readonly runs: readonly RunRecord[];
  readonly audit: readonly AuditEntry[];
}

export function toContents({ source, history, shown, runs, audit }: ProjectParts, appVersion: string): ProjectContents {
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
  { recipe, cleaning }: SavedResult,
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
  const { result, history, runs, audit } = contents;
  if (!result) return { source, history, shown: null, runs, audit };
  const { recipe, pipeline, segmented } = result;
  const imported = await importedOfProject(contents, result, run);
  const prepared = { ...(await prepareImported(imported, recipe, run)), pipeline };
  return { source, history, shown: { source, recipe, imported, prepared, segmented }, runs, audit };
}
