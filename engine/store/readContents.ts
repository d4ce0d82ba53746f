import { z } from 'zod';
import { AppError } from '#shared/errors';
import type { Note } from '#shared/notes';
import { recipeSchema, type Recipe } from '#shared/recipe';
import type { Segmentation } from '#shared/results';
import { decimalCommasNoted } from '../formats/csv/decimalCommas.ts';
import type { RawRead } from '../formats/defineFormat.ts';
import { judgeStructure } from '../segments/evidence/structure.ts';
import { verifyAudit, type AuditEntry } from './audit.ts';
import { parseCanonicalJson } from './canonicalJson.ts';
import { DamagedProject } from './DamagedProject.ts';
import { readDocuments } from './documents.ts';
import { offersSha256, resultSha256, scoresSha256 } from './hashes.ts';
import { areConsistent, areConsistentOffers, isConsistent } from './isConsistent.ts';
import { withOriginsAsFeatures } from './originsAsFeatures.ts';
import {
  PROJECT_VERSION,
  type ProjectContents,
  type ProjectJob,
  type SavedOffers,
  type SavedResult,
  type SavedScores,
} from './projectContents.ts';
import type { ProjectDatabase } from './ProjectDatabase.ts';
import { createStatement, MAX_TABLE_ROWS, tablesOfVersion, type ProjectTable } from './projectTables.ts';
import {
  auditEntrySchema,
  historySchema,
  periodsSchema,
  offersResultSchema,
  rawSchema,
  resultSchema,
  scoresSchema,
  sourceSchema,
  tablesSchema,
} from './projectSchemas.ts';
import { runRecordSchema } from './runRecord.ts';
import { readFurtherTables, readSourceTable } from './sourceTable.ts';

/** @throws DamagedProject, SyntaxError, AppError `project.newer`, Cancelled */
export async function readContents(database: ProjectDatabase, name: string, job: ProjectJob): Promise<ProjectContents> {
  const { appVersion, version } = await checkVersion(database, name);
  job.progress(0, 2, 'Opening the project');
  const documents = await readDocuments(database);
  const source = checked(sourceSchema, documents.get('source'), 'the source');
  const { nRows, nColumns, nTexts, ...rawFacts } = checked(rawSchema, documents.get('raw'), 'the source table');
  const { current, n } = checked(historySchema, documents.get('history'), 'the history');
  const entries = (await database.readRows('history')).map(([, label, recipe]) => ({
    label: String(label),
    recipe: checked(recipeSchema, parseCanonicalJson(String(recipe)), 'a recipe'),
  }));
  if (entries.length !== n || current >= n) throw new DamagedProject('the history is not whole');
  const table = await readSourceTable(database, { nRows, nColumns, nTexts });
  const tables = version < 2 ? [] : await readTables(database, documents.get('tables'));
  job.throwIfCancelled();
  job.progress(1, 2, 'Opening the project');
  return withOriginsAsFeatures({
    version: PROJECT_VERSION,
    appVersion,
    source,
    raw: withDecimalCommas({ ...rawFacts, notes: rawFacts.notes as Note[], table }),
    tables,
    history: { entries, current },
    runs: await readList(database, 'runs', value => checked(runRecordSchema, value, 'a run')),
    result: await readResult(database, documents.get('result')),
    scores: readScores(documents.get('scores'), nRows, tables),
    periods: readPeriods(documents.get('periods')),
    offers: readOffers(documents.get('offers')),
    overrides: [],
    audit: await readAudit(database),
  });
}

async function readTables(database: ProjectDatabase, document: unknown): Promise<ProjectContents['tables']> {
  const saved = checked(tablesSchema, document, 'the further tables');
  const cells = await readFurtherTables(
    database,
    saved.map(({ raw }) => raw),
  );
  return saved.map(({ source, raw: { nRows: _nRows, nColumns: _nColumns, nTexts: _nTexts, ...facts } }, i) => ({
    source,
    raw: withDecimalCommas({ ...facts, notes: facts.notes as Note[], table: cells[i] }),
  }));
}

/** Before the columns that were read with a decimal comma were kept, only the notes said which they are. */
function withDecimalCommas<R extends RawRead>(raw: R): R {
  if (raw.decimalCommaColumns) return raw;
  const decimalCommaColumns = decimalCommasNoted(raw.table, raw.notes);
  return decimalCommaColumns.length > 0 ? { ...raw, decimalCommaColumns } : raw;
}

/** Reads nothing but the version before it is sure that every table is the one we make. */
export async function checkVersion(
  database: ProjectDatabase,
  name: string,
): Promise<{ appVersion: string; version: number }> {
  const statements = await database.statements();
  if (statements.get('tessera') !== createStatement('tessera')) throw new DamagedProject('it is not a Tessera project');
  await checkCount(database, 'tessera');
  const facts = new Map((await database.readRows('tessera')).map(([key, value]) => [String(key), String(value)]));
  const version = Number(facts.get('version'));
  if (!Number.isSafeInteger(version) || version < 1) throw new DamagedProject('it does not say which version it is');
  if (version > PROJECT_VERSION) throw new AppError('project.newer', { name, version, supported: PROJECT_VERSION });
  const tables = tablesOfVersion(version);
  if (statements.size !== tables.length || tables.some(table => statements.get(table) !== createStatement(table)))
    throw new DamagedProject('its tables are not those of a Tessera project');
  for (const table of tables) await checkCount(database, table);
  return { appVersion: facts.get('appVersion') ?? '', version };
}

async function checkCount(database: ProjectDatabase, table: ProjectTable): Promise<void> {
  if ((await database.count(table)) > MAX_TABLE_ROWS[table])
    throw new DamagedProject('it holds more than any project can');
}

/** A log that was changed after it was written says nothing any more, and neither does the project it vouches for. */
export async function readAudit(database: ProjectDatabase): Promise<AuditEntry[]> {
  const log = await readList(database, 'audit', (value): AuditEntry =>
    checked(auditEntrySchema, value, 'the audit log'),
  );
  const broken = verifyAudit(log);
  if (broken !== null) throw new DamagedProject(`its audit log was changed at entry ${broken + 1}`);
  return log;
}

async function readList<T>(
  database: ProjectDatabase,
  table: 'runs' | 'audit',
  take: (value: unknown) => T,
): Promise<T[]> {
  return (await database.readRows(table)).map(([position, text], i) => {
    if (position !== i) throw new DamagedProject(`the ${table === 'runs' ? 'runs' : 'audit log'} has a gap`);
    return take(parseCanonicalJson(String(text)));
  });
}

async function readResult(database: ProjectDatabase, document: unknown): Promise<SavedResult | null> {
  if (document === undefined) return null;
  const saved = checked(resultSchema, document, 'the result');
  const labels = new Int32Array(saved.n);
  const scores = new Float64Array(saved.n);
  const tiers = new Uint8Array(saved.n);
  let row = 0;
  await database.read('assignments', ([customer, segment, tier, score], n) => {
    for (let i = 0; i < n; i++, row++) {
      if (customer.getItem(i) !== row || row >= saved.n)
        throw new DamagedProject('the assignments are not in their order');
      labels[row] = segment.getItem(i) as number;
      tiers[row] = tier.getItem(i) as number;
      scores[row] = score.getItem(i) as number;
    }
  });
  if (row !== saved.n) throw new DamagedProject('assignments are missing');
  const result = {
    recipe: checked(recipeSchema, saved.recipe, 'the recipe of the result'),
    cleaning: saved.cleaning,
    pipeline: saved.pipeline,
    segmented: withEvidence({ ...withPosition(saved.segmented), labels, scores, tiers }),
  } as unknown as SavedResult;
  if (!isConsistent(result.segmented) || resultSha256(result.segmented) !== saved.resultSha256)
    throw new DamagedProject('the result does not match its own hash');
  return result;
}

/** Projects in which nothing was watched have none. */
export function readPeriods(document: unknown): ProjectContents['periods'] {
  if (document === undefined) return [];
  return checked(periodsSchema, document, 'the periods') as unknown as ProjectContents['periods'];
}

/** @param nRows rows of the main table */
function readScores(document: unknown, nRows: number, tables: ProjectContents['tables']): SavedScores | null {
  if (document === undefined) return null;
  const saved = checked(scoresSchema, document, 'the scores');
  const scores = {
    recipe: checked(recipeSchema, saved.recipe, 'the recipe of the scores'),
    cleaning: saved.cleaning,
    scored: saved.scored,
  } as unknown as SavedScores;
  if (
    !areConsistent(scores.scored, mostCustomers(scores.recipe, nRows, tables)) ||
    scoresSha256(scores.scored) !== saved.scoresSha256
  )
    throw new DamagedProject('the scores do not match their own hash');
  return scores;
}

/** Customers are never more than the rows of the main table and of those that were appended to it; one table may be appended more than once. */
function mostCustomers({ combine }: Recipe, nRows: number, tables: ProjectContents['tables']): number {
  const largest = tables.reduce((most, { raw }) => Math.max(most, raw.table.nRows), nRows);
  return nRows + combine.filter(({ how }) => how === 'append').length * largest;
}

function readOffers(document: unknown): SavedOffers | null {
  if (document === undefined) return null;
  const saved = checked(offersResultSchema, document, 'the offers');
  const offers = {
    recipe: checked(recipeSchema, saved.recipe, 'the recipe of the offers'),
    cleaning: saved.cleaning,
    offered: saved.offered,
  } as unknown as SavedOffers;
  if (!areConsistentOffers(offers.offered) || offersSha256(offers.offered) !== saved.offersSha256)
    throw new DamagedProject('the offers do not match their own hash');
  return offers;
}

/** Projects of version 2 and before hold the clusters of k-means in the order of the segments. */
function withPosition<S extends z.infer<typeof resultSchema>['segmented']>(segmented: S) {
  const { nClusters, nColumns, centers } = segmented.model;
  const inOrder = Int32Array.from({ length: nClusters + 1 }, (_none, i) => (i < nClusters ? i : -1));
  return {
    ...segmented,
    position: segmented.position ?? inOrder,
    centroids: segmented.centroids ?? { nClusters, nColumns, centers },
  };
}

/** Projects of version 3 and before may lack the measures that came later: these are not known of their results. */
function withEvidence<S extends { readonly segmentation: object }>(segmented: S) {
  const saved = segmented.segmentation as Partial<Segmentation> & Pick<Segmentation, 'candidates'>;
  const known = { silhouetteInterval: null, gap: null, gapError: null, stability: null, bic: null, aic: null };
  const candidates = saved.candidates.map(candidate => ({ ...known, ...candidate }));
  const silhouette = saved.silhouette?.value ?? Number.NaN;
  const judged = judgeStructure({ silhouette, gapPrefers: null, stability: null });
  return { ...segmented, segmentation: { gap: null, stability: null, ...judged, ...saved, candidates } };
}

/** @throws DamagedProject */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DamagedProject(
    `${what} is not what Tessera writes (${parsed.error.issues[0].path.join('.') || 'all of it'})`,
  );
}
