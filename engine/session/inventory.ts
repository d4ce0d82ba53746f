import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors';
import { formatThings } from '#shared/format';
import { PROJECT_ENDING } from '#shared/host';
import { MOST_MODELS, type Inventory, type InventoryRow } from '#shared/models/inventory';
import { emptyRecord, standingSignOff } from '#shared/models/record';
import { errorSentence } from '#shared/text/errorSentences';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import type { ModelFacts, ReadModelInput } from '../models/readTask.ts';
import { readProjectRecord } from '../store/projectRecord.ts';
import { StageCache } from './StageCache.ts';

const MODEL_ENDING = '.tsm';
/** Folders below one that was given that are looked into, and files and folders that are looked at in all. */
const DEEPEST = 2;
const MOST_LOOKED_AT = 20_000;

/** A file or folder; a file that goes by another name than its own is a copy in a place of the host's, beside which nothing is looked for. */
export interface ModelPlace {
  readonly path: string;
  readonly name: string;
}
/** What was read of files, so that one that has not changed is not read and checked again. */
export type SeenModels = StageCache<Known>;

export function newSeenModels(): SeenModels {
  return new StageCache<Known>(MOST_MODELS);
}
type Known = Omit<InventoryRow, 'kind' | 'name' | 'folder' | 'path' | 'sizeBytes'>;

/**
 * The models in files and beside them, or in a folder and the folders below it: projects and model files, each by its own record. Nothing is changed. What
 * cannot be read is a row with its sentence.
 * @param places of a file that is gone, a row says so
 * @param seen what earlier lists read
 * @throws AppError `file.missing` where a single folder is asked for that is not there; Cancelled
 */
export async function inventory(
  places: readonly ModelPlace[],
  run: Run,
  seen: SeenModels = newSeenModels(),
): Promise<Inventory> {
  const found = await findModels(places, run);
  const paths = [...found.keys()];
  const rows: InventoryRow[] = [];
  for (const [i, path] of paths.slice(0, MOST_MODELS).entries()) {
    run.progress(i, Math.min(paths.length, MOST_MODELS), 'Reading records');
    await pause(run);
    rows.push(await rowOf({ path, name: found.get(path)! }, run, seen));
  }
  return { rows: byStatus(rows), nMore: Math.max(0, paths.length - MOST_MODELS) };
}

/** In use first, then what waits for it; by name. */
const ORDER = ['in use', 'validated', 'draft', 'retired', null];
function byStatus(rows: readonly InventoryRow[]): InventoryRow[] {
  return rows.toSorted(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}

function isModel(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.endsWith(PROJECT_ENDING) || lower.endsWith(MODEL_ENDING);
}

/** Names by path. */
async function findModels(places: readonly ModelPlace[], run: Run): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const looked = { n: 0, folders: new Set<string>() };
  for (const { path, name } of places) {
    const isFolder = await stat(path).then(
      facts => facts.isDirectory(),
      () => null,
    );
    if (isFolder === null && places.length === 1 && !isModel(path)) throw new AppError('file.missing', { name });
    if (isModel(name) && !isFolder) found.set(path, name);
    if (basename(path) !== name) continue;
    await lookInto(isFolder ? path : dirname(path), isFolder ? DEEPEST : 0, found, looked, run);
  }
  return found;
}

async function lookInto(
  folder: string,
  deeper: number,
  found: Map<string, string>,
  looked: { n: number; readonly folders: Set<string> },
  run: Run,
): Promise<void> {
  const key = `${deeper} ${folder}`;
  if (looked.folders.has(key)) return;
  looked.folders.add(key);
  run.throwIfCancelled();
  // A folder that may not be listed holds nothing for this list.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (looked.n++ >= MOST_LOOKED_AT) return;
    const path = join(folder, entry.name);
    if (entry.isFile() && isModel(entry.name)) found.set(path, found.get(path) ?? entry.name);
    else if (entry.isDirectory() && deeper > 0 && !entry.name.startsWith('.'))
      await lookInto(path, deeper - 1, found, looked, run);
  }
}

async function rowOf({ path, name }: ModelPlace, run: Run, seen: SeenModels): Promise<InventoryRow> {
  const kind = name.toLowerCase().endsWith(MODEL_ENDING) ? 'model file' : 'project';
  const facts = await stat(path).catch(() => null);
  const folder = basename(path) === name ? basename(dirname(path)) : '';
  const place = { kind, name, folder, path, sizeBytes: facts?.size ?? 0 } as const;
  try {
    const key = facts && JSON.stringify([path, facts.ino, facts.mtimeMs, facts.size]);
    const before = key === null ? undefined : seen.get(key);
    const known = before ?? (kind === 'project' ? await ofProject(path) : await ofModelFile({ path, name }, run));
    if (key !== null) seen.set(key, known);
    return { ...place, ...known };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...place, ...NOTHING, problem: errorSentence(error) };
  }
}

const NOTHING: Known = {
  problem: null,
  holds: [],
  status: null,
  owner: '',
  materiality: null,
  signedBy: null,
  signedAt: null,
  isStanding: false,
  resultSha256: null,
  light: null,
  period: null,
  watchedAt: null,
  savedAt: null,
};

async function ofProject(path: string): Promise<Known> {
  const { recipe, nSegments, eventWords, resultSha256, savedAt, watched } = await readProjectRecord(path);
  const record = recipe.modelRecord ?? emptyRecord();
  const standing = standingSignOff(record, resultSha256);
  const last = record.signOffs.at(-1);
  return {
    ...NOTHING,
    holds: holdsOf(nSegments, eventWords === null ? [] : [eventWords]),
    status: resultSha256 === null ? null : (standing?.status ?? 'draft'),
    owner: record.owner,
    materiality: record.materiality,
    ...(last ? { signedBy: last.by, signedAt: last.at, isStanding: standing !== null } : {}),
    resultSha256,
    ...(watched ? { light: watched.light, period: watched.label, watchedAt: watched.at } : {}),
    savedAt,
  };
}

/** Read and checked in a thread: it may have half a gigabyte. */
async function ofModelFile(place: ModelPlace, run: Run): Promise<Known> {
  const input: ReadModelInput = { ...place, trusted: null, unless: null };
  const [facts] = await run.pool.map<ReadModelInput, ModelFacts | null>('models.facts', [input], run.signal);
  const { card, nSegments, resultSha256, savedAt } = facts!;
  return {
    ...NOTHING,
    holds: holdsOf(nSegments, card.targets),
    status: card.status,
    owner: card.owner ?? '',
    materiality: card.materiality ?? null,
    signedBy: card.signedOff?.by ?? null,
    signedAt: card.signedOff?.at ?? null,
    isStanding: card.signedOff !== undefined,
    resultSha256,
    savedAt,
  };
}

function holdsOf(nSegments: number | null, events: readonly string[]): string[] {
  return [...(nSegments === null ? [] : [formatThings(nSegments, 'segment')]), ...events];
}
