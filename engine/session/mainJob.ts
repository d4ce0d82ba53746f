import { formatReading } from '#shared/reading';
import type { Recipe } from '#shared/recipe';
import type { ImportReport } from '#shared/results';
import { cleanImported } from '../clean/cleanImported.ts';
import { readSource } from '../formats/readSource.ts';
import { nameColumns } from '../import/choices/nameColumns.ts';
import { applyEdits, type EditedColumns } from '../import/edits/applyEdits.ts';
import type { Imported } from '../import/Imported.ts';
import { importRaw } from '../import/importRaw.ts';
import type { Run } from '../jobs/Run.ts';
import { fitPreparation } from '../prepare/pipeline.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import { runSegmentation } from '../segments/runSegmentation.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { explicitRecipe } from './explicitRecipe.ts';
import type { SourceFile } from './SourceFile.ts';

/** Everything that belongs to one segmentation, kept together so that a picture never mixes two of them. */
export interface Analysis {
  readonly source: SourceFile;
  readonly recipe: Recipe;
  readonly imported: Imported;
  readonly prepared: Prepared;
  readonly segmented: Segmented;
}
/** Runs a stage and notes how long it took, in milliseconds, under its name. */
export type Timed = <T>(stage: string, work: () => Promise<T>) => Promise<T>;

const untimed: Timed = (_stage, work) => work();

export async function openSource(path: string, name: string, recipe: Recipe, run: Run): Promise<SourceFile> {
  const asked = formatReading(recipe.reading);
  const { raw, sha256, sizeBytes } = await readSource(path, name, asked, run);
  return { name, path, sizeBytes, sha256, raw, asked };
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
  return { customers, imported: await finishImport(customers, recipe, run) };
}

/** The customers of the file before anything is changed by hand: the slow part, kept for as long as the way of reading stays the same. */
export function readCustomers(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
  return importRaw(source.raw, recipe, run, source.name);
}

/** What a person changed by hand, laid over the customers as they were read: what cleaning steps are learned on. */
export function changedByHand(customers: Imported, recipe: Recipe, memory?: EditedColumns): Imported {
  return applyEdits(nameColumns(customers, recipe.columns), recipe, memory);
}

export async function importUncleaned(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
  return changedByHand(await readCustomers(source, recipe, run), recipe);
}

export function finishImport(customers: Imported, recipe: Recipe, run: Run, memory?: EditedColumns): Promise<Imported> {
  return cleanImported(changedByHand(customers, recipe, memory), recipe, run);
}

export function importReport(source: SourceFile, imported: Imported): ImportReport {
  return { fileName: source.name, sizeBytes: source.sizeBytes, sha256: source.sha256, ...imported.report };
}

export function prepareImported(imported: Imported, recipe: Recipe, run: Run): Promise<Prepared> {
  return fitPreparation(imported.table, imported.roles, recipe.prepare, { run, referenceDay: imported.referenceDay });
}

/** The main job: a file in, segments and tiers out. */
export async function analyse(
  path: string,
  name: string,
  given: Recipe,
  run: Run,
  timed: Timed = untimed,
): Promise<Analysis> {
  const recipe = explicitRecipe(given);
  const source = await timed('read', () => openSource(path, name, recipe, run));
  const imported = await timed('import', () => importSource(source, recipe, run));
  const prepared = await timed('prepare', () => prepareImported(imported, recipe, run));
  const segmented = await timed('segment', () => runSegmentation({ imported, prepared, recipe }, run));
  return { source, recipe, imported, prepared, segmented };
}
