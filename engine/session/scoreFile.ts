import type { Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import { TIERS } from '#shared/results';
import { cleanOthers } from '../clean/cleanImported.ts';
import { madeFrom } from '../clean/madeFrom.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { applyPreparation } from '../prepare/pipeline.ts';
import { findOverrides } from '../segments/overrides/findOverrides.ts';
import type { SetByHand } from '../segments/overrides/SetByHand.ts';
import { placeCustomers } from '../segments/placeCustomers.ts';
import { placingOf, type Placing } from '../segments/placing.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { scoreOne } from '../segments/tiers/scoreOne.ts';
import { importUncleaned, openAll, type Analysis } from './mainJob.ts';
import type { FileFinder } from './sourceTables.ts';
import type { SourceFile } from './SourceFile.ts';

export interface ScoredFile {
  readonly source: SourceFile;
  readonly imported: Imported;
  /** The model's segments with the labels, scores and tiers of these customers. */
  readonly segmented: Segmented;
  /** How sure each place is. */
  readonly placing: Placing;
  /** About decisions by hand: of whom this file has nobody. */
  readonly notes: readonly Note[];
}

/** Rows between two looks at whether someone wants to stop. */
const ROWS_PER_LOOK = 8192;

/**
 * Places the customers of another file by a finished analysis: its preparation state, its centres, merges and splits by hand, its tier rule,
 * ranks against its book. What was decided by hand about a customer stands where the file has that customer.
 * @param finder where the tables are that the model joins; beside the file unless given
 * @throws AppError `data.unknownColumn` when the file lacks a column that the model needs, and as reading a file does
 */
export async function scoreFile(
  model: Analysis,
  { path, name, finder }: { path: string; name: string; finder?: FileFinder },
  run: Run,
): Promise<ScoredFile> {
  const { source, recipe } = await openAll(path, name, scoringRecipe(model), run, finder);
  const imported = await cleanedAs(model, await importUncleaned(source, recipe, run), run);
  const { pipeline } = model.prepared;
  const context = { run, referenceDay: pipeline.referenceDay };
  const matrix = await applyPreparation(pipeline, imported.table, model.imported.roles, context);
  const placed = await placeCustomers(model.segmented, matrix, run);
  const groups = model.segmented.segmentation.segments.map(({ id, group = id }) => group);
  const { overrides } = model.recipe;
  const steps = model.segmented.steps ?? [];
  const { labels, byHand, notes } = findOverrides(imported, overrides, { labels: placed, groups, steps }, matrix);
  const { scores, tiers } = scoresOf(model, imported, run);
  const placing = await placingOf(matrix, labels, model, run);
  const { byHand: _ofTheBook, ...segmented } = model.segmented;
  const decided = byHand.length > 0 ? { byHand: tiersByHand(byHand, tiers) } : {};
  return { source, imported, placing, segmented: { ...segmented, labels, scores, tiers, ...decided }, notes };
}

/** Lays tiers set by hand over those of the rule, where it gives any. */
function tiersByHand(byHand: readonly SetByHand[], tiers: Uint8Array): SetByHand[] {
  return byHand.map(one => {
    const was = one.what === 'tier' ? tiers[one.row] : one.was;
    if (one.what === 'tier' && was !== TIERS.indexOf('None')) tiers[one.row] = one.to;
    return { ...one, was };
  });
}

/** What the cleaning steps learned on the model's customers is done to these; no row is dropped. */
async function cleanedAs({ imported: { cleaning } }: Analysis, uncleaned: Imported, run: Run): Promise<Imported> {
  return cleaning ? cleanOthers(uncleaned, cleaning.fitted, run) : uncleaned;
}

/** Kinds and roles are those the model was fitted with, not what a small file happens to look like. */
function scoringRecipe({ imported, prepared, recipe, segmented }: Analysis): Recipe {
  const { cleaning } = imported;
  const wanted = new Set(prepared.pipeline.inputs);
  for (const driver of segmented.segmentation.tierRule.drivers) {
    wanted.add(driver.column);
    if (driver.against !== null) wanted.add(driver.against);
  }
  const needed = madeFrom(wanted, cleaning?.fitted);
  const read = cleaning?.before ?? imported.table;
  const roles = cleaning?.rolesBefore ?? imported.roles;
  const columns = read.columns.flatMap((column, i) =>
    needed.has(column.name) ? [[column.name, { kind: column.kind, role: roles[i] }] as const] : [],
  );
  return {
    ...recipe,
    reading: { ...recipe.reading, sheet: null, headerRow: null, headerRowCount: null, range: null },
    // The customers of the file are placed; those that were appended to the book are not among them.
    combine: recipe.combine.filter(step => step.how === 'join'),
    tables: recipe.tables.filter(table => recipe.combine.some(step => step.how === 'join' && step.table === table.id)),
    columns: Object.fromEntries(columns),
  };
}

function scoresOf(model: Analysis, { table }: Imported, run: Run): { scores: Float64Array; tiers: Uint8Array } {
  const scores = new Float64Array(table.nRows);
  const tiers = new Uint8Array(table.nRows);
  const { tierRule } = model.segmented.segmentation;
  for (let row = 0; row < table.nRows; row++) {
    if (row % ROWS_PER_LOOK === 0) {
      run.throwIfCancelled();
      run.progress(row, table.nRows, 'Scoring customers');
    }
    const { score, tier } = scoreOne(table, row, model.imported.table, tierRule, model.segmented.ranks);
    scores[row] = score;
    tiers[row] = TIERS.indexOf(tier);
  }
  return { scores, tiers };
}
