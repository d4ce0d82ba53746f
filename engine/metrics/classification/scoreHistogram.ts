import type { Evaluation } from '#shared/scoring/evaluation';
import type { ScoreGroups } from './scoreGroups.ts';

const N_BARS = 40;
/** Half the width of the one bar where all scores are equal. */
const LEAST_HALF = 0.005;
const zeros = () => Array.from({ length: N_BARS }, () => 0);

/** Counts by outcome in 40 bars of equal width from the lowest to the highest score; a score on an edge belongs to the bar above, the highest to the last. */
export function scoreHistogram({ scores, events, others }: ScoreGroups): Evaluation['histogram'] {
  if (scores.length === 0) return { edges: [], events: [], others: [] };
  const [low, high] = [scores[scores.length - 1], scores[0]];
  if (low === high)
    return {
      edges: [Math.max(0, low - LEAST_HALF), Math.min(1, low + LEAST_HALF)],
      events: [events[0]],
      others: [others[0]],
    };
  const edges = Array.from({ length: N_BARS + 1 }, (_none, i) =>
    i === N_BARS ? high : low + ((high - low) * i) / N_BARS,
  );
  const counts = { edges, events: zeros(), others: zeros() };
  let bar = N_BARS - 1;
  for (let g = 0; g < scores.length; g++) {
    while (bar > 0 && scores[g] < edges[bar]) bar--;
    counts.events[bar] += events[g];
    counts.others[bar] += others[g];
  }
  return counts;
}
