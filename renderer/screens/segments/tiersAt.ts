import type { ScoreBins } from '#shared/contract/tiers';
import type { Tier } from '#shared/results';

export interface Thresholds {
  readonly mediumFrom: number;
  readonly highFrom: number;
}
export interface Held {
  readonly customers: number;
  readonly exposure: number;
}

/** What the tiers would hold with thresholds at whole scores, looked up in the running totals of the engine; Medium is what is left. */
export function tiersAt(
  { low, high, all }: ScoreBins,
  { mediumFrom, highFrom }: Thresholds,
): Partial<Record<Tier, Held>> {
  const Low = { customers: low.customers[mediumFrom], exposure: low.exposure[mediumFrom] };
  const High = { customers: high.customers[highFrom], exposure: high.exposure[highFrom] };
  const Medium = {
    customers: all.customers - Low.customers - High.customers,
    exposure: all.exposure - Low.exposure - High.exposure,
  };
  return { High, Medium, Low };
}
