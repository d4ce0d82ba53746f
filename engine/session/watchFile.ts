import { formatDate } from '#shared/format';
import type { Monitoring } from '#shared/monitor/choices';
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
import { takeFeatures } from '../scoring/features.ts';
import { placeCustomers } from '../segments/placeCustomers.ts';
import { dayNumber } from '../table/cellValue.ts';
import { baseName } from './baseName.ts';
import { feedScores } from './feedScores.ts';
import { planAt } from './planAt.ts';
import { readLater } from './readLater.ts';
import type { OthersFile } from './OthersReading.ts';
import type { SourceFile } from './SourceFile.ts';
import type { WatchedEvent, Watcher } from './Watcher.ts';

export interface WatchRequest extends OthersFile {
  /** "June 2026"; null takes the reference date of the file, else its name. */
  readonly label: string | null;
  /** ISO day at which ages of the file are measured; null takes the latest date in it. */
  readonly day: string | null;
  /** Outcomes of the first score that became known since; those that the file tells alone where there are none. */
  readonly known?: KnownOutcomes | null;
}
/** What a later file is held against, and from when a change counts. */
export interface WatchedAgainst {
  readonly reference: MonitorReference;
  readonly rule: Monitoring;
  /** The model file that the reference stands in; absent where it is of a project. */
  readonly model?: MonitorPeriod['model'];
  /** The name of the period where its own may be taken. */
  readonly labelFor?: (label: string) => string;
}
export interface Watched {
  readonly period: MonitorPeriod;
  readonly source: SourceFile;
  readonly imported: Imported;
  /** At which the ages of these customers are measured. */
  readonly referenceDay: number;
  /** Scores and outcomes by event. */
  readonly scores: readonly LaterScores[];
}

/**
 * Reads a later file as the model read its own, places its customers, scores them by the model that learned from all, and holds all of it against the
 * reference. Ages are measured at the file's own reference date.
 * @throws AppError as reading a file does, `monitor.fewCustomers`, `monitor.missingColumns`; Cancelled
 */
export async function watchFile(
  watcher: Watcher,
  { reference, rule, model, labelFor = label => label }: WatchedAgainst,
  request: WatchRequest,
  run: Run,
): Promise<Watched> {
  const { day } = request;
  const { reading, bookDay, events } = watcher;
  const recipe = day === null ? reading.recipe : { ...reading.recipe, referenceDate: day };
  const { source, imported } = await readLater({ ...reading, recipe }, request, run);
  checkLaterTable(reference, imported.table, source.name);
  const ownDay = day === null ? imported.referenceDay : dayNumber(day);
  const referenceDay = Number.isFinite(ownDay) ? ownDay : bookDay;
  const scores: LaterScores[] = [];
  for (const event of events) scores.push(await scoresOf(event, imported, referenceDay, run));
  const outcomesFrom = request.known ? takeFeedback(scores, request.known, imported, events[0], referenceDay) : null;
  const segmentSizes = await segmentSizesOf(watcher, imported, referenceDay, run);
  const compared = await comparePeriod(
    reference,
    {
      label: labelFor(request.label ?? (Number.isFinite(ownDay) ? formatDate(ownDay) : baseName(source.name))),
      file: { name: source.name, sha256: source.sha256 },
      table: imported.table,
      referenceDay,
      scores,
      segmentSizes,
    },
    rule,
    run,
  );
  const told = outcomesFrom === null ? compared : { ...compared, outcomesFrom };
  return { period: model ? { ...told, model } : told, source, imported, referenceDay, scores };
}

/** Puts what feedback knows in the place of the outcomes of the first score. @returns that in words; null where it knows nothing of these customers */
function takeFeedback(
  scores: LaterScores[],
  known: KnownOutcomes,
  imported: Imported,
  event: WatchedEvent | undefined,
  referenceDay: number,
): string | null {
  if (!event) return null;
  const fed = feedScores(scores[0], known, imported, event, referenceDay);
  scores[0] = fed.scores;
  return fed.words;
}

async function scoresOf(
  { plan, target, scorer }: WatchedEvent,
  { table }: Imported,
  referenceDay: number,
  run: Run,
): Promise<LaterScores> {
  run.progress(0, 1, 'Scoring customers');
  const p = await answer(await scorer(run), takeFeatures(planAt(plan, referenceDay), table), run);
  return { p, y: laterOutcomes(table, target, plan.observed, referenceDay) };
}

/** Customers by position of the segment; null where there are no segments. */
async function segmentSizesOf(
  { segments }: Watcher,
  { table, roles }: Imported,
  referenceDay: number,
  run: Run,
): Promise<number[] | null> {
  if (!segments) return null;
  const { pipeline, segmented } = segments;
  const day = Number.isFinite(referenceDay) ? referenceDay : pipeline.referenceDay;
  const matrix = await applyPreparation(pipeline, table, roles, { run, referenceDay: day });
  const sizes = segmented.segmentation.segments.map(() => 0);
  for (const label of await placeCustomers(segmented, matrix, run))
    if (label >= 0 && label < sizes.length) sizes[label]++;
  return sizes;
}
