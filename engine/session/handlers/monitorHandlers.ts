import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import type { monitorContract } from '#shared/contract/monitor';
import { AppError } from '#shared/errors';
import type { Run } from '../../jobs/Run.ts';
import { exportPeriodXlsx } from '../../reports/monitor/exportPeriodXlsx.ts';
import { baseName } from '../baseName.ts';
import { challengeModel } from '../challengeModel.ts';
import { fedOf, listsKey } from '../feedbackState.ts';
import { monitorState } from '../monitorState.ts';
import { replaceModel } from '../replaceModel.ts';
import type { Session } from '../Session.ts';
import { againstModel, readWatchingModel } from '../watchByModel.ts';
import { requireWatched } from '../watchedModel.ts';
import { watcherOf, watcherOfFile, type WatchedModel } from '../Watcher.ts';
import { watchFile, type WatchRequest } from '../watchFile.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function monitorHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof monitorContract> {
  const { session } = parts;
  return { ...watchHandlers(parts), ...challengeHandlers(session), ...fileHandlers(parts) };
}

function watchHandlers({ session, files }: HandlerParts) {
  return {
    'monitor.state': async () => {
      session.requireSource();
      return monitorState(session);
    },
    'monitor.chooseModel': ({ file }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const chosen = file === null ? null : await readWatchingModel(files.resolve(file), session.run(context));
        session.monitor.setModelFile(chosen);
        session.announce();
        return monitorState(session);
      }),
    'monitor.watch': ({ file, label, day }, context) =>
      session.exclusive(async () => {
        await watch(session, { ...files.resolve(file), label, day }, session.run(context));
        session.announce();
        return monitorState(session);
      }),
    'monitor.remove': ({ label }) =>
      session.exclusive(async () => {
        session.monitor.remove(label);
        session.note(`Removed the period ${label}`);
        session.announce();
        return monitorState(session);
      }),
    'monitor.setRule': ({ rule }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        await session.change('Limits of monitoring', { ...session.recipe, monitoring: rule }, context);
        return monitorState(session);
      }),
  } satisfies Partial<Handlers>;
}

async function watch(session: Session, request: WatchRequest, run: Run): Promise<void> {
  const { monitor, recipe } = session;
  const { modelFile } = monitor;
  session.requireSource();
  if (modelFile) {
    const { name, sha256 } = modelFile.identity;
    const labelFor = (label: string) => monitor.labelFor(label, sha256);
    const against = { ...againstModel(modelFile, name, recipe.monitoring), labelFor };
    monitor.keep(await watchFile(watcherOfFile(modelFile.document), against, request, run), undefined);
  } else {
    const model = requireWatched(session);
    await watchOwn(session, model, request, run);
  }
  const { label, file, light, model } = monitor.last!.period;
  session.note(`Watched ${label} (${file.name})${model ? ` against the model ${model.name}` : ''}: ${light}`);
}

/**
 * Holds a file against the customers of the project, with the outcomes that became known since, and keeps what was found.
 * @param sha256 of the file where it has to be the one that was read before
 * @throws AppError `file.changed`, and as `watchFile`
 */
export async function watchOwn(
  session: Session,
  model: WatchedModel,
  request: WatchRequest,
  run: Run,
  sha256?: string,
): Promise<void> {
  const { monitor, recipe } = session;
  const known = await monitor.feedback.ofModel(model, session.requireSource(), recipe, run);
  const labelFor = (label: string) => monitor.labelFor(label, undefined);
  const against = { reference: await monitor.reference(model, run), rule: recipe.monitoring, labelFor };
  const watched = await watchFile(watcherOf(model), against, { ...request, known }, run);
  if (sha256 !== undefined && watched.source.sha256 !== sha256)
    throw new AppError('file.changed', { name: request.name });
  monitor.keep(watched, model.scored);
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
        session.monitor.keepChallenge(listsKey(session), challenge);
        session.announce();
        return challenge;
      }),
    'monitor.replace': (_input, context) =>
      session.exclusive(async () => {
        const challenge = session.monitor.challengeOf(listsKey(session));
        if (!challenge) throw new AppError('monitor.noChallenge', {});
        const last = session.monitor.requireLast(requireWatched(session));
        await replaceModel(session, last, challenge.learnFrom, context);
        return monitorState(session);
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
