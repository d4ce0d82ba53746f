import type { FeedbackState } from '#shared/contract/feedback';
import { AppError } from '#shared/errors';
import { learnedLists, noFeedback, type OutcomeList } from '#shared/feedback/choices';
import type { BookFeedback, OutcomeAccount } from '#shared/feedback/result';
import { joinWords } from '#shared/format';
import { errorSentence } from '#shared/text/errorSentences';
import { aboutOf, isAbout, listsAbout, targetOf } from '../feedback/aboutTarget.ts';
import { customerKeys } from '../feedback/customerKeys.ts';
import { feedbackWords, knownOutcomes } from '../feedback/KnownOutcomes.ts';
import { NOT_KNOWN } from '../feedback/layOutcomes.ts';
import { matchedOutcomes, type ReadOutcomes } from '../feedback/readOutcomes.ts';
import type { Imported } from '../import/Imported.ts';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import { measurePerformance } from '../monitor/measurePerformance.ts';
import { scoreReference } from '../monitor/scoreReference.ts';
import { hadEvent } from '../scoring/hadEvent.ts';
import { chosenScores } from '../scoring/Scored.ts';
import { chooseTarget } from '../scoring/target.ts';
import { isoDate } from '../table/cellValue.ts';
import { fedOutcomes, fedWords } from './feedScores.ts';
import type { AskedTarget } from './KnownFeedback.ts';
import type { ShownScores } from './Scores.ts';
import type { Session } from './Session.ts';
import { watchedModel } from './watchedModel.ts';

/** What outcomes are about: the event that is scored, or that would be. @throws AppError as `chooseTarget` */
export async function askedTarget(session: Session, run: Run): Promise<AskedTarget & { readonly eventWords: string }> {
  const { shown } = session.scores;
  const { name, event, eventWords } =
    shown?.scored.target ?? chooseTarget(await session.imported(run), session.recipe.scoring);
  return { name, event, eventWords, imported: shown?.imported ?? (await session.imported(run)) };
}

type Known = Pick<Session, 'recipe' | 'scores'>;

/** Which lists about what is scored models have not learned from, as a key for what was found with them. */
export function listsKey({ recipe, scores }: Known): string {
  return JSON.stringify([recipe.feedback?.lists ?? [], newLists(recipe.feedback, scores.shown)]);
}

/** The same for what is judged by the limits of monitoring too. */
export function feedbackKey(known: Known): string {
  return JSON.stringify([listsKey(known), known.recipe.monitoring]);
}

/** An id is used again where a list was removed. */
function identityOf({ id, at, file }: OutcomeList): string {
  return `${id} ${at} ${file.sha256}`;
}

/** The lists about what is scored that models have not learned from. */
export function newLists(
  feedback: Session['recipe']['feedback'],
  shown: Pick<ShownScores, 'recipe' | 'imported' | 'scored'> | null,
): OutcomeList[] {
  const learned = new Set(shown ? learnedLists(shown.recipe).map(identityOf) : []);
  const lists = feedback?.lists ?? [];
  const about = shown ? listsAbout(lists, shown.imported.table, shown.scored.target) : lists;
  return about.filter(list => !learned.has(identityOf(list)));
}

/** @throws AppError as reading a list does; Cancelled */
export async function feedbackState(session: Session, run: Run): Promise<FeedbackState> {
  const source = session.requireSource();
  const { recipe, scores, monitor } = session;
  const memory = monitor.feedback;
  const feedback = recipe.feedback ?? noFeedback();
  const told: Pick<FeedbackState, 'corrections' | 'learned' | 'atHand' | 'challenge'> = {
    corrections: feedback.corrections,
    learned: learnedWords(recipe),
    atHand: monitor.lastOf(watchedModel(session))?.period.label ?? null,
    challenge: memory.challengeOf(scores.shown?.scored ?? null, feedbackKey(session)),
  };
  const asked = await orProblem(askedTarget(session, run));
  if (typeof asked === 'string')
    return { ...told, eventWords: null, problem: asked, lists: [], book: null, canLearn: false, cannotLearn: null };
  const read = await memory.read(source, recipe, asked, run);
  return {
    ...told,
    eventWords: asked.eventWords,
    problem: problemOf(feedback.lists, read),
    lists: await accountsOf(session, read, asked, run),
    book: await bookFeedback(session, run),
    ...learnable(session),
  };
}

/** Which lists are not used, in words. */
function problemOf(lists: readonly OutcomeList[], read: readonly ReadOutcomes[]): string | null {
  const missing = lists.filter(list => !read.some(one => one.list.id === list.id)).map(({ file }) => file.name);
  return missing.length === 0 ? null : errorSentence(new AppError('feedback.missing', { name: joinWords(missing) }));
}

/** In the order of the lists; those whose cells are not at hand say nothing. */
async function accountsOf(
  session: Session,
  read: readonly ReadOutcomes[],
  asked: AskedTarget,
  run: Run,
): Promise<OutcomeAccount[]> {
  const imported = await session.imported(run);
  const accounts: OutcomeAccount[] = [];
  for (const list of session.recipe.feedback?.lists ?? []) {
    const one = read.find(known => known.list.id === list.id) ?? { list, ...NO_ROWS };
    await pause(run);
    const count = () =>
      otherAccount(one, imported, asked) ?? outcomeAccount(one, imported, hadEvent(imported.table, asked));
    accounts.push(session.monitor.feedback.accountOf(one, imported, asked, count));
  }
  return accounts;
}

const NO_ROWS = { nRows: 0, latest: [], replaced: [], unreadable: [] };

function learnable({ recipe, scores: { shown } }: Session): Pick<FeedbackState, 'canLearn' | 'cannotLearn'> {
  if (!shown || newLists(recipe.feedback, shown).length === 0) return { canLearn: false, cannotLearn: null };
  const { window } = shown.scored.target;
  if (!window) return { canLearn: true, cannotLearn: null };
  return {
    canLearn: false,
    cannotLearn: errorSentence(new AppError('feedback.window', { months: window.outcomeMonths })),
  };
}

/** Of a list that is about something else than what is scored; null where it is about that. */
function otherAccount(read: ReadOutcomes, imported: Imported, asked: AskedTarget): OutcomeAccount | null {
  const { about } = read.list;
  if (!about || isAbout(read.list, aboutOf(asked.imported.table, asked))) return null;
  const y = hadEvent(imported.table, targetOf(imported.table, about));
  return { ...outcomeAccount(read, imported, y), otherTarget: about };
}

async function orProblem<T>(asked: Promise<T>): Promise<T | string> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError) return errorSentence(error);
    throw error;
  }
}

function learnedWords(recipe: Session['recipe']): string | null {
  const lists = learnedLists(recipe);
  return lists.length === 0 ? null : feedbackWords(lists);
}

/** @param y [nRows], what the book says: 1 event, 0 none, -1 not known */
export function outcomeAccount(read: ReadOutcomes, imported: Imported, y: Int8Array): OutcomeAccount {
  const { list, nRows } = read;
  const wanted = new Set(read.latest.map(({ key }) => key));
  const keyed = customerKeys(imported, list.key, key => wanted.has(key));
  const saysOf = new Map<string, number>();
  keyed?.keys.forEach((key, row) => wanted.has(key) && !(saysOf.get(key)! >= 0) && saysOf.set(key, y[row]));
  const { matched, left } = matchedOutcomes(read, key => saysOf.has(key));
  const days = matched.map(({ day }) => day).filter(Number.isFinite);
  const [first, last] = days.reduce(
    ([low, high], day) => [Math.min(low, day), Math.max(high, day)],
    [Infinity, -Infinity],
  );
  const others = matched.filter(one => saysOf.get(one.key) !== one.y);
  const filled = others.filter(one => saysOf.get(one.key)! < 0).length;
  return {
    id: list.id,
    file: { name: list.file.name, sha256: list.file.sha256 ?? '' },
    at: list.at,
    key: list.key,
    outcome: list.outcome,
    date: list.date,
    keyColumn: saysOf.size > 0 ? keyed!.column : null,
    rows: nRows,
    matched: matched.length,
    ...left.counts,
    left: left.left,
    firstDay: days.length > 0 ? isoDate(first) : null,
    lastDay: days.length > 0 ? isoDate(last) : null,
    nEvents: matched.filter(one => one.y === 1).length,
    filled,
    changed: others.length - filled,
  };
}

/** What the lists that the scores on show have not learned from say of them. */
async function bookFeedback(session: Session, run: Run): Promise<BookFeedback | null> {
  const { shown } = session.scores;
  if (!shown) return null;
  return session.monitor.feedback.bookOf(shown.scored, feedbackKey(session), async () => {
    const fed = await fedBook(session, shown, run);
    if (!fed) return null;
    const { laid, words } = fed;
    const { n, nEvents, filled, changed } = laid;
    const { scored } = shown;
    const reference = await scoreReference(scored, run);
    const y = laid.y.map((value, row) => (laid.isFed[row] === 1 ? value : NOT_KNOWN));
    const measured = await measurePerformance(reference, chosenScores(scored), y, session.recipe.monitoring, run);
    const isMeasured = typeof measured !== 'string';
    return {
      n,
      nEvents,
      filled,
      changed,
      sentence: fedWords(laid, words),
      measured: isMeasured ? measured : null,
      notMeasured: isMeasured ? null : measured,
    };
  });
}

/** The outcomes of the customers that were scored, with those of feedback that the scores have not learned from. */
export async function fedBook({ recipe, monitor, source }: Session, shown: ShownScores, run: Run) {
  const { scored, imported } = shown;
  const lists = newLists(recipe.feedback, shown);
  if (lists.length === 0 || !source) return null;
  const known = knownOutcomes(await monitor.feedback.read(source, recipe, { ...scored.target, imported }, run, lists));
  const laid = fedOutcomes(scored.y, known, imported, scored, { referenceDay: imported.referenceDay, fillsGaps: true });
  return laid && laid.n > 0 ? { laid, words: known.words, lists } : null;
}

/** The same where there is a scoring to learn from again; null where feedback says nothing of its customers, or models cannot learn it. */
export async function fedOf(session: Session, run: Run): Promise<{ y: Uint8Array; words: string } | null> {
  const { shown } = session.scores;
  if (shown?.scored.target.window) return null;
  const fed = shown && (await fedBook(session, shown, run));
  return fed && { y: fed.laid.y, words: fedWords(fed.laid, fed.words) };
}
