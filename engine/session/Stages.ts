import type { Recipe } from '#shared/recipe';
import { nameColumns } from '../import/choices/nameColumns.ts';
import { EditedColumns } from '../import/edits/applyEdits.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import type { Prepared } from '../prepare/Prepared.ts';
import type { Clustered } from '../segments/Clustered.ts';
import type { EditMemory } from '../segments/edits/EditMemory.ts';
import {
  changedByHand,
  finishImport,
  prepareImported,
  readCustomers,
  type Analysis,
  type ImportParts,
} from './mainJob.ts';
import { namingFile } from './namingFile.ts';
import type { SourceFile } from './SourceFile.ts';
import { StageCache } from './StageCache.ts';
import { cleanedKey, importKey, prepareKey, readKey, segmentKey, uncleanedKey } from './stageKeys.ts';

/** Results kept per stage: enough for a few steps of undo without holding many copies of a large table. */
const KEPT_RESULTS = 3;
/** Customers with changes by hand share all columns but the changed ones. */
const KEPT_IMPORTS = 12;

/** What the stages of the main job gave for the recipes of late; each is found again by the part of the recipe that it depends on. */
export class Stages {
  readonly clusterings = new StageCache<Clustered>(KEPT_RESULTS);
  readonly editMemories = new StageCache<EditMemory>(1);
  readonly analyses = new StageCache<Analysis>(KEPT_RESULTS);
  private readonly edited = new EditedColumns();
  private readonly reads = new StageCache<Imported>(KEPT_RESULTS);
  private readonly imports = new StageCache<Imported>(KEPT_IMPORTS);
  private readonly preparations = new StageCache<Prepared>(KEPT_RESULTS);

  keepImport(recipe: Recipe, { customers, imported }: ImportParts): void {
    this.reads.set(readKey(recipe), customers);
    this.imports.set(importKey(recipe), imported);
  }

  keep(analysis: Analysis): void {
    this.analyses.set(segmentKey(analysis.recipe), analysis);
    this.preparations.set(prepareKey(analysis.recipe), analysis.prepared);
    this.imports.set(importKey(analysis.recipe), analysis.imported);
  }

  importAtHand(recipe: Recipe): Imported | undefined {
    return this.imports.get(importKey(recipe));
  }

  async imported(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
    const known = this.importAtHand(recipe);
    if (known) return known;
    const { edited } = this;
    const customers = await this.customers(source, recipe, run);
    const earlier = this.afterFirstSteps(recipe);
    const finish = () => finishImport(customers, recipe, run, { edited, earlier });
    const imported = await namingFile(source.name, finish);
    this.imports.set(importKey(recipe), imported);
    return imported;
  }

  /** The same customers after as many of the first cleaning steps as they are known for. */
  private afterFirstSteps(recipe: Recipe): Imported | undefined {
    // Corrected cells may be many, and are written into the key once.
    const uncleaned = uncleanedKey(recipe);
    for (let n = recipe.clean.length - 1; n > 0; n--) {
      const known = this.imports.get(cleanedKey(uncleaned, { clean: recipe.clean.slice(0, n), seed: recipe.seed }));
      if (known) return known;
    }
    return undefined;
  }

  /** The customers under the names of today, before cells were corrected. */
  async unedited(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
    return nameColumns(await this.customers(source, recipe, run), recipe.columns);
  }

  /** The customers that cleaning steps are learned on. */
  async uncleaned(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
    return changedByHand(await this.customers(source, recipe, run), recipe, this.edited);
  }

  /** The customers as they were read, before changes by hand. */
  private async customers(source: SourceFile, recipe: Recipe, run: Run): Promise<Imported> {
    const known = this.reads.get(readKey(recipe));
    if (known) return known;
    const customers = await readCustomers(source, recipe, run);
    this.reads.set(readKey(recipe), customers);
    return customers;
  }

  async prepared(source: SourceFile, recipe: Recipe, run: Run): Promise<Prepared> {
    const key = prepareKey(recipe);
    const known = this.preparations.get(key);
    if (known) return known;
    const prepared = await prepareImported(await this.imported(source, recipe, run), recipe, run);
    this.preparations.set(key, prepared);
    return prepared;
  }
}
