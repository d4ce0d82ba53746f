import type { Handlers } from '#shared/contract/contract';
import { defaultRecipe } from '#shared/recipe';
import { previewRaw } from '../../import/previewRaw.ts';
import type { PendingFile } from '../PendingFile.ts';
import type { HandlerParts } from './HandlerParts.ts';

/** A look at a file before it is imported; what is open stays as it is. */
export function previewHandlers({ session, files }: HandlerParts, pending: PendingFile) {
  return {
    'dataset.preview': async ({ file, reading, columns }, context) => {
      const known = files.resolve(file);
      const base = defaultRecipe(session.recipe.seed);
      const recipe = { ...base, reading: { ...base.reading, ...reading }, columns: columns ?? {} };
      const run = session.run(context);
      const source = await pending.read(file, known, recipe, run);
      const preview = await previewRaw(source.raw, recipe, run, source.name);
      return { fileName: source.name, sizeBytes: source.sizeBytes, ...preview };
    },
    'dataset.endPreview': async () => {
      pending.forget();
      return null;
    },
  } satisfies Partial<Handlers>;
}
