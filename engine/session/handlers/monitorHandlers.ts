import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import type { MonitorState, monitorContract } from '#shared/contract/monitor';
import { AppError } from '#shared/errors';
import { formatThings } from '#shared/format';
import type { Run } from '../../jobs/Run.ts';
import { ruleInWords } from '../../monitor/lights.ts';
import { exportPeriodXlsx } from '../../reports/monitor/exportPeriodXlsx.ts';
import { segmentKey } from '../stageKeys.ts';
import { baseName } from '../baseName.ts';
import { challengeModel } from '../challengeModel.ts';
import { fedOf } from '../feedbackState.ts';
import { replaceModel } from '../replaceModel.ts';
import type { Session } from '../Session.ts';
import { watchFile, type WatchedModel } from '../watchFile.ts';
import { requireWatched, watchedModel } from '../watchedModel.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function monitorHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof monitorContract> {
  const { session } = parts;
  return { ...watchHandlers(parts), ...challengeHandlers(session), ...fileHandlers(parts) };
}

export function stateOf(session: Session): MonitorState {
  const { monitor, recipe } = session;
  const model = watchedModel(session);
  const isStale =
    session.scores.stateFor(recipe) === 'stale' ||
    (session.shown !== null && segmentKey(session.shown.recipe) !== segmentKey(recipe));
  return {
    against: model && againstWords(model),
    isStale: model !== null && isStale,
    hasScores: model?.scored !== undefined,
    periods: [...monitor.periods],
    rule: recipe.monitoring,
    ruleInWords: ruleInWords(recipe.monitoring),
    atHand: monitor.lastOf(model)?.period.label ?? null,
    challenge: monitor.lastOf(model) && monitor.challenge,
  };
}

function againstWords({ imported, segmented, scored }: WatchedModel): string {
  const what = [
    ...(segmented ? [formatThings(segmented.segmentation.nClusters, 'segment')] : []),
    ...(scored ? [`the score of ${scored.target.eventWords}`] : []),
  ];
  return `${formatThings(imported.table.nRows, 'customer')} of this project with ${what.join(' and ')}`;
}

function watchHandlers({ session, files }: HandlerParts) {
  return {
    'monitor.state': async () => {
      session.requireSource();
      return stateOf(session);
    },
    'monitor.watch': ({ file, label, day }, context) =>
      session.exclusive(async () => {
        const model = requireWatched(session);
        const run = session.run(context);
        const reference = await session.monitor.reference(model, run);
        const known = await session.monitor.feedback.ofModel(model, session.requireSource(), session.recipe, run);
        const watched = await watchFile(model, reference, { ...files.resolve(file), label, day, known }, run);
        session.monitor.keep(watched);
        session.note(`Watched ${watched.period.label} (${watched.source.name}): ${watched.period.light}`);
        session.announce();
        return stateOf(session);
      }),
    'monitor.remove': ({ label }) =>
      session.exclusive(async () => {
        session.monitor.remove(label);
        session.note(`Removed the period ${label}`);
        session.announce();
        return stateOf(session);
      }),
    'monitor.setRule': ({ rule }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        await session.change('Limits of monitoring', { ...session.recipe, monitoring: rule }, context);
        return stateOf(session);
      }),
  } satisfies Partial<Handlers>;
}

function challengeHandlers(session: Session) {
  return {
    'monitor.challenge': ({ learnFrom }, context) =>
      session.exclusive(async () => {
        const model = requireWatched(session);
        const run: Run = session.run(context);
        const watched = session.monitor.requireLast(model);
        const reference = await session.monitor.reference(model, run);
        const challenge = await challengeModel(model, reference, watched, learnFrom, run, await fedOf(session, run));
        session.monitor.setChallenge(challenge);
        session.announce();
        return challenge;
      }),
    'monitor.replace': (_input, context) =>
      session.exclusive(async () => {
        const { challenge } = session.monitor;
        if (!challenge || challenge.notReplaceable !== null) throw new AppError('monitor.noChallenge', {});
        await replaceModel(session, session.monitor.requireLast(requireWatched(session)), context);
        return stateOf(session);
      }),
  } satisfies Partial<Handlers>;
}

function fileHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'monitor.save': async ({ label }) => {
      const period = session.monitor.requirePeriod(label);
      await mkdir(workDirectory, { recursive: true });
      const name = `${baseName(period.file.name)} monitored.xlsx`;
      const path = join(await mkdtemp(join(workDirectory, 'monitored-')), name);
      await exportPeriodXlsx(path, period);
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
