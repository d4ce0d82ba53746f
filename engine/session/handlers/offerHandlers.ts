import { stat } from 'node:fs/promises';
import type { CallContext, Handlers } from '#shared/contract/contract';
import type { offerContract } from '#shared/contract/offer';
import { defaultReading } from '#shared/reading';
import type { Offers, RecommenderId } from '#shared/offers/choices';
import { RECOMMENDERS } from '../../recommend/registry.ts';
import { recommenderOf } from '../../recommend/fitOffers.ts';
import { customerOffers, offersPage } from '../customerOffers.ts';
import { explicitRecipe } from '../explicitRecipe.ts';
import { offersSetup } from '../offersSetup.ts';
import { saveOffers } from '../saveOffers.ts';
import type { Session } from '../Session.ts';
import { atHand, readTable } from '../sourceTables.ts';
import type { HandlerParts } from './HandlerParts.ts';

export function offerHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof offerContract> {
  return { ...setUpHandlers(parts), ...makeHandlers(parts.session), ...lookHandlers(parts) };
}

function setUpHandlers({ session, files }: HandlerParts) {
  return {
    'offer.catalog': async () =>
      RECOMMENDERS.map(({ id, title, help, options, sources }) => ({
        id,
        title,
        help,
        options,
        sources: [...sources],
      })),
    'offer.setup': async ({ offers }, context) => {
      session.requireSource();
      const recipe = { ...session.recipe, offers: { ...session.recipe.offers, ...offers } };
      return offersSetup(session, recipe, session.run(context));
    },
    'offer.addTable': ({ file, sheet }, context) =>
      session.exclusive(async () => {
        const run = session.run(context);
        const source = session.requireSource();
        const place = file === null ? { path: source.path ?? source.name, name: source.name } : files.resolve(file);
        const reading = { ...defaultReading(), sheet };
        const read = await readTable(place.path, place.name, reading, run);
        const asked = { file: file === null ? null : { name: read.name, sha256: read.sha256 }, reading };
        if (!atHand(source, asked)) session.hold(read);
        const { recipe } = session;
        const id = freeId(recipe.tables.map(table => table.id));
        // The new list is what is looked at first: what was chosen before is let go of.
        const tables = [...recipe.tables, { ...asked, id, rfm: null }];
        const offers = { ...recipe.offers, source: null };
        await session.change(`Added ${place.name} for offers`, { ...recipe, tables, offers }, context);
        return offersSetup(session, session.recipe, run);
      }),
  } satisfies Partial<Handlers>;
}

function freeId(taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`list-${n}`)) n++;
  return `list-${n}`;
}

function makeHandlers(session: Session) {
  const changed = (label: string, change: Partial<Offers>, context: CallContext) =>
    session.exclusive(async () => {
      session.offers.requireShown();
      await session.change(label, { ...session.recipe, offers: { ...session.recipe.offers, ...change } }, context);
      return session.offers.requireShown().offered.result;
    });
  return {
    'offer.run': ({ offers }, context) =>
      session.exclusive(async () => {
        session.requireSource();
        const recipe = explicitRecipe({ ...session.recipe, offers: { ...session.recipe.offers, ...offers } });
        const isSame = JSON.stringify(recipe.offers) === JSON.stringify(session.recipe.offers);
        if (!isSame) await session.change('Offers', recipe, context);
        return (await session.makeOffers(context)).offered.result;
      }),
    'offer.result': async () => {
      const { shown } = session.offers;
      return shown && { result: shown.offered.result, isFresh: session.offers.stateFor(session.recipe) === 'ready' };
    },
    'offer.choose': ({ id }, context) =>
      changed(id === null ? 'Offers by the recommended method' : `Offers by ${titleOf(id)}`, { chosen: id }, context),
    'offer.setRules': ({ offers }, context) => changed('Offer rules', offers, context),
  } satisfies Partial<Handlers>;
}

function titleOf(id: RecommenderId): string {
  return recommenderOf(id).title;
}

function lookHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'offer.customers': async (asked, context) => {
      const shown = session.offers.requireShown();
      return offersPage(shown, asked, await session.offers.reasonsOf(shown, session.run(context)));
    },
    'offer.customer': async ({ row }, context) => {
      const { shown } = session.offers;
      // A row is one of the customers on show; those of older offers may be others.
      if (!shown || shown.offered.base.owned.customerNames !== null) return null;
      if (shown.imported !== (await session.imported(session.run(context)))) return null;
      return customerOffers(shown, row, await session.offers.reasonsOf(shown, session.run(context)));
    },
    'offer.save': async ({ format }, context) => {
      const { path, name } = await saveOffers(session, format, workDirectory, session.run(context));
      return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
    },
  } satisfies Partial<Handlers>;
}
