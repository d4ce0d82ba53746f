import { stat } from 'node:fs/promises';
import type { Handlers } from '#shared/contract/contract';
import type { decideContract } from '#shared/contract/decide';
import { DECISIONS, defaultCredit, type CreditDecision } from '#shared/decisions/credit';
import { AppError } from '#shared/errors';
import type { Decided } from '../../decide/creditDecisions.ts';
import { reasonsOfDecision } from '../../decide/reasonsOfDecision.ts';
import { chosenScores } from '../../scoring/Scored.ts';
import { customerKey } from '../../segments/overrides/customerKey.ts';
import { explainedBy } from '../customerScores.ts';
import type { FileDirectory } from '../fileDirectory.ts';
import { contactSetup, contactsOf, creditOf, decidedOn, madeOrProblem } from '../decisions.ts';
import { saveContacts, saveCredit } from '../saveDecisions.ts';
import { customerScoring } from '../scoredBook.ts';
import type { Session } from '../Session.ts';
import type { HandlerParts } from './HandlerParts.ts';

/** Whom to contact and whom to give credit, by rules over the scores on show. */
export function decideHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof decideContract> {
  return { ...contactHandlers(parts), ...creditHandlers(parts), ...overrideHandlers(parts.session) };
}

function contactHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'decide.contact': async () => {
      const on = decidedOn(session);
      const { made, problem } = madeOrProblem(() => contactsOf(on).list);
      return { setup: contactSetup(on), list: made, problem };
    },
    'decide.setContact': ({ contact }) =>
      session.exclusive(async () => {
        const { list } = contactsOf(decidedOn(session), contact);
        await session.change('Contact list', {
          ...session.recipe,
          decisions: { ...session.recipe.decisions, contact },
        });
        return list;
      }),
    'decide.contacts': async ({ offset, limit }, context) => {
      const run = session.run(context);
      const { rows: all, values } = contactsOf(decidedOn(session));
      const rows = all.subarray(offset, offset + limit);
      const scoring = await customerScoring(session, run);
      const explained = await explainedBy(scoring, rows, run);
      const { scored, imported } = scoring.shown;
      const { segmented } = scoring.results;
      const p = chosenScores(scored);
      return {
        rows: Array.from(rows, (row, i) => {
          const { title, cost } = values.actions[values.action[row]];
          return {
            row,
            customer: customerKey(imported, row),
            score: p[row],
            value: values.value[row],
            action: title,
            cost,
            expected: { value: values.expected[row], low: values.low[row], high: values.high[row] },
            segment: segmented?.segmentation.segments[segmented.labels[row]]?.name ?? null,
            reasons: explained[i].raises.map(({ short }) => short),
          };
        }),
        total: all.length,
      };
    },
    'decide.saveContacts': async ({ format }, context) =>
      handedOut(files, await saveContacts(session, format, workDirectory, session.run(context))),
  } satisfies Partial<Handlers>;
}

async function handedOut(files: FileDirectory, { path, name }: { path: string; name: string }) {
  return { token: files.register(path, name), name, sizeBytes: (await stat(path)).size };
}

function creditHandlers({ session, files, workDirectory }: HandlerParts) {
  return {
    'decide.credit': async () => {
      const on = decidedOn(session);
      const { made, problem } = madeOrProblem(() => creditOf(on).summary);
      return { policy: session.recipe.decisions?.credit ?? defaultCredit(), decided: made, problem };
    },
    'decide.setCredit': ({ credit }) =>
      session.exclusive(async () => {
        const { summary } = creditOf(decidedOn(session), credit);
        await session.change('Credit policy', {
          ...session.recipe,
          decisions: { ...session.recipe.decisions, credit },
        });
        return summary;
      }),
    'decide.creditRows': async ({ offset, limit, decision }) => {
      const decided = creditOf(decidedOn(session));
      const p = chosenScores(session.scores.requireShown().scored);
      const wanted = decision === null ? null : DECISIONS.indexOf(decision);
      const all = Int32Array.from(p.keys()).filter(row => wanted === null || decided.decision[row] === wanted);
      all.sort((a, b) => p[b] - p[a] || a - b);
      const rows = Array.from(all.subarray(offset, offset + limit), row => creditDecision(session, decided, row));
      return { rows, total: all.length };
    },
    'decide.creditOf': async ({ row }) => creditDecision(session, creditOf(decidedOn(session)), row),
    'decide.saveCredit': async ({ format }, context) =>
      handedOut(files, await saveCredit(session, format, workDirectory, session.run(context))),
  } satisfies Partial<Handlers>;
}

function overrideHandlers(session: Session) {
  return {
    'decide.override': ({ row, override }) =>
      session.exclusive(async () => {
        const { imported } = session.scores.requireShown();
        if (row >= imported.table.nRows) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
        const customer = customerKey(imported, row);
        const policy = session.recipe.decisions?.credit ?? defaultCredit();
        const others = policy.overrides.filter(one => one.customer !== customer);
        const credit = { ...policy, overrides: override ? [...others, { customer, ...override }] : others };
        const label = override
          ? `Credit of ${customer}: ${override.decision}; ${override.reason} (${override.by})`
          : `Credit of ${customer} by the rules again`;
        await session.change(label, { ...session.recipe, decisions: { ...session.recipe.decisions, credit } });
        return creditDecision(session, creditOf(decidedOn(session)), row);
      }),
  } satisfies Partial<Handlers>;
}

function creditDecision(session: Session, decided: Decided, row: number): CreditDecision {
  const { scored, imported } = session.scores.requireShown();
  if (row >= imported.table.nRows) throw new AppError('data.unknownCustomer', { id: `row ${row}` });
  const score = chosenScores(scored)[row];
  const line = decided.line[row];
  return {
    row,
    customer: customerKey(imported, row),
    score,
    decision: DECISIONS[decided.decision[row]],
    line: Number.isNaN(line) ? null : line,
    reasons: reasonsOfDecision(decided, row, score),
    byRule: DECISIONS[decided.byRule[row]],
    override: decided.overrides.get(row) ?? null,
  };
}
