/** Bands of a score: how many times as probable as in the whole book an event is. */
export const BANDS = ['Very low', 'Low', 'Medium', 'High', 'Very high'] as const;
export type Band = (typeof BANDS)[number];

/** Multiples of the share of events in the book at which the bands after the first begin. */
export const BAND_FROM = [0.5, 1, 2, 4] as const;

/** What the bands are, in words. */
export const BAND_RULE =
  'Very low: below half the share of events in the book; Low: from half; Medium: from the share of the book; High: from twice; Very high: from four times. A rule, not a model.';

/** Position in BANDS of a probability, given the share of events in the book. */
export function bandOf(probability: number, prevalence: number): number {
  let band = 0;
  for (const from of BAND_FROM) if (probability >= from * prevalence) band++;
  return band;
}
