import { AppError } from '#shared/errors';
import { learnedLists, LONGEST_EVENT, MOST_LEARNED_TEXTS, type Learned } from '#shared/feedback/choices';
import type { ModelChallenge } from '#shared/monitor/challenge';
import type { Recipe } from '#shared/recipe';
import type { TargetSummary } from '#shared/scoring/result';
import { aboutOf, isAbout, listsAbout } from '../feedback/aboutTarget.ts';
import { feedbackWords } from '../feedback/KnownOutcomes.ts';
import { outcomeWords } from '../feedback/outcomeWords.ts';
import type { Imported } from '../import/Imported.ts';
import { withSeed, type Run } from '../jobs/Run.ts';
import { challenge } from '../monitor/challenge.ts';
import { scoreReference } from '../monitor/scoreReference.ts';
import { takeFeatures } from '../scoring/features.ts';
import { chosenScores, type ScoringBase } from '../scoring/Scored.ts';
import { selectFeatureRows } from '../table/FeatureTable.ts';
import { findColumn, type Table } from '../table/Column.ts';
import { fedBook } from './feedbackState.ts';
import { fedWords } from './feedScores.ts';
import type { Session } from './Session.ts';
import type { JobContext } from './SessionParts.ts';

/**
 * The model in use against the same recipe fitted with the outcomes of feedback, on the customers whose outcomes these are. Both are judged by fits that had
 * not seen them.
 * @throws AppError `scores.none`, `feedback.window`, `feedback.noneKnown`, `monitor.fewOutcomes`; Cancelled
 */
export async function challengeByFeedback(session: Session, run: Run): Promise<ModelChallenge> {
  const shown = session.scores.requireShown();
  requireLearnable(shown.scored.target);
  const fed = await fedBook(session, shown, run);
  if (!fed) throw new AppError('feedback.noneKnown', {});
  const { scored, imported, recipe } = shown;
  const { laid, words, lists } = fed;
  const rows = Int32Array.from(laid.y.keys()).filter(row => laid.isFed[row] === 1);
  const x = takeFeatures(scored.plan, imported.table);
  const { id } = scored.models[scored.chosen];
  const { options } = recipe.scoring.models.find(one => one.id === id)!;
  const p = chosenScores(scored);
  const { name, sha256 } = lists.at(-1)!.file;
  const made = await challenge(
    {
      learnFrom: 'both',
      id,
      options,
      scoring: recipe.scoring,
      reference: await scoreReference(scored, run),
      // Each is learned from once, with what is known now.
      development: { x, y: scored.y.map((value, row) => (laid.isFed[row] === 1 ? -1 : value)) },
      later: { x: selectFeatureRows(x, rows), y: Uint8Array.from(rows, row => laid.y[row]) },
      p: Float64Array.from(rows, row => p[row]),
      sameAs: rows,
      label: words,
      file: { name, sha256: sha256 ?? '' },
      isFeedback: true,
    },
    withSeed(run, recipe.seed),
  );
  return { ...made, outcomesFrom: fedWords(laid, words) };
}

/** @throws AppError `feedback.window` where the score asks within a window: it would be laid over the outcomes once more, by the end of the file */
function requireLearnable({ window }: Pick<TargetSummary, 'window'>): void {
  if (window) throw new AppError('feedback.window', { months: window.outcomeMonths });
}

/** The recipe under which models learn from all lists of outcomes of what is scored; the same where there are none, or where it is asked within a window. */
export function withLearned(recipe: Recipe, { table }: Imported, { target }: Pick<ScoringBase, 'target'>): Recipe {
  const { feedback } = recipe;
  const lists = listsAbout(feedback?.lists ?? [], table, target);
  if (!feedback || lists.length === 0 || target.window) return recipe;
  const learned = {
    lists: lists.map(({ id }) => id),
    ...aboutOf(table, target),
    ...textsOf(table, target, recipe),
    eventDate: null,
  };
  return { ...recipe, feedback: { ...feedback, learned } };
}

/** What the target calls its outcomes, where it is not a column of days, with what it called them when models learned before. */
function textsOf(table: Table, { name, event }: ScoringBase['target'], { feedback }: Recipe): Pick<Learned, 'texts'> {
  const before = feedback?.learned;
  const isSame = before && isAbout({ about: before }, aboutOf(table, { name, event }));
  const words = outcomeWords(findColumn(table, name) ?? null, event, isSame ? before.texts : []);
  const texts = words.texts.filter(text => text.length <= LONGEST_EVENT).slice(0, MOST_LEARNED_TEXTS);
  return words.isDated ? {} : { texts };
}

/**
 * Lets the outcomes of feedback stand in the column of the target and scores the customers anew, as one change that undo takes back.
 * @throws AppError `scores.none`, `feedback.window`, `feedback.noneKnown`, and as scoring does: then everything is as it was; Cancelled
 */
export async function learnFeedback(session: Session, context: JobContext): Promise<void> {
  const shown = session.scores.requireShown();
  requireLearnable(shown.scored.target);
  if (!(await fedBook(session, shown, session.run(context)))) throw new AppError('feedback.noneKnown', {});
  const recipe = withLearned(session.recipe, shown.imported, shown.scored);
  await session.change(`Model learned again with ${feedbackWords(learnedLists(recipe))}`, recipe, context);
  try {
    await session.score(context);
  } catch (error) {
    await session.travel('undo');
    throw error;
  }
}
