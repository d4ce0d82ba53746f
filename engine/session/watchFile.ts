import { formatDate } from '#shared/format';
import type { MonitorReference } from '#shared/monitor/reference';
import type { MonitorPeriod } from '#shared/monitor/result';
import type { KnownOutcomes } from '../feedback/KnownOutcomes.ts';
import type { Imported } from '../import/Imported.ts';
import type { Run } from '../jobs/Run.ts';
import { checkLaterTable, comparePeriod } from '../monitor/comparePeriod.ts';
import { laterOutcomes } from '../monitor/laterOutcomes.ts';
import type { LaterScores } from '../monitor/scoreDrift.ts';
import { applyPreparation } from '../prepare/pipeline.ts';
import { answer } from '../scoring/answer.ts';
import { takeFeatures, type FeaturePlan } from '../scoring/features.ts';
import { placeCustomers } from '../segments/placeCustomers.ts';
import { dayNumber } from '../table/cellValue.ts';
import { baseName } from './baseName.ts';
import { feedScores } from './feedScores.ts';
import type { Analysis } from './mainJob.ts';
import { readLater, type FileModel, type LaterPlace } from './readLater.ts';
import type { SourceFile } from './SourceFile.ts';

/** What later files are held against: a finished analysis, or scores alone. */
export type WatchedModel = FileModel & Pick<Analysis, 'scorers'>;

export interface WatchRequest extends LaterPlace {
  /** "June 2026"; null takes the reference date of the file, else its name. */
  readonly label: string | null;
  /** ISO day at which ages of the file are measured; null takes the latest date in it. */
  readonly day: string | null;
  /** Outcomes that became known since; those that the file tells alone where there are none. */
  readonly known?: KnownOutcomes | null;
}
export interface Watched {
  readonly period: MonitorPeriod;
  readonly source: SourceFile;
  readonly imported: Imported;
  /** At which the ages of these customers are measured. */
  readonly referenceDay: number;
  /** Scores and outcomes; null where nothing is scored. */
  readonly scores: LaterScores | null;
  /** The scoring whose model gave the scores: under another one they say nothing. */
  readonly scored: WatchedModel['scored'];
}

/**
 * Reads a later file as the model read its own, places its customers, scores them by the model that learned from all, and holds all of it against the
 * reference. Ages are measured at the file's own reference date.
 * @throws AppError as reading a file does, `monitor.fewCustomers`, `monitor.missingColumns`; Cancelled
 */
export async function watchFile(
  model: WatchedModel,
  reference: MonitorReference,
  request: WatchRequest,
  run: Run,
): Promise<Watched> {
  const { day } = request;
  const recipe = day === null ? model.recipe : { ...model.recipe, referenceDate: day };
  const { source, imported } = await readLater({ ...model, recipe }, request, run);
  checkLaterTable(reference, imported.table, source.name);
  const ownDay = day === null ? imported.referenceDay : dayNumber(day);
  const referenceDay = Number.isFinite(ownDay) ? ownDay : model.imported.referenceDay;
  const own = await scoresOf(model, imported, referenceDay, run);
  const fed = own && request.known && feedScores(own, request.known, imported, model.scored!, referenceDay);
  const scores = fed ? fed.scores : own;
  const segmentSizes = await segmentSizesOf(model, imported, referenceDay, run);
  const period = await comparePeriod(
    reference,
    {
      label: request.label ?? (Number.isFinite(ownDay) ? formatDate(ownDay) : baseName(source.name)),
      file: { name: source.name, sha256: source.sha256 },
      table: imported.table,
      referenceDay,
      scores: scores ? [scores] : [],
      segmentSizes,
    },
    model.recipe.monitoring,
    run,
  );
  const outcomesFrom = fed ? fed.words : null;
  return {
    period: outcomesFrom === null ? period : { ...period, outcomesFrom },
    source,
    imported,
    referenceDay,
    scores,
    scored: model.scored,
  };
}

/** The plan of a score with ages measured at another day. */
export function planAt(plan: FeaturePlan, referenceDay: number): FeaturePlan {
  if (!Number.isFinite(referenceDay)) return plan;
  const { observed } = plan;
  return { ...plan, referenceDay, ...(observed && 'day' in observed ? { observed: { day: referenceDay } } : {}) };
}

async function scoresOf(
  { scored, scorers }: WatchedModel,
  { table }: Imported,
  referenceDay: number,
  run: Run,
): Promise<LaterScores | null> {
  if (!scored || !scorers) return null;
  run.progress(0, 1, 'Scoring customers');
  const { id } = scored.models[scored.chosen];
  const { all } = (await scorers(run)).find(model => model.id === id)!;
  const p = await answer(all, takeFeatures(planAt(scored.plan, referenceDay), table), run);
  return { p, y: laterOutcomes(table, scored.target, scored.plan.observed, referenceDay) };
}

/** Customers by position of the segment; null where there are no segments. */
async function segmentSizesOf(
  { prepared, segmented }: WatchedModel,
  { table, roles }: Imported,
  referenceDay: number,
  run: Run,
): Promise<number[] | null> {
  if (!prepared || !segmented) return null;
  const { pipeline } = prepared;
  const day = Number.isFinite(referenceDay) ? referenceDay : pipeline.referenceDay;
  const matrix = await applyPreparation(pipeline, table, roles, { run, referenceDay: day });
  const sizes = segmented.segmentation.segments.map(() => 0);
  for (const label of await placeCustomers(segmented, matrix, run))
    if (label >= 0 && label < sizes.length) sizes[label]++;
  return sizes;
}
