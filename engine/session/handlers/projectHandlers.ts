import type { Handlers } from '#shared/contract/contract';
import type { projectContract } from '#shared/contract/project';
import { AppError } from '#shared/errors';
import { openProject, saveProject } from '../../store/projectFile.ts';
import { fromContents, toContents } from '../projectContents.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function projectHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof projectContract> {
  return { ...fileHandlers(parts), ...historyHandlers(parts), ...recoveryHandlers(parts) };
}

function fileHandlers({ session, files }: HandlerParts) {
  return {
    'project.state': async () => session.state(),
    'project.open': ({ file }, context) =>
      session.exclusive(async () => {
        const projectFile = files.resolve(file);
        const run = session.run(context);
        const contents = await openProject(projectFile.path, run);
        session.restore(await fromContents(contents, run), projectFile);
        return session.state();
      }),
    'project.save': ({ file }, context) =>
      session.exclusive(async () => {
        const target = file === null ? session.projectFile : files.resolve(file);
        if (!target) throw new AppError('file.unknownToken', {});
        session.note(`Saved as ${target.name}`);
        await saveProject(
          target.path,
          toContents(session.projectParts(), session.parts.appVersion),
          session.run(context),
        );
        session.markSaved(target);
        return session.state();
      }),
    'project.close': () =>
      session.exclusive(async () => {
        session.clear();
        session.announce();
        return session.state();
      }),
  } satisfies Partial<Handlers>;
}

function historyHandlers({ session }: HandlerParts) {
  const travel = (direction: 'undo' | 'redo') =>
    session.exclusive(async () => {
      await session.travel(direction);
      return session.state();
    });
  return {
    'project.undo': () => travel('undo'),
    'project.redo': () => travel('redo'),
    'project.travel': ({ index }) =>
      session.exclusive(async () => {
        await session.travelTo(index);
        return session.state();
      }),
    'project.setSeed': ({ seed }) =>
      session.exclusive(async () => {
        await session.change(`Seed ${seed}`, { ...session.recipe, seed });
        return session.state();
      }),
  } satisfies Partial<Handlers>;
}

function recoveryHandlers({ session }: HandlerParts) {
  const { recovery } = session.parts;
  return {
    'project.recoverable': async () => recovery?.list() ?? [],
    'project.recover': ({ id }, context) =>
      session.exclusive(async () => {
        if (!recovery) throw new AppError('file.missing', { name: 'the recovery copy' });
        await recovery.bringBack(id, session, session.run(context));
        return session.state();
      }),
    'project.forgetRecovery': async ({ id }) => recovery?.forget(id) ?? [],
  } satisfies Partial<Handlers>;
}
