import type { Light, MonitorPeriod } from '#shared/monitor/result';
import { recipeSchema, type Recipe } from '#shared/recipe';
import { parseCanonicalJson } from './canonicalJson.ts';
import { DamagedProject } from './DamagedProject.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';
import { readProject } from './projectFile.ts';
import { historySchema } from './projectSchemas.ts';
import { checked, checkVersion, readAudit, readPeriods } from './readContents.ts';

/** What a project says of its model, without its customers and numbers. */
export interface ProjectRecord {
  readonly recipe: Recipe;
  readonly nSegments: number | null;
  readonly eventWords: string | null;
  /** Of the result on show when it was saved. */
  readonly resultSha256: string | null;
  readonly savedAt: string | null;
  /** The last period of its own customers; those that were held against a model file say nothing of this model. */
  readonly watched: { readonly label: string; readonly light: Light; readonly at: string | null } | null;
}

/**
 * Reads the record of a project, for reading only: its history, log, periods and the words of its results; no cell, no score and no model is read.
 * @throws AppError as `openProject`
 */
export function readProjectRecord(path: string): Promise<ProjectRecord> {
  return readProject(path, recordOf);
}

async function recordOf(database: ProjectDatabase, name: string): Promise<ProjectRecord> {
  await checkVersion(database, name);
  const documents = await textsOf(database);
  const { current, n } = checked(historySchema, documents('history'), 'the history');
  const history = await database.readRows('history');
  if (history.length !== n || current >= n) throw new DamagedProject('the history is not whole');
  const recipe = checked(recipeSchema, parseCanonicalJson(String(history[current][2])), 'a recipe');
  const audit = await readAudit(database);
  const period = readPeriods(documents('periods')).findLast(({ model }) => model === undefined);
  const saidOf = period && audit.findLast(({ action }) => action.startsWith(watchedAs(period)));
  return {
    recipe,
    nSegments: numberAt(documents('result'), ['segmented', 'segmentation', 'nClusters']),
    eventWords: textAt(documents('scores'), ['scored', 'target', 'eventWords']),
    resultSha256: audit.at(-1)?.outputSha256 ?? null,
    savedAt: audit.at(-1)?.at ?? null,
    watched: period ? { label: period.label, light: period.light, at: saidOf?.at ?? null } : null,
  };
}

function watchedAs({ label, file }: MonitorPeriod): string {
  return `Watched ${label} (${file.name}): `;
}

/** Documents by name, their long arrays left out. */
async function textsOf(database: ProjectDatabase): Promise<(name: string) => unknown> {
  const rows = new Map(
    (await database.readRows('documents')).map(([name, content]) => [String(name), String(content)]),
  );
  const none = new Float64Array(0);
  return name => {
    const content = rows.get(name);
    return content === undefined ? undefined : parseCanonicalJson(content, () => none);
  };
}

function at(document: unknown, place: readonly string[]): unknown {
  let value = document;
  for (const key of place) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}

function numberAt(document: unknown, place: readonly string[]): number | null {
  const value = at(document, place);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textAt(document: unknown, place: readonly string[]): string | null {
  const value = at(document, place);
  return typeof value === 'string' ? value.slice(0, 200) : null;
}
