import type { ContactSetup } from '#shared/contract/decide';
import type { ContactChoices, ContactList } from '#shared/decisions/contact';
import { defaultCredit, type CreditDecisions } from '#shared/decisions/credit';
import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import { errorSentence } from '#shared/text/errorSentences';
import type { Book } from '../decide/Book.ts';
import { NO_VALUES } from '../decide/contactValues.ts';
import { contactList, type Contacts } from '../decide/contactList.ts';
import { decideCredit, type Decided } from '../decide/creditDecisions.ts';
import { playsOfSegments } from '../decide/playsOfSegments.ts';
import { suppliedPlaybook } from '../playbook/suppliedPlaybook.ts';
import type { Scored } from '../scoring/Scored.ts';
import { incomeColumn } from './customerScores.ts';
import type { Analysis } from './mainJob.ts';
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

/** Scored customers and the recipe that says what is done about them. */
export interface DecidedOn {
  readonly book: Book;
  readonly recipe: Recipe;
  /** The segments' analysis, where the same customers are grouped. */
  readonly grouped: Analysis | null;
}

/** @throws AppError `scores.none` */
export function decidedOn(session: Session): DecidedOn {
  const { scored, imported } = session.scores.requireShown();
  const { segmented } = session.resultsOf(imported);
  return { book: { scored, imported, segmented }, recipe: session.recipe, grouped: segmented ? session.shown : null };
}

/** The choices of the recipe, or those that follow from the money of the threshold. */
export function contactChoices(recipe: Recipe): ContactChoices {
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

export function contactSetup({ book, recipe }: DecidedOn): ContactSetup {
  const { imported, segmented } = book;
  const valueColumns = imported.table.columns.flatMap(({ kind, name }, i) =>
    kind === 'number' && !NO_VALUES.includes(imported.roles[i]) ? [name] : [],
  );
  return { choices: contactChoices(recipe), valueColumns, hasSegments: segmented !== null };
}

/** Whom to contact by the choices of the recipe, or by others. @throws AppError as `contactList` */
export function contactsOf({ book, recipe, grouped }: DecidedOn, choices = contactChoices(recipe)): Contacts {
  const segments = book.segmented?.segmentation.segments ?? [];
  const playbook = recipe.playbook ?? suppliedPlaybook();
  const key = [choices, playbook, segments.map(({ name, size }) => [name, size])];
  return keptFor(contacts, book.scored, key, () => {
    const answer = grouped && recommendationsOf(grouped, recipe.playbook);
    const { purpose } = book.scored.target;
    return contactList(book, choices, playsOfSegments(segments, choices, purpose, { playbook, answer }));
  });
}

/** Decisions about credit by the policy of the recipe, or by another. @throws AppError as `decideCredit` */
export function creditOf({ book, recipe }: DecidedOn, policy = recipe.decisions?.credit ?? defaultCredit()): Decided {
  const { creditLine: shares } = recipe.scoring;
  const income = incomeColumn(book.imported.table);
  return keptFor(decided, book.scored, [policy, shares], () => decideCredit(book, { policy, income, shares }));
}

/** What was made, or why it cannot be: choices may name a column that is gone or has another role by now. @throws what is no AppError */
export function madeOrProblem<T>(make: () => T): { made: T | null; problem: string | null } {
  try {
    return { made: make(), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { made: null, problem: errorSentence(error) };
  }
}

/** What people chose to do about scores, for the report; nothing where they chose nothing. */
export function chosenDecisions(on: DecidedOn): {
  contact: ContactList | null;
  credit: CreditDecisions | null;
  problems: string[];
} {
  const { contact, credit } = on.recipe.decisions ?? {};
  const list = madeOrProblem(() => (contact ? contactsOf(on).list : null));
  const decisions = madeOrProblem(() => (credit ? creditOf(on).summary : null));
  const problems = [list.problem, decisions.problem].filter(problem => problem !== null);
  return { contact: list.made, credit: decisions.made, problems };
}
