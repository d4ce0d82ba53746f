import type { SortedScores } from './scoreGroups.ts';

/** [n], by row: share of the customers of the other class that the row is rightly ranked against, ties counting half. */
export function placements(y: Uint8Array, { n, nEvents, events, others, order }: SortedScores): Float64Array {
  const places = new Float64Array(n);
  const nOthers = n - nEvents;
  let [at, above, below] = [0, 0, nOthers];
  for (let g = 0; g < events.length; g++) {
    below -= others[g];
    const ofEvents = (below + others[g] / 2) / nOthers;
    const ofOthers = (above + events[g] / 2) / nEvents;
    for (const end = at + events[g] + others[g]; at < end; at++)
      places[order[at]] = y[order[at]] === 1 ? ofEvents : ofOthers;
    above += events[g];
  }
  return places;
}
