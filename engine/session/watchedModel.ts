import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import type { Session } from './Session.ts';
import type { WatchedModel } from './watchFile.ts';

/**
 * What later files are held against: the segments on show with their scores, or scores alone, under the limits of now; null where there is neither.
 */
export function watchedModel(session: Session): WatchedModel | null {
  const { monitoring } = session.recipe;
  if (session.shown) {
    const filed = session.scores.joined(session.shown);
    return { ...filed, recipe: { ...filed.recipe, monitoring } };
  }
  const { shown } = session.scores;
  if (!shown) return null;
  const scorers = (run: Run) => session.scores.scorersOf(shown.recipe, shown.imported, run);
  return { ...shown, recipe: { ...shown.recipe, monitoring }, scorers };
}

/** @throws AppError `project.none`, `monitor.nothing` */
export function requireWatched(session: Session): WatchedModel {
  session.requireSource();
  const model = watchedModel(session);
  if (!model) throw new AppError('monitor.nothing', {});
  return model;
}
