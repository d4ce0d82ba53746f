import { DECISIONS } from '#shared/decisions/credit';
import { formatPercent } from '#shared/format';
import type { Decided } from './creditDecisions.ts';

const THEN = { refer: 'it is referred', decline: 'it is declined' } as const;

/** Why one customer's credit is decided as it is, in words: a person's decision first, then rules, then where the score lies. */
export function reasonsOfDecision(
  { overrides, rules, byRule, summary }: Decided,
  row: number,
  score: number,
): string[] {
  const { approveBelow, declineFrom } = summary;
  const override = overrides.get(row);
  const byHand = override
    ? [`${override.by} decided: ${override.reason} (by the rules: ${DECISIONS[byRule[row]]})`]
    : [];
  const held = rules.filter(({ holds }) => holds[row] === 1).map(({ words, leadsTo }) => `${words}: ${THEN[leadsTo]}`);
  const probability = `the probability is ${formatPercent(score)}`;
  const where =
    score >= declineFrom
      ? `${probability}, at or above ${formatPercent(declineFrom)}: it is declined`
      : score >= approveBelow
        ? `${probability}, at or above ${formatPercent(approveBelow)}: it is referred`
        : `${probability}, below ${formatPercent(approveBelow)}`;
  return [...byHand, ...held, where];
}
