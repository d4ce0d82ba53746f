import type { ScoreBins, TierHeld } from '#shared/contract/tiers';

export interface Thresholds {
  readonly mediumFrom: number;
  readonly highFrom: number;
}
export type TiersHeld = Record<'High' | 'Medium' | 'Low', TierHeld>;

/** What the tiers would hold with thresholds at whole scores or at those of the rule: the parts of the book from each on, and what was set by hand. */
export function tiersAt({ parts, byHand }: ScoreBins, { mediumFrom, highFrom }: Thresholds): TiersHeld {
  const held = { High: { ...byHand.High }, Medium: { ...byHand.Medium }, Low: { ...byHand.Low } };
  parts.from.forEach((from, i) => {
    const tier = held[from >= highFrom ? 'High' : from >= mediumFrom ? 'Medium' : 'Low'];
    tier.customers += parts.customers[i];
    tier.exposure += parts.exposure[i];
  });
  return held;
}
