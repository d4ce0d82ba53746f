import type { FeedbackAdded, feedbackContract } from '#shared/contract/feedback';
import type { Handlers } from '#shared/contract/contract';
import { AppError } from '#shared/errors';
import { MOST_OUTCOME_LISTS, noFeedback, type Feedback, type OutcomeList } from '#shared/feedback/choices';
import { defaultReading } from '#shared/reading';
import { aboutOf, isAbout } from '../../feedback/aboutTarget.ts';
import { recogniseFeedback } from '../../feedback/recogniseFeedback.ts';
import { identifierColumns } from '../../import/findCustomer.ts';
import type { Run } from '../../jobs/Run.ts';
import { hadEvent } from '../../scoring/hadEvent.ts';
import { isoDate } from '../../table/cellValue.ts';
import { makeCorrections } from '../correctByList.ts';
import { feedbackTable } from '../feedbackLists.ts';
import { askedTarget, feedbackKey, feedbackState, outcomeAccount } from '../feedbackState.ts';
import { challengeByFeedback, learnFeedback } from '../learnFeedback.ts';
import type { Session } from '../Session.ts';
import type { JobContext } from '../SessionParts.ts';
import { atHand, readTable, withFurther } from '../sourceTables.ts';
import type { ReadFile } from '../SourceFile.ts';
import { monitorState } from '../monitorState.ts';
import { requireWatched } from '../watchedModel.ts';
import type { HandlerParts } from './HandlerParts.ts';
import { watchOwn } from './monitorHandlers.ts';

export function feedbackHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof feedbackContract> {
  return { ...listHandlers(parts), ...useHandlers(parts.session) };
}

function listHandlers({ session, files }: HandlerParts) {
  return {
    'feedback.state': async (_input, context) => feedbackState(session, session.run(context)),
    'feedback.add': ({ file, sheet }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const run = session.run(context);
        const { path, name } = files.resolve(file);
        const reading = { ...defaultReading(), sheet };
        return addFeedback(session, await readTable(path, name, reading, run), reading, context, run);
      }),
    'feedback.remove': ({ id }, context) =>
      session.exclusive(async () => {
        const feedback = session.recipe.feedback ?? noFeedback();
        const found = feedback.lists.find(list => list.id === id);
        if (!found) throw new AppError('feedback.unknownList', { id });
        const recipe = { ...session.recipe, feedback: without(feedback, id) };
        await session.change(`Removed the outcomes of ${found.file.name}`, recipe, context);
        return feedbackState(session, session.run(context));
      }),
  } satisfies Partial<Handlers>;
}

function without({ lists, learned, corrections }: Feedback, id: string): Feedback {
  const left = learned?.lists.filter(known => known !== id) ?? [];
  return {
    lists: lists.filter(list => list.id !== id),
    learned: learned && left.length > 0 ? { ...learned, lists: left } : null,
    corrections,
  };
}

/** @throws AppError `feedback.noColumns`, `feedback.noKey`, `feedback.nothing`, `feedback.tooMany`, and as `askedTarget` */
async function addFeedback(
  session: Session,
  file: ReadFile,
  reading: OutcomeList['reading'],
  context: JobContext,
  run: Run,
): Promise<FeedbackAdded> {
  const table = feedbackTable(file, reading, session.recipe);
  const imported = await session.imported(run);
  const identifiers = identifierColumns(imported).map(({ name }) => name);
  if (identifiers.length === 0) throw new AppError('feedback.noKey', { name: file.name });
  const { target } = session.recipe.scoring;
  const asked =
    session.scores.shown?.scored.target.name ??
    target ??
    imported.table.columns.find((_c, i) => imported.roles[i] === 'target')?.name ??
    null;
  const found = recogniseFeedback(table.sheet.names, asked, identifiers, file.name);
  if (found.kind === 'corrections')
    return { kind: 'corrections', account: await makeCorrections(session, file, table, found, context) };
  return { kind: 'outcomes', account: await addOutcomes(session, file, { ...found, reading }, context, run) };
}

async function addOutcomes(
  session: Session,
  file: ReadFile,
  { key, outcome, date, reading }: Pick<OutcomeList, 'key' | 'outcome' | 'date' | 'reading'>,
  context: JobContext,
  run: Run,
) {
  const { name, sha256 } = file;
  const feedback = session.recipe.feedback ?? noFeedback();
  const asked = await askedTarget(session, run);
  const about = aboutOf(asked.imported.table, asked);
  // The same file once more takes the place of the one before.
  const isSame = (list: OutcomeList) => list.file.sha256 === sha256 && list.file.name === name && isAbout(list, about);
  const others = feedback.lists.filter(list => !isSame(list));
  if (others.length >= MOST_OUTCOME_LISTS) throw new AppError('feedback.tooMany', { limit: MOST_OUTCOME_LISTS });
  const list: OutcomeList = {
    id: freeId(feedback.lists.map(({ id }) => id)),
    file: { name, sha256 },
    about,
    reading,
    key,
    outcome,
    date,
    at: session.parts.now(),
  };
  const before = session.requireSource();
  const isKnown = atHand(before, list) !== undefined;
  const source = isKnown ? before : withFurther(before, file);
  const [read] = await session.monitor.feedback.read(source, session.recipe, asked, run, [list]);
  if (read.latest.length === 0)
    throw new AppError('feedback.nothing', { name, n: read.nRows, reason: read.unreadable[0].why });
  // Not before it is known to be of use: recovery asks for every file that is held.
  if (!isKnown) session.hold(file);
  const left = others.length < feedback.lists.length ? replaced(feedback, others) : feedback;
  const recipe = { ...session.recipe, feedback: { ...left, lists: [...others, list] } };
  await session.change(`Outcomes of ${name}`, recipe, context);
  const imported = await session.imported(run);
  return outcomeAccount(read, imported, hadEvent(imported.table, asked));
}

function replaced(feedback: Feedback, others: readonly OutcomeList[]): Feedback {
  const gone = feedback.lists.find(list => !others.includes(list))!;
  return without(feedback, gone.id);
}

function freeId(taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`outcomes-${n}`)) n++;
  return `outcomes-${n}`;
}

function useHandlers(session: Session) {
  return {
    'feedback.measureAgain': (_input, context) =>
      session.exclusive(async () => {
        const model = requireWatched(session);
        const run = session.run(context);
        const { source, period } = session.monitor.requireLast(model);
        if (source.path === null) throw new AppError('monitor.noFile', {});
        const { label, day } = period;
        const place = { path: source.path, name: source.name };
        const request = { ...place, label, day: day === null ? null : isoDate(Math.floor(day)) };
        await watchOwn(session, model, request, run, source.sha256);
        session.note(`Measured ${label} again with feedback`);
        session.announce();
        return monitorState(session);
      }),
    'feedback.challenge': (_input, context) =>
      session.exclusive(async () => {
        const made = await challengeByFeedback(session, session.run(context));
        session.monitor.feedback.keepChallenge(session.scores.requireShown().scored, feedbackKey(session), made);
        session.monitor.nChanges++;
        session.announce();
        return made;
      }),
    'feedback.learn': (_input, context) =>
      session.exclusive(async () => {
        await learnFeedback(session, context);
        return feedbackState(session, session.run(context));
      }),
  } satisfies Partial<Handlers>;
}
