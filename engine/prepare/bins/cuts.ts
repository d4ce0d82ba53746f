import { quantileAt, sortedPresent } from '../quantiles.ts';

/** Between the bins, ascending: bin b holds cuts[b - 1] ≤ x < cuts[b]. */
export type Cuts = readonly number[];

/** Bins of the same width from the least to the greatest value. */
export function uniformCuts(values: Float64Array, nBins: number): Cuts {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) return [];
  return Array.from({ length: nBins - 1 }, (_none, i) => low + ((high - low) * (i + 1)) / nBins);
}

/** Bins of as equal counts as repeated values allow; cuts that fall together are one. */
export function quantileCuts(values: Float64Array, nBins: number): Cuts {
  const sorted = sortedPresent(values);
  if (sorted.length === 0) return [];
  const cuts: number[] = [];
  for (let i = 1; i < nBins; i++) {
    const cut = quantileAt(sorted, i / nBins);
    if (cut > (cuts.at(-1) ?? sorted[0])) cuts.push(cut);
  }
  return cuts;
}

/** [n]: the bin of each value, the last one (cuts + 1) for gaps. */
export function binsOf(values: Float64Array, cuts: Cuts): Int32Array {
  const edges = Float64Array.from(cuts);
  const bins = new Int32Array(values.length);
  for (let row = 0; row < bins.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) {
      bins[row] = edges.length + 1;
      continue;
    }
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value >= edges[middle]) low = middle + 1;
      else high = middle;
    }
    bins[row] = low;
  }
  return bins;
}
