import type { Handlers } from '#shared/contract/contract';
import type { prepareContract } from '#shared/contract/prepare';
import { withDefaults } from '../../prepare/pipeline.ts';
import { STEPS } from '../../prepare/registry.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function prepareHandlers({ session }: HandlerParts): Pick<Handlers, keyof typeof prepareContract> {
  return {
    'prepare.catalog': async () => STEPS.map(({ id, title, help, options }) => ({ id, title, help, options })),
    'prepare.setSteps': ({ steps, label }) =>
      session.exclusive(async () => {
        await session.change(label ?? 'Preparation steps', { ...session.recipe, prepare: withDefaults(steps) });
        return session.state();
      }),
    'prepare.preview': async (_input, context) => {
      const prepared = await session.prepared(session.run(context));
      return { features: [...prepared.features], steps: [...prepared.effects], notes: [...prepared.notes] };
    },
  };
}
