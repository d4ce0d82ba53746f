import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
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

/** What a later file is held against, and what the command says of it as JSON. */
export interface WatchedBy {
  readonly watcher: Watcher;
  readonly against: WatchedAgainst;
  readonly said: object;
}

/** By a model file alone. @throws AppError as reading a model file does, `model.noReference` */
export async function watchedByModelFile(path: string, trusted: KeyObject | null, run: Run): Promise<WatchedBy> {
  const read = await readDocument(path, trusted, run);
  const name = basename(path);
  const against = againstModel(read, name);
  return { watcher: watcherOfFile(read.document), against, said: { file: name, ...read.identity } };
}

/** By the segments and scores in a project. @throws AppError as opening a project does, `monitor.nothing` */
export async function watchedByProject(path: string, run: Run): Promise<WatchedBy> {
  const { shown, scores: saved, history } = await fromContents(await openProject(path, run), run);
  const scores = new Scores();
  scores.restore(saved);
  const model = watchedModelOf({ shown, scores, recipe: history.entries[history.current].recipe });
  const against = { reference: await referenceOf(model, run), rule: model.recipe.monitoring };
  return { watcher: watcherOf(model), against, said: { project: basename(path) } };
}
