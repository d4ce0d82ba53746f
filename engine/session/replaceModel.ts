import type { LearnFrom } from '#shared/monitor/challenge';
import type { Recipe } from '#shared/recipe';
import { defaultReading } from '#shared/reading';
import { withLearned } from './learnFeedback.ts';
import type { Session } from './Session.ts';
import type { JobContext } from './SessionParts.ts';
import type { Watched } from './watchFile.ts';

/**
 * Puts the challenger in the place of the model in use: the later file is appended by the recipe, or takes the place of the rows so far where the challenger
 * learned from it alone, and the customers are scored anew, as one change that undo takes back. Segments become stale.
 * @throws AppError as appending and scoring do: then everything is as it was
 */
export async function replaceModel(
  session: Session,
  { source, period }: Watched,
  learnFrom: LearnFrom,
  context: JobContext,
): Promise<void> {
  const reading = { ...defaultReading(), ...source.asked };
  const { name, sha256 } = source;
  session.hold({ name, path: source.path, sizeBytes: source.sizeBytes, sha256, raw: source.raw, asked: source.asked });
  const { imported, scored: before } = session.scores.requireShown();
  const isAlone = learnFrom === 'later';
  await session.change(
    `Model learned again ${isAlone ? 'from' : 'with'} ${period.label}${isAlone ? ' alone' : ''}`,
    withLearned(withLaterFile(session.recipe, { name, sha256 }, reading, isAlone), imported, before),
    context,
  );
  try {
    await session.score(context);
  } catch (error) {
    await session.travel('undo');
    throw error;
  }
  session.monitor.last = null;
  session.monitor.dropChallenge();
  session.announce();
}

function withLaterFile(
  recipe: Recipe,
  file: { name: string; sha256: string },
  reading: Recipe['reading'],
  isAlone: boolean,
): Recipe {
  const taken = new Set(recipe.tables.map(({ id }) => id));
  let n = recipe.tables.length + 1;
  while (taken.has(`table-${n}`)) n++;
  const id = `table-${n}`;
  const joins = recipe.combine.findIndex(({ how }) => how === 'join');
  return {
    ...recipe,
    tables: [...recipe.tables, { id, file, reading, rfm: null }],
    // Before what is joined, so that the later customers get those columns too.
    combine: recipe.combine.toSpliced(joins < 0 ? recipe.combine.length : joins, 0, {
      how: 'append',
      table: id,
      origin: null,
      ...(isAlone && { instead: true }),
    }),
  };
}
