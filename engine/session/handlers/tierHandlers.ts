import type { Handlers } from '#shared/contract/contract';
import type { tiersContract } from '#shared/contract/tiers';
import { AppError } from '#shared/errors';
import { driverColumns } from '../../segments/tiers/driverColumns.ts';
import { scoreBins } from '../../segments/tiers/scoreBins.ts';
import { tierSnapshot, type TierSnapshot } from '../../segments/tiers/TierSnapshot.ts';
import { tierTransitions } from '../../segments/tiers/tierTransitions.ts';
import { openProject } from '../../store/projectFile.ts';
import { outcomesOfTiers } from '../outcomesOfTiers.ts';
import { importedOfProject } from '../projectContents.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function tierHandlers({ session, files }: HandlerParts): Pick<Handlers, keyof typeof tiersContract> {
  return {
    'segment.driverColumns': async () => {
      const { imported } = session.requireShown();
      return driverColumns(imported.table, imported.roles);
    },
    'segment.scores': async () => session.shown && scoreBins(session.shown.segmented, session.shown.imported.table),
    'segment.tierOutcomes': async () => session.shown && outcomesOfTiers(session.shown, session.recipe.scoring),
    'segment.transitions': ({ against }, context) =>
      session.exclusive(async () => {
        const shown = session.requireShown();
        const { imported, segmented } = shown;
        const run = session.run(context);
        const earlier =
          against === 'previousRule'
            ? session.tierMemory.before
            : await earlierProject(files.resolve(against.file), run);
        if (!earlier) throw new AppError('tiers.noEarlier', {});
        const now = tierSnapshot('these', imported, segmented.tiers);
        const made = await tierTransitions(earlier, now, segmented, imported.table, run);
        session.tierMemory.keep(shown, made);
        session.announce();
        return made.found;
      }),
    'segment.transition': async () => session.tierMemory.transitionsOf(session.shown)?.found ?? null,
  };
}

/** The tiers that an earlier project holds; the file is only read. @throws AppError as `openProject`, `project.notSegmented` */
async function earlierProject(
  { path, name }: { path: string; name: string },
  run: ReturnType<HandlerParts['session']['run']>,
): Promise<TierSnapshot> {
  const contents = await openProject(path, run);
  if (!contents.result) throw new AppError('project.notSegmented', {});
  return tierSnapshot(name, await importedOfProject(contents, contents.result, run), contents.result.segmented.tiers);
}
