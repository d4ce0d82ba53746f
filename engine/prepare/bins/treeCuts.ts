import type { Cuts } from './cuts.ts';

/** Different values, ascending, with the customers up to and including each, and the events among them. */
interface Outcomes {
  readonly values: Float64Array;
  /** One place more than values: how many come before. */
  readonly counts: Float64Array;
  readonly events: Float64Array;
}
/** Values [from, to) and the cut that tells most about their outcome. */
interface Leaf {
  readonly from: number;
  readonly to: number;
  /** Position of the first value above the cut; -1 where no cut helps. */
  readonly cut: number;
  readonly gain: number;
}

/**
 * Cuts of one column that tell most about an outcome: a classification tree by entropy that always splits where most is gained, until there are
 * `nBins` leaves.
 *
 * @param values [n], NaN is left out
 * @param events [n], 0 or 1, NaN is left out
 * @param minShare of the customers used: no bin has fewer
 * Cost: two sorts, and a pass over the different values per split. The same as scikit-learn's DecisionTreeClassifier with `max_leaf_nodes`,
 * which rounds values to 32 bits.
 * Source: Breiman et al. (1984), doi:10.1201/9781315139470.
 */
export function treeCuts(values: Float64Array, events: Float64Array, nBins: number, minShare: number): Cuts {
  const outcomes = outcomesOf(values, events);
  const nValues = outcomes.values.length;
  const least = Math.max(1, Math.ceil(minShare * outcomes.counts[nValues] - 1e-9));
  const logs = xLogXTo(outcomes.counts[nValues]);
  const cut = (from: number, to: number) => bestCut(outcomes, from, to, least, logs);
  const leaves = [cut(0, nValues)];
  while (leaves.length < nBins) {
    let best = -1;
    leaves.forEach((leaf, i) => {
      if (leaf.cut >= 0 && (best < 0 || leaf.gain > leaves[best].gain)) best = i;
    });
    if (best < 0) break;
    const { from, to, cut: at } = leaves[best];
    leaves.splice(best, 1, cut(from, at), cut(at, to));
  }
  return leaves.slice(1).map(({ from }) => {
    const below = outcomes.values[from - 1];
    return below + (outcomes.values[from] - below) / 2;
  });
}

function outcomesOf(values: Float64Array, events: Float64Array): Outcomes {
  const all = values.filter((value, row) => !Number.isNaN(value) && !Number.isNaN(events[row])).sort();
  const withEvent = values.filter((value, row) => !Number.isNaN(value) && events[row] === 1).sort();
  const different = new Float64Array(all.length);
  const counts = new Float64Array(all.length + 1);
  const sums = new Float64Array(all.length + 1);
  let n = 0;
  let e = 0;
  for (let i = 0; i < all.length;) {
    const value = all[i];
    while (i < all.length && all[i] === value) i++;
    while (e < withEvent.length && withEvent[e] <= value) e++;
    different[n++] = value;
    counts[n] = i;
    sums[n] = e;
  }
  return { values: different.subarray(0, n), counts: counts.subarray(0, n + 1), events: sums.subarray(0, n + 1) };
}

/** @param logs [n + 1]: x · log x of every count */
function bestCut({ counts, events }: Outcomes, from: number, to: number, least: number, logs: Float64Array): Leaf {
  // Entropy of the outcomes times their number, in nats.
  const disorder = (n: number, e: number) => logs[n] - logs[e] - logs[n - e];
  const whole = disorder(counts[to] - counts[from], events[to] - events[from]);
  let gain = whole * 1e-12;
  let cut = -1;
  for (let i = from + 1; i < to; i++) {
    const left = counts[i] - counts[from];
    const right = counts[to] - counts[i];
    if (left < least) continue;
    if (right < least) break;
    const gained = whole - disorder(left, events[i] - events[from]) - disorder(right, events[to] - events[i]);
    if (gained > gain) {
      gain = gained;
      cut = i;
    }
  }
  return { from, to, cut, gain };
}

function xLogXTo(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_none, x) => (x > 0 ? x * Math.log(x) : 0));
}
