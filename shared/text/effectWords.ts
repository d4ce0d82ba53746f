import { formatFixed } from '../format.ts';

/** Where both groups hold one value each, a standardised difference is as large as can be said. */
export const MOST_EFFECT = 99;

/** A standardised difference with its 95 % interval: "+1.31 (+1.10 to +1.52)". */
export function effectWords({ effect, low, high }: { effect: number; low: number; high: number }): string {
  if (Math.abs(effect) >= MOST_EFFECT) return effect > 0 ? `over +${MOST_EFFECT}` : `under −${MOST_EFFECT}`;
  return `${signed(effect)} (${signed(low)} to ${signed(high)})`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatFixed(Math.abs(value), 2)}`;
}
