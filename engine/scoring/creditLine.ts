import { formatPercent } from '#shared/format';
import { BANDS } from '#shared/scoring/bands';

/** To this much lines are rounded down. */
const ROUNDED_TO = 100;

/**
 * A suggested credit line: a share of the yearly income that the score band allows, rounded down to whole hundreds. A rule for people to start from, not a
 * decision.
 * @param shares by band, Very low first
 * @returns null without an income
 */
export function creditLine(band: number, income: number, shares: readonly number[]): number | null {
  if (!(income >= 0)) return null;
  return Math.floor((shares[band] * income) / ROUNDED_TO) * ROUNDED_TO;
}

/** The rule in words. */
export function creditLineRule(income: string, shares: readonly number[]): string {
  const parts = BANDS.map((band, b) => `${band} ${formatPercent(shares[b], 0)}`);
  return `Share of ${income} by score band: ${parts.join(', ')}; rounded down to ${ROUNDED_TO}. A suggestion by a rule, not a decision.`;
}
