import { TIERS, type HandDecision, type Segmentation } from '#shared/results';
import type { SetByHand } from './SetByHand.ts';

/** A decision in words: "Segment set by hand by Ana: knows the customer". */
export function handDecision(one: SetByHand, { segments }: Pick<Segmentation, 'segments'>): HandDecision {
  const { row, customer, what, reason, by } = one;
  const name = (at: number) => (what === 'tier' ? TIERS[at] : segments[at].name);
  return {
    row,
    customer,
    what,
    to: name(one.to),
    was: name(one.was),
    reason,
    by,
    text: `${what === 'tier' ? 'Tier' : 'Segment'} set by hand by ${by}: ${reason}`,
  };
}

/** The decisions of each customer by row. */
export function decisionsByRow(byHand: readonly SetByHand[] = []): Map<number, SetByHand[]> {
  const rows = new Map<number, SetByHand[]>();
  for (const one of byHand) rows.set(one.row, [...(rows.get(one.row) ?? []), one]);
  return rows;
}

export const HAND_WORDS = ['Segment', 'Tier', 'Segment and tier'] as const;

/** Which of a customer's answers were set, as one word for a column, and why. */
export function handCells(decisions: readonly SetByHand[]): { what: (typeof HAND_WORDS)[number]; reason: string } {
  const what = decisions.length > 1 ? 'Segment and tier' : decisions[0].what === 'tier' ? 'Tier' : 'Segment';
  return { what, reason: decisions.map(({ by, reason }) => `${by}: ${reason}`).join('; ') };
}
