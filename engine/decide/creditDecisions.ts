import {
  DECISIONS,
  type CreditDecisions,
  type CreditOverride,
  type CreditPolicy,
  type Decision,
} from '#shared/decisions/credit';
import { formatCount, formatPercent, formatThings } from '#shared/format';
import { BAND_FROM } from '#shared/scoring/bands';
import { shareOfEvents } from '../scoring/bandSummaries.ts';
import { creditLine } from '../scoring/creditLine.ts';
import { shareMeasure } from '../scoring/rates.ts';
import { chosenScores } from '../scoring/Scored.ts';
import { rowsOfKeys } from '../segments/overrides/customerKey.ts';
import type { NumberColumn } from '../table/Column.ts';
import type { Book } from './Book.ts';
import { policyRules, type HeldRule } from './policyRules.ts';

/** Decisions of a whole book. */
export interface Decided {
  readonly summary: CreditDecisions;
  /** [nRows], positions in DECISIONS, as the rules have it and as it stands. */
  readonly byRule: Uint8Array;
  readonly decision: Uint8Array;
  /** [nRows], suggested credit line, 0 where it is not approved, NaN where there is no income. */
  readonly line: Float64Array;
  readonly rules: readonly HeldRule[];
  readonly overrides: ReadonlyMap<number, CreditOverride>;
}

export interface CreditGiven {
  readonly policy: CreditPolicy;
  readonly income: NumberColumn | null;
  /** Share of the income by band, see `creditLine`. */
  readonly shares: readonly number[];
}

const [APPROVE, REFER, DECLINE] = [0, 1, 2];
/** Where events are frequent, more probable ones than these are not approved, and not referred, unless a person says so. */
const MOST_APPROVED = 0.25;
const MOST_REFERRED = 0.5;

/**
 * Approves, refers or declines every customer: a rule that declines comes first, then a score from `declineFrom`, then a rule that refers, then a score
 * from `approveBelow`; everyone else is approved. What a person decided stands above all of it. Who is referred or approved gets the suggested line.
 * @throws AppError `data.unknownColumn`, `decide.protected`, `decide.ruleValue`
 * Cost: O(rows · rules).
 */
export function decideCredit(book: Book, { policy, income, shares }: CreditGiven): Decided {
  const { scored, imported } = book;
  const p = chosenScores(scored);
  const prevalence = shareOfEvents(scored.target);
  const approveBelow =
    policy.approveBelow ?? Math.min(MOST_APPROVED, BAND_FROM[2] * prevalence, policy.declineFrom ?? 1);
  const declineFrom = Math.max(approveBelow, policy.declineFrom ?? Math.min(MOST_REFERRED, BAND_FROM[3] * prevalence));
  const rules = policyRules(policy.rules, imported);
  const byRule = Uint8Array.from(p, score =>
    score >= declineFrom ? DECLINE : score >= approveBelow ? REFER : APPROVE,
  );
  for (const { leadsTo, holds } of rules)
    for (let row = 0; row < byRule.length; row++)
      if (holds[row] === 1) byRule[row] = Math.max(byRule[row], leadsTo === 'decline' ? DECLINE : REFER);
  const found = overriddenRows(book, policy.overrides);
  const decision = byRule.slice();
  for (const [row, override] of found.overrides) decision[row] = DECISIONS.indexOf(override.decision);
  const line = linesOf(book, { income, shares, mostLine: policy.mostLine, decision, overrides: found.overrides });
  const decided = { byRule, decision, line, rules, overrides: found.overrides };
  const summary: Omit<CreditDecisions, 'sentence'> = {
    policy,
    approveBelow,
    declineFrom,
    income: income?.name ?? null,
    decisions: DECISIONS.map((name, i) => summaryOf(book, name, decision, i, income ? line : null)),
    rules: rules.map(rule => ruleCount(rule, rules, p, approveBelow)),
    nOverrides: found.overrides.size,
    overridesNotFound: found.missing,
    rule: ruleWords(approveBelow, declineFrom),
  };
  return { ...decided, summary: { ...summary, sentence: sentence(summary) } };
}

/** What people decided, by the row of the customer. */
function overriddenRows({ imported }: Book, overrides: readonly CreditOverride[]) {
  const rows = rowsOfKeys(imported, new Set(overrides.map(({ customer }) => customer)));
  const found = new Map<number, CreditOverride>();
  const missing: string[] = [];
  for (const override of overrides) {
    const held = rows.get(override.customer) ?? [];
    if (held.length === 0) missing.push(override.customer);
    for (const row of held) found.set(row, override);
  }
  return { overrides: found, missing };
}

function linesOf(
  { scored }: Book,
  given: Pick<CreditGiven, 'income' | 'shares'> & {
    mostLine: number | null;
    decision: Uint8Array;
    overrides: ReadonlyMap<number, CreditOverride>;
  },
): Float64Array {
  const { income, shares, mostLine, decision, overrides } = given;
  const most = mostLine ?? Infinity;
  return Float64Array.from(decision, (decided, row) => {
    const byHand = overrides.get(row);
    if (byHand && byHand.line !== null) return byHand.line;
    if (decided === DECLINE) return 0;
    const suggested = income ? creditLine(scored.bands[row], income.values[row], shares) : null;
    return suggested === null ? NaN : Math.min(most, suggested);
  });
}

function summaryOf(
  { scored }: Book,
  decision: Decision,
  decided: Uint8Array,
  place: number,
  line: Float64Array | null,
) {
  const p = chosenScores(scored);
  let [n, scores, hits, known, lines] = [0, 0, 0, 0, 0];
  for (let row = 0; row < decided.length; row++) {
    if (decided[row] !== place) continue;
    n++;
    scores += p[row];
    if (scored.y[row] >= 0) known++;
    if (scored.y[row] === 1) hits++;
    if (line && line[row] === line[row]) lines += line[row];
  }
  return {
    decision,
    n,
    share: n / decided.length,
    meanScore: n === 0 ? 0 : scores / n,
    rate: known === 0 ? null : shareMeasure({ hits, n: known }),
    lines: line ? lines : null,
  };
}

function ruleCount(rule: HeldRule, rules: readonly HeldRule[], p: Float64Array, approveBelow: number) {
  let [n, alone] = [0, 0];
  for (let row = 0; row < p.length; row++) {
    if (rule.holds[row] !== 1) continue;
    n++;
    if (p[row] < approveBelow && rules.every(other => other === rule || other.holds[row] === 0)) alone++;
  }
  const { holds: _holds, ...said } = rule;
  return { ...said, n, alone };
}

function ruleWords(approveBelow: number, declineFrom: number): string {
  return `Declined: where a rule says so or the probability is ${formatPercent(declineFrom)} or more. Referred to a person: where a rule says so or it is ${formatPercent(approveBelow)} or more. Everyone else is approved. A person may decide otherwise, with reason and name.`;
}

function sentence({ decisions, nOverrides }: Omit<CreditDecisions, 'sentence'>): string {
  const words = { approve: 'approved', refer: 'referred to a person', decline: 'declined' };
  const parts = decisions.map(
    ({ decision, n, share }) => `${formatCount(n)} (${formatPercent(share)}) ${words[decision]}`,
  );
  const [approved] = decisions;
  const rate =
    approved.rate && approved.n > 0
      ? ` Of the approved with a known outcome ${formatPercent(approved.rate.value)} had the event (95 % ${formatPercent(approved.rate.low)} to ${formatPercent(approved.rate.high)}).`
      : '';
  const byHand = nOverrides > 0 ? ` ${formatThings(nOverrides, 'customer')} decided by hand.` : '';
  return `By score and rules: ${parts.join(', ')}.${rate}${byHand} A suggestion by visible rules, for people to decide on.`;
}
