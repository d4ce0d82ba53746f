import { sortedRows } from '../../table/sortNumbers.ts';
import type { Answered } from './Calibrated.ts';

export interface Staircase {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/**
 * The rising line that lies nearest to what happened, by weighted squares: answers that are the same are one point, points that fall are pooled, and of a
 * level stretch its ends are kept. The same as scikit-learn's IsotonicRegression with out_of_bounds="clip".
 * Cost: a sort. Sources: Ayer et al. (1955), doi:10.1214/aoms/1177728423; Zadrozny & Elkan (2002), doi:10.1145/775047.775151.
 */
export function fitStaircase(answered: Answered): Staircase {
  const { from, means, masses } = distinctAnswers(answered);
  const levels = pool(means, masses);
  const kept = Array.from(levels.keys()).filter(
    i => i === 0 || i === levels.length - 1 || levels[i] !== levels[i - 1] || levels[i] !== levels[i + 1],
  );
  return { from: Float64Array.from(kept, i => from[i]), to: Float64Array.from(kept, i => levels[i]) };
}

/** Different answers, ascending, the share of events among the rows that have them, and their weight. */
function distinctAnswers({ p, y, weights }: Answered) {
  const all = Int32Array.from({ length: p.length }, (_none, row) => row);
  const rows = sortedRows(p, weights === null ? all : all.filter(row => weights[row] > 0), false);
  const from = new Float64Array(rows.length);
  const means = new Float64Array(rows.length);
  const masses = new Float64Array(rows.length);
  let n = 0;
  for (const row of rows) {
    if (n === 0 || p[row] !== from[n - 1]) from[n++] = p[row];
    const weight = weights === null ? 1 : weights[row];
    means[n - 1] += weight * y[row];
    masses[n - 1] += weight;
  }
  for (let i = 0; i < n; i++) means[i] /= masses[i];
  return { from: from.subarray(0, n), means: means.subarray(0, n), masses: masses.subarray(0, n) };
}

/** [n] the level of each point once those that fall are pooled. */
function pool(means: Float64Array, masses: Float64Array): Float64Array {
  const level = new Float64Array(means.length);
  const mass = new Float64Array(means.length);
  const end = new Int32Array(means.length);
  let blocks = 0;
  for (let i = 0; i < means.length; i++) {
    level[blocks] = means[i];
    mass[blocks] = masses[i];
    end[blocks] = i + 1;
    while (blocks > 0 && level[blocks - 1] >= level[blocks]) {
      const both = mass[blocks - 1] + mass[blocks];
      level[blocks - 1] = (mass[blocks - 1] * level[blocks - 1] + mass[blocks] * level[blocks]) / both;
      mass[blocks - 1] = both;
      end[blocks - 1] = end[blocks];
      blocks--;
    }
    blocks++;
  }
  const levels = new Float64Array(means.length);
  for (let block = 0, i = 0; block < blocks; block++) for (; i < end[block]; i++) levels[i] = level[block];
  return levels;
}

export function applyStaircase({ from, to }: Staircase, p: number): number {
  const last = from.length - 1;
  if (p <= from[0]) return to[0];
  if (p >= from[last]) return to[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle] <= p) low = middle;
    else high = middle;
  }
  const rise = ((p - from[low]) / (from[high] - from[low])) * (to[high] - to[low]);
  return Math.min(1, Math.max(0, to[low] + rise));
}
