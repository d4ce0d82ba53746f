/** Customers with a known outcome by bin. */
export interface BinCounts {
  readonly events: Float64Array;
  readonly others: Float64Array;
}
export interface Evidence {
  /** [bins]; 0 for a bin without customers. */
  readonly weights: number[];
  /** Information value: how well the bins tell the outcomes apart. Below 0.02 not at all, from 0.3 well. */
  readonly information: number;
}

/** @param bins [n] @param outcomes [n], 0 or 1, NaN is left out */
export function countOutcomes(bins: Int32Array, nBins: number, outcomes: Float64Array): BinCounts {
  const events = new Float64Array(nBins);
  const others = new Float64Array(nBins);
  for (let row = 0; row < bins.length; row++) {
    if (outcomes[row] === 1) events[bins[row]]++;
    else if (outcomes[row] === 0) others[bins[row]]++;
  }
  return { events, others };
}

/**
 * Weight of evidence by bin: ln of the bin's share of all customers without the event over its share of those with it. Above 0 the event is
 * rarer there than in the book. `smoothing` is added to both counts of every bin that has customers, so that a bin without events has a weight too:
 *
 *   w = ln [(others + s) / (all others + s · bins)] − ln [(events + s) / (all events + s · bins)]
 *
 * Source: Siddiqi (2017), chapter 10, doi:10.1002/9781119282396.
 */
export function weightOfEvidence({ events, others }: BinCounts, smoothing: number): Evidence {
  const isUsed = (bin: number) => events[bin] + others[bin] > 0;
  const nBins = events.reduce((sum, _count, bin) => sum + Number(isUsed(bin)), 0);
  const allEvents = total(events) + smoothing * nBins;
  const allOthers = total(others) + smoothing * nBins;
  let information = 0;
  const weights = Array.from(events, (count, bin) => {
    const event = (count + smoothing) / allEvents;
    const other = (others[bin] + smoothing) / allOthers;
    // Without smoothing a bin of one outcome only would weigh infinitely much.
    if (!isUsed(bin) || !(event > 0) || !(other > 0)) return 0;
    const weight = Math.log(other / event);
    information += (other - event) * weight;
    return weight;
  });
  return { weights, information };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
