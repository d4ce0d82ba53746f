import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import type { Session } from './Session.ts';
import type { WatchedModel } from './Watcher.ts';

/**
 * What later files are held against: the segments on show with their scores, or scores alone, under the limits of the recipe; null where there is neither.
 */
export function watchedModel({
  shown,
  scores,
  recipe,
}: Pick<Session, 'shown' | 'scores' | 'recipe'>): WatchedModel | null {
  const { monitoring } = recipe;
  if (shown) {
    const filed = scores.joined(shown);
    return { ...filed, recipe: { ...filed.recipe, monitoring } };
  }
  if (!scores.shown) return null;
  const { imported, scored, recipe: own } = scores.shown;
  const scorers = (run: Run) => scores.scorersOf(own, imported, run);
  return { imported, scored, recipe: { ...own, monitoring }, scorers };
}

/** @throws AppError `monitor.nothing` */
export function watchedModelOf(parts: Parameters<typeof watchedModel>[0]): WatchedModel {
  const model = watchedModel(parts);
  if (!model) throw new AppError('monitor.nothing', {});
  return model;
}

/** @throws AppError `project.none`, `monitor.nothing` */
export function requireWatched(session: Session): WatchedModel {
  session.requireSource();
  return watchedModelOf(session);
}
