import type { Handlers } from '#shared/contract/contract';
import type { playbookContract, PlaybookState } from '#shared/contract/playbook';
import type { Run } from '../../jobs/Run.ts';
import { placesOf } from '../../playbook/placesOf.ts';
import { suppliedPlaybook } from '../../playbook/suppliedPlaybook.ts';
import { recommendationsOf } from '../recommendationsOf.ts';
import type { Session } from '../Session.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function playbookHandlers({ session }: HandlerParts): Pick<Handlers, keyof typeof playbookContract> {
  return {
    'playbook.get': (_input, context) => stateOf(session, session.run(context)),
    'playbook.set': ({ playbook }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const label = playbook ? 'Playbook changed' : 'Playbook as supplied';
        await session.change(label, { ...session.recipe, playbook });
        return stateOf(session, session.run(context));
      }),
    'playbook.recommendations': async () => session.shown && recommendationsOf(session.shown, session.recipe.playbook),
  };
}

async function stateOf(session: Session, run: Run): Promise<PlaybookState> {
  const { playbook } = session.recipe;
  const places = session.source ? placesOf(await session.imported(run)) : [];
  return { playbook: playbook ?? suppliedPlaybook(), isOwn: playbook !== null, places };
}
