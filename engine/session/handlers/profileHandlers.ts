import type { Handlers } from '#shared/contract/contract';
import type { profileContract } from '#shared/contract/profile';
import { pairView } from '../../profile/pairView.ts';
import { profileOf } from '../profileOf.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function profileHandlers({ session }: HandlerParts): Pick<Handlers, keyof typeof profileContract> {
  return {
    'profile.run': async (_input, context) => {
      session.requireSource();
      const run = session.run(context);
      const { recipe } = session;
      return profileOf(await session.imported(run, recipe), recipe, run);
    },
    'profile.pair': async ({ a, b }) => {
      session.requireSource();
      const run = session.run();
      const imported = await session.imported(run);
      return pairView(imported.table, a, b, run);
    },
  };
}
