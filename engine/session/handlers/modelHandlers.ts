import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import type { modelContract } from '#shared/contract/model';
import { AppError } from '#shared/errors';
import { baseName } from '../baseName.ts';
import { describeRun } from '../runIdentity.ts';
import { saveModel, type Saveable } from '../saveModel.ts';
import type { Session } from '../Session.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function modelHandlers({
  session,
  files,
  workDirectory,
}: HandlerParts): Pick<Handlers, keyof typeof modelContract> {
  return {
    'model.save': ({ owner }, context) =>
      session.exclusive(async () => {
        const saved = saveable(session);
        await mkdir(workDirectory, { recursive: true });
        const name = `${baseName(saved.source.name)}.tsm`;
        const path = join(await mkdtemp(join(workDirectory, 'model-')), name);
        const { appVersion, now } = session.parts;
        const naming = { name: baseName(saved.source.name), owner, savedAt: now(), appVersion };
        const { sizeBytes, sha256, card } = await saveModel(path, saved, naming, null, session.run(context));
        session.note(`Saved the model ${name} (${sha256.slice(0, 12)})`);
        return { token: files.register(path, name), name, sizeBytes, sha256, card };
      }),
  };
}

/** The segments on show with the scores of the same customers; scores alone where nothing is grouped. @throws AppError `model.nothing` */
function saveable(session: Session): Saveable {
  if (session.shown) {
    const analysis = session.requireFiled();
    return { ...analysis, resultSha256: describeRun(analysis, session.parts.appVersion).resultSha256 };
  }
  const { shown, sha256 } = session.scores;
  if (!shown) throw new AppError('model.nothing', {});
  const { recipe, imported, scored } = shown;
  const scorers: Saveable['scorers'] = run => session.scores.scorersOf(recipe, imported, run);
  return { source: session.requireSource(), recipe, imported, scored, scorers, resultSha256: sha256 };
}
