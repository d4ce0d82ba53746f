import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import type { KnownOutcomes } from '#engine/feedback/KnownOutcomes';
import type { Run } from '#engine/jobs/Run';
import { readDocument } from '#engine/models/readDocument';
import { fromContents } from '#engine/session/projectContents';
import { referenceOf } from '#engine/session/referenceOf';
import { Scores } from '#engine/session/Scores';
import { againstModel } from '#engine/session/watchByModel';
import { watchedModelOf } from '#engine/session/watchedModel';
import { watcherOf, watcherOfFile, type Watcher } from '#engine/session/Watcher';
import type { WatchedAgainst } from '#engine/session/watchFile';
import { openProject } from '#engine/store/projectFile';
import { outcomesOf } from '../outcomesOf.ts';

/** What a later file is held against, and what the command says of it as JSON. */
export interface WatchedBy {
  readonly watcher: Watcher;
  readonly against: WatchedAgainst;
  /** Outcomes that became known since. */
  readonly known: KnownOutcomes | null;
  readonly said: object;
}

/** By a model file alone. @throws AppError as reading a model file does, `model.noReference` */
export async function watchedByModelFile(path: string, trusted: KeyObject | null, run: Run): Promise<WatchedBy> {
  const read = await readDocument(path, trusted, run);
  const name = basename(path);
  const against = againstModel(read, name);
  return { watcher: watcherOfFile(read.document), against, known: null, said: { file: name, ...read.identity } };
}

/**
 * By the segments and scores in a project, with the outcomes that it keeps and those of a further file.
 * @throws AppError as opening a project does, `monitor.nothing`, and as `outcomesOf`
 */
export async function watchedByProject(path: string, outcomes: string | undefined, run: Run): Promise<WatchedBy> {
  const { shown, scores: saved, history, source } = await fromContents(await openProject(path, run), run);
  const scores = new Scores();
  scores.restore(saved);
  const { recipe } = history.entries[history.current];
  const model = watchedModelOf({ shown, scores, recipe });
  const known = await outcomesOf(outcomes, model, { source, recipe }, run);
  const against = { reference: await referenceOf(model, run), rule: model.recipe.monitoring };
  return { watcher: watcherOf(model), against, known, said: { project: basename(path) } };
}
