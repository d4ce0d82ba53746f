import type { ContactSetup } from '#shared/contract/decide';
import type { ContactChoices } from '#shared/decisions/contact';
import { defaultCredit } from '#shared/decisions/credit';
import type { Book } from '../decide/Book.ts';
import { contactList, type Contacts } from '../decide/contactList.ts';
import { decideCredit, type Decided } from '../decide/creditDecisions.ts';
import { playsOfSegments } from '../decide/playsOfSegments.ts';
import { suppliedPlaybook } from '../playbook/suppliedPlaybook.ts';
import type { Scored } from '../scoring/Scored.ts';
import { incomeColumn } from './customerScores.ts';
import { recommendationsOf } from './recommendationsOf.ts';
import type { Session } from './Session.ts';

interface Made<T> {
  readonly key: string;
  readonly made: T;
}
const contacts = new WeakMap<Scored, Made<Contacts>>();
const decided = new WeakMap<Scored, Made<Decided>>();

/** The last answer is kept with the scores it was made from, until another is asked for. */
function keptFor<T>(kept: WeakMap<Scored, Made<T>>, scored: Scored, key: unknown, make: () => T): T {
  const asked = JSON.stringify(key);
  const known = kept.get(scored);
  if (known?.key === asked) return known.made;
  const made = make();
  kept.set(scored, { key: asked, made });
  return made;
}

/** @throws AppError `scores.none` */
export function bookOf(session: Session): Book {
  const { scored, imported } = session.scores.requireShown();
  return { scored, imported, segmented: session.resultsOf(imported).segmented };
}

/** The choices of the recipe, or those that follow from the money of the threshold. */
export function contactChoices({ recipe }: Session): ContactChoices {
  const { threshold } = recipe.scoring;
  return (
    recipe.decisions?.contact ?? {
      value: { amount: threshold.valueSaved },
      actBy: 'one',
      cost: threshold.contactCost,
      success: { low: threshold.successRate, high: threshold.successRate },
      mostContacts: threshold.capacity,
      budget: null,
    }
  );
}

export function contactSetup(session: Session): ContactSetup {
  const { imported, segmented } = bookOf(session);
  const valueColumns = imported.table.columns.flatMap(({ kind, name }, i) =>
    kind === 'number' && imported.roles[i] !== 'identifier' ? [name] : [],
  );
  return { choices: contactChoices(session), valueColumns, hasSegments: segmented !== null };
}

/** Whom to contact by the choices of the recipe. @throws AppError `scores.none`, and as `contactList` */
export function contactsOf(session: Session, choices = contactChoices(session)): Contacts {
  const book = bookOf(session);
  const segments = book.segmented?.segmentation.segments ?? [];
  const playbook = session.recipe.playbook ?? suppliedPlaybook();
  const key = [choices, playbook, segments.map(({ name, size }) => [name, size])];
  return keptFor(contacts, book.scored, key, () => {
    const answer = book.segmented && session.shown ? recommendationsOf(session.shown, session.recipe.playbook) : null;
    const { purpose } = book.scored.target;
    return contactList(book, choices, playsOfSegments(segments, choices, purpose, { playbook, answer }));
  });
}

/** Decisions about credit by the policy of the recipe. @throws AppError `scores.none`, and as `decideCredit` */
export function creditOf(session: Session, policy = session.recipe.decisions?.credit ?? defaultCredit()): Decided {
  const book = bookOf(session);
  const { creditLine: shares } = session.recipe.scoring;
  const income = incomeColumn(book.imported.table);
  return keptFor(decided, book.scored, [policy, shares], () => decideCredit(book, { policy, income, shares }));
}
