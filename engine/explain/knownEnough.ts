import type { Contrast } from './Contrast.ts';

/** Customers whose values speak for a segment in which most have none. */
const LEAST_KNOWN = 5;

/** Whether what is known of some customers may be said of their segment: of at least five, or of half of a smaller one. */
export function isKnownEnough(known: number, size: number): boolean {
  return known > 0 && (known >= LEAST_KNOWN || 2 * known >= size);
}

/**
 * A contrast without the effects of segments that too few values speak for: two birth dates among 739 companies are not how old the segment is.
 * @param sizes customers of each segment, with a value or without
 */
export function withoutHearsay(contrast: Contrast, sizes: readonly number[]): Contrast {
  const isHeard = sizes.map((size, segment) => isKnownEnough(contrast.ns[segment], size));
  if (!isHeard.includes(false)) return contrast;
  const heard = (values: readonly number[]) => values.map((value, segment) => (isHeard[segment] ? value : Number.NaN));
  return {
    ...contrast,
    effects: heard(contrast.effects),
    effectLows: heard(contrast.effectLows),
    effectHighs: heard(contrast.effectHighs),
  };
}
