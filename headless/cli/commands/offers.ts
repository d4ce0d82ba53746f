import { extname, resolve } from 'node:path';
import { APP_VERSION } from '#engine/version';
import { importSource, openAll } from '#engine/session/mainJob';
import { makeOffers } from '#engine/session/makeOffers';
import { explicitRecipe } from '#engine/session/explicitRecipe';
import { writeOffers } from '#engine/session/saveOffers';
import { offersSha256 } from '#engine/store/hashes';
import { withOffers } from '../offersOf.ts';
import { offerLines } from '../offerLines.ts';
import { UsageError } from '../parseCommand.ts';
import { finderOf, inputOf, recipeOf, withRun } from '../withEngine.ts';
import type { CommandHandler } from './registry.ts';

/** What each customer may want next: methods compared, offers written where a file is named. */
export const offers: CommandHandler = async (command, output, signal) => {
  const { out } = command.options;
  const ending = extname(out ?? '').toLowerCase();
  if (out !== undefined && ending !== '.csv' && ending !== '.xlsx')
    throw new UsageError('tessera offers takes --out FILE.csv or FILE.xlsx');
  const asked = withOffers(await recipeOf(command), command);
  const input = inputOf(command);
  const document = await withRun({ threads: command.options.threads, seed: asked.seed, signal, output }, async run => {
    const opened = await openAll(input.path, input.name, explicitRecipe(asked), run, finderOf(command, input.path));
    const imported = await importSource(opened.source, opened.recipe, run);
    const { shown, reasons } = await makeOffers({ ...opened, imported }, null, run);
    if (out !== undefined)
      await writeOffers(resolve(out), ending === '.csv' ? 'csv' : 'xlsx', shown, await reasons(), run);
    return {
      app: { name: 'Tessera', version: APP_VERSION },
      input: { name: input.name, sha256: opened.source.sha256 },
      offers: shown.offered.result,
      offersSha256: offersSha256(shown.offered),
      files: out === undefined ? [] : [{ path: resolve(out) }],
    };
  });
  output.result(
    command.options.json
      ? JSON.stringify(document)
      : [...offerLines(document.offers), ...(out === undefined ? [] : [resolve(out)])].join('\n'),
  );
};
