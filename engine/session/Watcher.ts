import type { TargetSummary } from '#shared/scoring/result';
import type { Run } from '../jobs/Run.ts';
import type { ModelDocument } from '../models/ModelDocument.ts';
import { readyModel } from '../models/ReadyModel.ts';
import { columnsOfPlan, type FeaturePlan } from '../scoring/features.ts';
import type { Scorer } from '../scoring/Scored.ts';
import type { Placer } from '../segments/Placer.ts';
import type { Analysis } from './mainJob.ts';
import type { OthersReading } from './OthersReading.ts';

/** A finished analysis, or scores alone. */
export type WatchedModel = Pick<Analysis, 'imported' | 'recipe' | 'scored' | 'scorers'> &
  Partial<Pick<Analysis, 'prepared' | 'segmented'>>;

/** What reads, places and scores the customers of later files: states alone, and nothing of the customers that they were learned on. */
export interface Watcher {
  readonly reading: OthersReading;
  /** Days since 1970-01-01 at which ages of the development customers were measured; NaN when nothing says. */
  readonly bookDay: number;
  readonly segments: Pick<Placer, 'pipeline' | 'segmented'> | null;
  /** In the order of the scores of the reference. */
  readonly events: readonly WatchedEvent[];
}
export interface WatchedEvent {
  readonly plan: FeaturePlan;
  readonly target: TargetSummary;
  /** The model in use as it learned from all customers. */
  readonly scorer: (run: Run) => Promise<Scorer>;
}

/** Watches by the segments and scores of a project. */
export function watcherOf({ imported, prepared, segmented, scored, scorers, recipe }: WatchedModel): Watcher {
  const { cleaning } = imported;
  const segments = prepared && segmented ? { pipeline: prepared.pipeline, segmented } : null;
  const chosen = async (run: Run) => {
    const { id } = scored!.models[scored!.chosen];
    return (await scorers!(run)).find(model => model.id === id)!.all;
  };
  const events = scored && scorers ? [{ plan: scored.plan, target: scored.target, scorer: chosen }] : [];
  return {
    reading: {
      recipe,
      columns: (cleaning?.before ?? imported.table).columns,
      roles: cleaning?.rolesBefore ?? imported.roles,
      cleaning: cleaning?.fitted,
      markShown: imported.marks.shown,
      ...watchedColumns(segments, events),
    },
    bookDay: imported.referenceDay,
    segments,
    events,
  };
}

/** Watches by a model file, which says the same as the project that it was saved from. */
export function watcherOfFile(document: ModelDocument): Watcher {
  const { recipe, cleaning, columns, referenceDay } = document;
  const { placer, before } = readyModel(document);
  const events = document.events.map(({ plan, target, scorer }) => ({ plan, target, scorer: async () => scorer }));
  return {
    reading: {
      recipe,
      columns: before.columns,
      roles: (cleaning?.before ?? columns).map(({ role }) => role),
      cleaning: cleaning?.fitted,
      markShown: document.markShown,
      ...watchedColumns(placer, events),
    },
    bookDay: referenceDay ?? Number.NaN,
    segments: placer,
    events,
  };
}

/** Columns that segments and scores rest on, and outcomes, which a file may lack. */
function watchedColumns(
  segments: Watcher['segments'],
  events: Watcher['events'],
): Pick<OthersReading, 'wanted' | 'alsoRead'> {
  const wanted = new Set(segments?.pipeline.inputs);
  for (const { plan } of events) for (const column of columnsOfPlan(plan)) wanted.add(column);
  const outcomes = events.flatMap(({ target: { name, window } }) =>
    window?.eventDate ? [name, window.eventDate] : [name],
  );
  return { wanted, alsoRead: new Set(outcomes) };
}
