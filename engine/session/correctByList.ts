import { AppError } from '#shared/errors';
import { MOST_CORRECTION_LISTS, noFeedback } from '#shared/feedback/choices';
import type { CorrectionAccount } from '#shared/feedback/result';
import { formatThings, joinWords } from '#shared/format';
import { MOST_EDITS, type CellEdit, type Recipe } from '#shared/recipe';
import { HAND_TIERS } from '#shared/segmentEdits';
import { errorSentence } from '#shared/text/errorSentences';
import { customerKeys, rowsByKey } from '../feedback/customerKeys.ts';
import { keysOf, type FeedbackTable } from '../feedback/FeedbackTable.ts';
import { readCorrections, type Correction } from '../feedback/readCorrections.ts';
import type { RecognisedFeedback } from '../feedback/recogniseFeedback.ts';
import type { Imported } from '../import/Imported.ts';
import { customerKey } from '../segments/overrides/customerKey.ts';
import { hasTiers } from '../segments/tiers/scoreCustomers.ts';
import { isoDate } from '../table/cellValue.ts';
import { changeCells, editableColumn, typedValue } from './cellChanges.ts';
import { withOverride } from './handChanges.ts';
import type { Session } from './Session.ts';
import type { JobContext } from './SessionParts.ts';
import type { ReadFile } from './SourceFile.ts';

type Kind = 'cells' | 'segments' | 'tiers';
interface Made {
  readonly recipe: Recipe;
  readonly counts: Record<Kind, number>;
}

/**
 * Makes the corrections of a list as if each were typed or set by hand, with its reason and name, in one change that undo takes back. A row that cannot be made
 * is counted as unreadable with the sentence that a person would see.
 * @throws AppError `feedback.nothing`, `feedback.tooMany`, `edit.tooMany`, `overrides.tooMany`; Cancelled
 */
export async function makeCorrections(
  session: Session,
  { name, sha256 }: ReadFile,
  table: FeedbackTable,
  columns: Extract<RecognisedFeedback, { kind: 'corrections' }>,
  context: JobContext,
): Promise<CorrectionAccount> {
  const run = session.run(context);
  const imported = await session.imported(run);
  const wanted = new Set(keysOf(table, columns.key));
  const keyed = customerKeys(imported, columns.key, key => wanted.has(key));
  if (!keyed) throw new AppError('feedback.noKey', { name });
  const { corrections, left, nRows } = await readCorrections(table, columns, rowsByKey(keyed), run);
  const places = { base: await session.unedited(run), imported };
  const { recipe, counts } = makeAll(session, corrections, places, (correction, why) =>
    left.add('unreadable', correction.row, textOf(correction), why),
  );
  const made = counts.cells + counts.segments + counts.tiers;
  if (made === 0) throw new AppError('feedback.nothing', { name, n: nRows, reason: left.left[0].why });
  const feedback = recipe.feedback ?? noFeedback();
  if (feedback.corrections.length >= MOST_CORRECTION_LISTS)
    throw new AppError('feedback.tooMany', { limit: MOST_CORRECTION_LISTS });
  const entry = { file: { name, sha256 }, at: session.parts.now(), rows: nRows, made, ...left.counts, ...counts };
  const after = { ...recipe, feedback: { ...feedback, corrections: [...feedback.corrections, entry] } };
  await session.change(`Corrections of ${name}: ${countWords(counts)}`, after, context);
  const { file, at, rows } = entry;
  return { file, at, rows, matched: made, ...left.counts, left: left.left, ...counts };
}

function countWords({ cells, segments, tiers }: Record<Kind, number>): string {
  return joinWords([
    ...(cells > 0 ? [formatThings(cells, 'cell')] : []),
    ...(segments > 0 ? [formatThings(segments, 'segment')] : []),
    ...(tiers > 0 ? [formatThings(tiers, 'tier')] : []),
  ]);
}

function textOf({ keyText, column, value }: Correction): string {
  return [keyText, column, value].join(', ');
}

function makeAll(
  session: Session,
  corrections: readonly Correction[],
  { base, imported }: { base: Imported; imported: Imported },
  refuse: (correction: Correction, why: string) => void,
): Made {
  const counts = { cells: 0, segments: 0, tiers: 0 };
  const cells: Correction[] = [];
  let recipe = session.recipe;
  const nameOf = new Map(base.table.columns.map(({ name }) => [name.toLowerCase(), name]));
  for (const correction of corrections) {
    const what = correction.column.trim().toLowerCase();
    try {
      if (what === 'segment' || what === 'tier') {
        recipe = withDecision(session, recipe, what, correction, imported);
        counts[what === 'segment' ? 'segments' : 'tiers']++;
      } else {
        const name = nameOf.get(what);
        if (name === undefined) {
          refuse(correction, 'there is no column of this name');
          continue;
        }
        const column = editableColumn(base, name);
        typedValue(correction.value, column, recipe);
        cells.push({ ...correction, column: column.name });
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'overrides.tooMany') throw error;
      refuse(correction, whyNot(error));
    }
  }
  counts.cells = cells.length;
  if (cells.length === 0) return { recipe, counts };
  if (cells.length > MOST_EDITS) throw new AppError('edit.tooMany', { limit: MOST_EDITS, got: cells.length });
  return { recipe: withCells(recipe, cells, { base, sourceRows: imported.sourceRows }), counts };
}

function withCells(
  recipe: Recipe,
  cells: readonly Correction[],
  places: { base: Imported; sourceRows: Int32Array },
): Recipe {
  const cellKey = (row: number, column: string) => `${row} ${column}`;
  const saidOf = new Map(
    cells.map(({ customer, column, reason, by, day }) => [
      cellKey(places.sourceRows[customer], column),
      { reason, by, on: Number.isNaN(day) ? null : isoDate(day) },
    ]),
  );
  const { edits, ...edited } = changeCells(recipe, cells.map(cellOf), places);
  const said = (edit: CellEdit): CellEdit => {
    const own = saidOf.get(cellKey(edit.row, edit.column));
    return own ? { ...edit, said: own } : edit;
  };
  return { ...edited, edits: edits.map(said) };
}

/** The sentences of a typed cell speak of keys to press. */
function whyNot(error: AppError): string {
  if (error.code !== 'edit.wrongKind') return errorSentence(error);
  return `it must be ${(error as AppError<'edit.wrongKind'>).args.allowed}, or empty for missing`;
}

function cellOf({ customer, column, value }: Correction) {
  return { row: customer, column, text: value };
}

/** @throws AppError `project.notSegmented`, `segments.stale`, `segments.unknown`, `overrides.noTiers`, `option.invalid`, `overrides.tooMany` */
function withDecision(
  session: Session,
  recipe: Recipe,
  what: 'segment' | 'tier',
  { customer: row, value, reason, by }: Correction,
  imported: Imported,
): Recipe {
  const { segments, tierRule } = session.requireFresh().segmented.segmentation;
  const customer = customerKey(imported, row);
  const asked = value.trim().toLowerCase();
  if (what === 'tier') {
    if (!hasTiers(tierRule)) throw new AppError('overrides.noTiers', {});
    const to = HAND_TIERS.find(tier => tier.toLowerCase() === asked);
    if (!to) throw new AppError('option.invalid', { option: 'tier', allowed: HAND_TIERS.join(', '), got: value });
    return withOverride(recipe, { what, customer, to, reason, by });
  }
  const segment = segments.find(({ id, name }) => String(id) === asked || name.toLowerCase() === asked);
  if (!segment) throw new AppError('segments.unknown', { segment: value, most: segments.length });
  return withOverride(recipe, { what, customer, to: String(segment.group ?? segment.id), reason, by });
}
