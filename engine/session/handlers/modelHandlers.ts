import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '#shared/contract/contract';
import type { modelContract, ShownRecord } from '#shared/contract/model';
import { AppError } from '#shared/errors';
import { emptyRecord, MOST_SIGN_OFFS, standingSignOff, type ModelRecord } from '#shared/models/record';
import { baseName } from '../baseName.ts';
import { describeRun } from '../runIdentity.ts';
import { inventory, newSeenModels } from '../inventory.ts';
import { saveModel, type Saveable } from '../saveModel.ts';
import type { Session } from '../Session.ts';
import type { JobContext } from '../SessionParts.ts';
import { writeInventory } from '../writeInventory.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function modelHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof modelContract> {
  return { ...savingHandlers(parts), ...recordHandlers(parts), ...inventoryHandlers(parts) };
}

function savingHandlers({ session, files, workDirectory }: HandlerParts) {
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
  } satisfies Partial<Handlers>;
}

function recordHandlers({ session }: HandlerParts) {
  const change = (label: string, record: ModelRecord) =>
    session.exclusive(async () => {
      await session.change(label, { ...session.recipe, modelRecord: record });
      return shownRecord(session);
    });
  const recordNow = () => session.recipe.modelRecord ?? emptyRecord();
  return {
    'model.record': async () => shownRecord(session),
    'model.setRecord': ({ record }) => change('Record of the model', { ...recordNow(), ...record }),
    'model.signOff': ({ status, by, words }) => {
      const { resultSha256 } = shownRecord(session);
      if (resultSha256 === null) throw new AppError('model.nothing', {});
      const signOff = { status, by, words, at: session.parts.now(), resultSha256 };
      const record = recordNow();
      const signOffs = [...record.signOffs, signOff].slice(-MOST_SIGN_OFFS);
      return change(`Model ${status}: ${words} (${by})`, { ...record, signOffs });
    },
  } satisfies Partial<Handlers>;
}

function shownRecord(session: Session): ShownRecord {
  const record = session.recipe.modelRecord ?? emptyRecord();
  const resultSha256 = resultOnShow(session);
  const standing = standingSignOff(record, resultSha256);
  return { record, standing, status: standing?.status ?? 'draft', resultSha256 };
}

function resultOnShow(session: Session): string | null {
  if (!session.shown) return session.scores.sha256;
  return describeRun(session.requireFiled(), session.parts.appVersion).resultSha256;
}

/** The segments on show with the scores of the same customers; scores alone where nothing is grouped. @throws AppError `model.nothing` */
function saveable(session: Session): Saveable {
  if (session.shown) {
    const analysis = session.requireFiled();
    const recipe = { ...analysis.recipe, monitoring: session.recipe.monitoring };
    return { ...analysis, recipe, resultSha256: describeRun(analysis, session.parts.appVersion).resultSha256 };
  }
  const { shown, sha256 } = session.scores;
  if (!shown) throw new AppError('model.nothing', {});
  const { imported, scored } = shown;
  const { modelRecord, monitoring } = session.recipe;
  const recipe = { ...shown.recipe, modelRecord, monitoring };
  const scorers: Saveable['scorers'] = run => session.scores.scorersOf(shown.recipe, imported, run);
  const made = session.offers.shown?.imported === imported ? session.offers.shown : null;
  const offers: Pick<Saveable, 'offered' | 'offersInUse'> = made
    ? { offered: made.offered, offersInUse: run => session.offers.inUseOf(made, run) }
    : {};
  return { source: session.requireSource(), recipe, imported, scored, scorers, ...offers, resultSha256: sha256 };
}

function inventoryHandlers({ session, files, workDirectory }: HandlerParts) {
  const seen = newSeenModels();
  const listed = (tokens: readonly string[], context: JobContext) =>
    inventory(
      [...(session.projectFile ? [session.projectFile] : []), ...tokens.map(token => files.resolve(token))],
      session.run(context),
      seen,
    );
  return {
    'model.inventory': async ({ files: tokens }, context) => {
      const { rows, nMore } = await listed(tokens, context);
      const shown = rows.map(row => ({ ...row, path: null, token: files.register(row.path!, row.name) }));
      return { rows: shown, nMore };
    },
    'model.saveInventory': async ({ files: tokens, format }, context) => {
      const found = await listed(tokens, context);
      await mkdir(workDirectory, { recursive: true });
      const name = `models.${format}`;
      const path = join(await mkdtemp(join(workDirectory, 'models-')), name);
      await writeInventory(path, found);
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
