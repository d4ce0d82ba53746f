import { BAND_FROM, bandOf, BANDS } from '#shared/scoring/bands';
import type { BandSummary, TargetSummary } from '#shared/scoring/result';
import { wilsonInterval } from '../explain/intervals.ts';

/** Share of events among the customers with a known outcome. */
export function shareOfEvents({ nEvents, nOthers }: Pick<TargetSummary, 'nEvents' | 'nOthers'>): number {
  return nEvents / (nEvents + nOthers);
}

/** [n], band of each probability. */
export function bandsOf(p: Float64Array, prevalence: number): Uint8Array {
  const bands = new Uint8Array(p.length);
  for (let row = 0; row < p.length; row++) bands[row] = bandOf(p[row], prevalence);
  return bands;
}

/**
 * Customers, mean score and observed share of events of each band.
 * @param y [n], 1 event, 0 none, -1 not known
 */
export function bandSummaries(p: Float64Array, y: Int8Array, bands: Uint8Array, prevalence: number): BandSummary[] {
  return BANDS.map((band, b) => {
    let [n, sum, known, events] = [0, 0, 0, 0];
    for (let row = 0; row < p.length; row++) {
      if (bands[row] !== b) continue;
      n++;
      sum += p[row];
      if (y[row] < 0) continue;
      known++;
      events += y[row];
    }
    return {
      band,
      from: b === 0 ? 0 : BAND_FROM[b - 1] * prevalence,
      n,
      share: n / p.length,
      meanScore: n > 0 ? sum / n : Number.NaN,
      rate: { value: events / known, ...wilsonInterval(events, known), n: known },
    };
  });
}
