import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import type { ImportReport } from '#shared/results';
import { cleanImported } from '../clean/cleanImported.ts';
import { combineTables } from '../combine/combineTables.ts';
import { withProvenance } from '../combine/withProvenance.ts';
import { nameColumns } from '../import/choices/nameColumns.ts';
import { applyEdits, type EditedColumns } from '../import/edits/applyEdits.ts';
import type { Imported } from '../import/Imported.ts';
import { importRaw } from '../import/importRaw.ts';
import type { Run } from '../jobs/Run.ts';
import { fitPreparation } from '../prepare/pipeline.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import { sortColumns } from '../profile/sortedColumns.ts';
import { describeScores } from '../scoring/describeScores.ts';
import type { InUse } from '../recommend/layOffers.ts';
import type { Offered } from '../recommend/Offered.ts';
import { fitScores } from '../scoring/fitScores.ts';
import type { ModelScorers, Scored } from '../scoring/Scored.ts';
import { runSegmentation } from '../segments/runSegmentation.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { explicitRecipe } from './explicitRecipe.ts';
import { withLearnedOutcomes } from './feedbackLists.ts';
import { MadeOffers } from './MadeOffers.ts';
import { namingFile } from './namingFile.ts';
import { withProposedRfm } from './proposeRecipe.ts';
import { filesBeside, furtherTables, mainTable, openTables, readTable, type FileFinder } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';

/** Everything that belongs to one segmentation, kept together so that a picture never mixes two of them. */
export interface Analysis {
  readonly source: SourceFile;
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly prepared: Prepared;
  readonly segmented: Segmented;
  /** How probable an event is for each customer; absent where nothing is predicted. */
  readonly scored?: Scored;
  /** The models behind the scores; fitted again where they are not at hand. */
  readonly scorers?: (run: Run) => Promise<readonly ModelScorers[]>;
  /** What each customer is offered; absent where no offers were made. */
  readonly offered?: Offered;
  /** The method behind the offers; fitted again where it is not at hand. */
  readonly offersInUse?: (run: Run) => Promise<InUse>;
  /** Why customers were not scored although a column looks like an outcome. */
  readonly notScored?: AppError;
}
/** Runs a stage and notes how long it took, in milliseconds, under its name. */
export type Timed = <T>(stage: string, work: () => Promise<T>) => Promise<T>;

const untimed: Timed = (_stage, work) => work();

/** The main file of a recipe; its further tables are read by `openTables`. */
export async function openSource(path: string, name: string, recipe: Recipe, run: Run): Promise<SourceFile> {
  return { ...(await readTable(path, name, recipe.reading, run)), further: [] };
}

/** Every file of a recipe, further ones taken from beside the main one unless they are named. */
export async function openAll(
  path: string,
  name: string,
  recipe: Recipe,
  run: Run,
  finder: FileFinder = filesBeside(path),
  isStrict = false,
): Promise<{ source: SourceFile; recipe: Recipe }> {
  return openTables(await openSource(path, name, recipe, run), recipe, run, finder, isStrict);
}

export async function importSource(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
  return (await importParts(source, recipe, run)).imported;
}

/** The customers as they were read, and as they are after changes by hand and cleaning. */
export interface ImportParts {
  readonly customers: Imported;
  readonly imported: Imported;
}

export async function importParts(source: SourceFile, recipe: Recipe, run: Run): Promise<ImportParts> {
  const customers = await readCustomers(source, recipe, run);
  return { customers, imported: await namingFile(source.name, () => finishImport(customers, recipe, run)) };
}

/** The customers of the tables before anything is changed by hand: the slow part, kept for as long as the way of reading stays the same. */
export async function readCustomers(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
  const combined = await combineTables(mainTable(source, recipe), furtherTables(source, recipe), recipe, run);
  const imported = await importRaw(combined.raw, combined.recipe, run, source.name);
  const customers = combined.made ? withProvenance(imported, combined.made) : imported;
  return withLearnedOutcomes(customers, source, recipe, run);
}

/** What a person changed by hand, laid over the customers as they were read: what cleaning steps are learned on. */
export function changedByHand(customers: Imported, recipe: Recipe, memory?: EditedColumns): Imported {
  return applyEdits(nameColumns(customers, recipe.columns), recipe, memory);
}

export async function importUncleaned(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
  return changedByHand(await readCustomers(source, recipe, run), recipe);
}

export function finishImport(
  customers: Imported,
  recipe: Recipe,
  run: Run,
  { edited, earlier }: { edited?: EditedColumns; earlier?: Imported } = {},
): Promise<Imported> {
  return cleanImported(changedByHand(customers, recipe, edited), recipe, run, earlier);
}

export function importReport(source: SourceFile, imported: Imported): ImportReport {
  return { fileName: source.name, sizeBytes: source.sizeBytes, sha256: source.sha256, ...imported.report };
}

export function prepareImported(imported: Imported, recipe: Recipe, run: Run): Promise<Prepared> {
  return fitPreparation(imported.table, imported.roles, recipe.prepare, { run, referenceDay: imported.referenceDay });
}

export interface JobInput {
  readonly path: string;
  readonly name: string;
  readonly finder?: FileFinder;
  /** Transactions become customers as it is proposed. */
  readonly makesRfm?: boolean;
  /** Offers are made from what is chosen or recognised; without it only where the recipe says from what. */
  readonly makesOffers?: boolean;
}

/** The main job: a file in, segments and tiers out. */
export async function analyse(
  { path, name, finder, makesRfm, makesOffers }: JobInput,
  given: Recipe,
  run: Run,
  timed: Timed = untimed,
): Promise<Analysis> {
  // The threads load their code meanwhile.
  void run.pool.start?.();
  const { source, recipe } = await timed('read', () => openAll(path, name, explicitRecipe(given), run, finder));
  const used = makesRfm ? await timed('rfm', () => withProposedRfm(source, recipe, run)) : recipe;
  const analysis = await analyseSource(source, used, run, timed);
  if (!makesOffers && used.offers.source === null) return analysis;
  return { ...analysis, ...(await timed('offer', () => offered(analysis, run))) };
}

/** The same for cells that have been read. */
export async function analyseSource(
  source: SourceFile,
  given: Recipe,
  run: Run,
  timed: Timed = untimed,
): Promise<Analysis> {
  const recipe = explicitRecipe(given);
  const imported = await timed('import', () => importSource(source, recipe, run));
  // The threads have little to do while the steps are learned.
  const [prepared] = await timed('prepare', () =>
    Promise.all([
      namingFile(source.name, () => prepareImported(imported, recipe, run)),
      sortColumns(imported.table, run),
    ]),
  );
  const segmented = await timed('segment', () => runSegmentation({ imported, prepared, recipe }, run));
  const analysis = { source, recipe, imported, prepared, segmented };
  if (recipe.scoring.target === null && !imported.roles.includes('target')) return analysis;
  try {
    return {
      ...analysis,
      ...(await timed('score', () => namingFile(source.name, () => scoreImported(imported, recipe, run)))),
    };
  } catch (error) {
    // Nobody asked for a score by name: an outcome that cannot be predicted does not take the segments away.
    if (recipe.scoring.target !== null || !isAboutTarget(error)) throw error;
    return { ...analysis, notScored: error };
  }
}

async function offered(
  { source, recipe, imported, segmented }: Analysis,
  run: Run,
): Promise<Pick<Analysis, 'offered' | 'offersInUse'>> {
  const offers = new MadeOffers();
  const shown = await offers.make({ source, recipe, imported }, segmented, run);
  return { offered: shown.offered, offersInUse: later => offers.inUseOf(shown, later) };
}

function isAboutTarget(error: unknown): error is AppError {
  return error instanceof AppError && error.code.startsWith('scoring.');
}

/** Fits, scores and describes in one. */
async function scoreImported(
  imported: Imported,
  { scoring, seed }: Recipe,
  run: Run,
): Promise<Required<Pick<Analysis, 'scored' | 'scorers'>>> {
  const { base, models } = await fitScores({ imported, scoring, seed }, run);
  const scorers = async () => models;
  return { scored: await describeScores(base, scorers, { imported, scoring, seed }, run), scorers };
}
