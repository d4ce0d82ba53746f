import type { Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import { TIERS } from '#shared/results';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { applyPreparation } from '../prepare/pipeline.ts';
import { classifierOf } from '../segments/classifier.ts';
import { findOverrides } from '../segments/overrides/findOverrides.ts';
import type { SetByHand } from '../segments/overrides/SetByHand.ts';
import { placeCustomers } from '../segments/placeCustomers.ts';
import type { Placer } from '../segments/Placer.ts';
import { placingOf, type Placing } from '../segments/placing.ts';
import type { Segmented } from '../segments/Segmented.ts';
import { scoreOne } from '../segments/tiers/scoreOne.ts';
import type { Table } from '../table/Column.ts';
import { bookColumnsOf } from './BookColumns.ts';
import { heldAgainstBook } from './heldAgainstBook.ts';
import type { Analysis } from './mainJob.ts';
import type { OthersFile } from './OthersReading.ts';
import { readOthers } from './readOthers.ts';
import type { SourceFile } from './SourceFile.ts';

/** What is written of customers that were placed. */
export type PlacedSegments = Pick<Segmented, 'segmentation' | 'labels' | 'scores' | 'tiers' | 'byHand'>;

export interface PlacedCustomers {
  /** The model's segments with the labels, scores and tiers of these customers. */
  readonly segmented: PlacedSegments;
  /** How sure each place is. */
  readonly placing: Placing;
  /** About decisions by hand: of whom this file has nobody; of a file that was scored, first what it has otherwise than the book. */
  readonly notes: readonly Note[];
}
export interface ScoredFile extends PlacedCustomers {
  readonly source: SourceFile;
  readonly imported: Imported;
}

/** Rows between two looks at whether someone wants to stop. */
const ROWS_PER_LOOK = 8192;

/**
 * Places the customers of another file by a finished analysis: its preparation state, its centres, merges and splits by hand, its tier rule,
 * ranks against its book. What was decided by hand about a customer stands where the file has that customer.
 * @throws AppError `model.missingColumns` when the file lacks columns that the model needs, and as reading a file does
 */
export async function scoreFile(model: Analysis, file: OthersFile, run: Run): Promise<ScoredFile> {
  const { imported: own, prepared, segmented, recipe } = model;
  const { cleaning } = own;
  const { columns } = cleaning?.before ?? own.table;
  const roles = cleaning?.rolesBefore ?? own.roles;
  const wanted = placedBy(prepared.pipeline.inputs, segmented);
  const reading = { recipe, columns, roles, cleaning: cleaning?.fitted, wanted, markShown: own.marks.shown };
  const read = await readOthers(reading, file, run);
  const { source, imported } = read;
  const notes = heldAgainstBook(read, reading, bookColumnsOf(own.table, wanted));
  const placer = { pipeline: prepared.pipeline, segmented, classifier: await classifierOf(model, run) };
  const placed = await placeOthers({ placer, book: own.table, recipe }, imported, run);
  return { source, imported, ...placed, notes: [...notes, ...placed.notes] };
}

/** Columns that decide segment and tier. */
export function placedBy(inputs: readonly string[], { segmentation }: Pick<Segmented, 'segmentation'>): Set<string> {
  const wanted = new Set(inputs);
  for (const driver of segmentation.tierRule.drivers) {
    wanted.add(driver.column);
    if (driver.against !== null) wanted.add(driver.against);
  }
  return wanted;
}

/** What places customers, the columns of the book, and what was decided about customers by hand. */
export interface OthersPlacing {
  readonly placer: Placer;
  readonly book: Table;
  readonly recipe: Pick<Recipe, 'overrides'>;
}

/** Segments, tiers and how sure they are of customers that were read as `readOthers` does. @throws Cancelled */
export async function placeOthers(
  { placer, book, recipe }: OthersPlacing,
  imported: Imported,
  run: Run,
): Promise<PlacedCustomers> {
  const { pipeline, segmented } = placer;
  const context = { run, referenceDay: pipeline.referenceDay };
  const matrix = await applyPreparation(pipeline, imported.table, imported.roles, context);
  const placed = await placeCustomers(segmented, matrix, run);
  const groups = segmented.segmentation.segments.map(({ id, group = id }) => group);
  const steps = segmented.steps ?? [];
  const found = findOverrides(imported, recipe.overrides, { labels: placed, groups, steps }, matrix);
  const { labels, byHand, notes } = found;
  const { scores, tiers } = scoresOf(placer, book, imported, run);
  const placing = await placingOf(matrix, labels, placer, run);
  const decided = byHand.length > 0 ? { byHand: tiersByHand(byHand, tiers) } : {};
  return { placing, segmented: { segmentation: segmented.segmentation, labels, scores, tiers, ...decided }, notes };
}

/** Lays tiers set by hand over those of the rule, where it gives any. */
function tiersByHand(byHand: readonly SetByHand[], tiers: Uint8Array): SetByHand[] {
  return byHand.map(one => {
    const was = one.what === 'tier' ? tiers[one.row] : one.was;
    if (one.what === 'tier' && was !== TIERS.indexOf('None')) tiers[one.row] = one.to;
    return { ...one, was };
  });
}

function scoresOf(
  { segmented: { segmentation, ranks } }: Placer,
  book: Table,
  { table }: Imported,
  run: Run,
): { scores: Float64Array; tiers: Uint8Array } {
  const scores = new Float64Array(table.nRows);
  const tiers = new Uint8Array(table.nRows);
  for (let row = 0; row < table.nRows; row++) {
    if (row % ROWS_PER_LOOK === 0) {
      run.throwIfCancelled();
      run.progress(row, table.nRows, 'Scoring customers');
    }
    const { score, tier } = scoreOne(table, row, book, segmentation.tierRule, ranks);
    scores[row] = score;
    tiers[row] = TIERS.indexOf(tier);
  }
  return { scores, tiers };
}
