import type { NumberDistribution } from '#shared/monitor/reference';
import { pause } from '../jobs/pause.ts';
import type { Run } from '../jobs/Run.ts';
import { sortedPresent } from '../table/sortNumbers.ts';

/** Bins of a stability index, by custom. */
export const MOST_BINS = 10;

/** Distinct values, ascending, and how many customers have each. */
interface Groups {
  readonly values: Float64Array;
  /** [nGroups + 1], customers below each value, and all of them. */
  readonly below: Float64Array;
  readonly n: number;
}

/**
 * How the development customers are spread over a number: at most `mostPoints` values with exact counts, and at most ten bins of about as many customers
 * each. A value that many share has a bin of its own; where there are at most ten values each has.
 * @param values [n], NaN is missing; infinite values count as missing
 * @param mostPoints at least 20
 * @throws Cancelled
 * Cost: one linear sort.
 */
export async function numberDistribution(
  values: Float64Array,
  mostPoints: number,
  run: Run,
): Promise<NumberDistribution> {
  await pause(run);
  const sorted = sortedPresent(values);
  await pause(run);
  const groups = groupsOf(finitePart(sorted));
  const starts = binStartsOf(groups);
  const chosen = pointsOf(groups, starts, mostPoints);
  const places = Array.from(chosen);
  const place = new Map(places.map((group, i) => [group, i]));
  const at = places.map(group => groups.below[group + 1] - groups.below[group]);
  const between = Array.from({ length: places.length + 1 }, (_none, i) => {
    if (i === 0 || i === places.length) return 0;
    return groups.below[places[i]] - groups.below[places[i - 1] + 1];
  });
  return {
    kind: 'number',
    points: places.map(group => groups.values[group]),
    at,
    between,
    binStarts: starts.map(group => place.get(group)!),
    nMissing: values.length - groups.n,
    ...momentsOf(groups),
  };
}

function finitePart(sorted: Float64Array): Float64Array {
  let start = 0;
  let end = sorted.length;
  while (start < end && sorted[start] === -Infinity) start++;
  while (end > start && sorted[end - 1] === Infinity) end--;
  return sorted.subarray(start, end);
}

function groupsOf(sorted: Float64Array): Groups {
  const n = sorted.length;
  const values = new Float64Array(n);
  const below = new Float64Array(n + 1);
  let nGroups = 0;
  for (let i = 0; i < n; i++) {
    // So that 0 and -0 are one.
    const value = sorted[i] + 0;
    if (nGroups > 0 && values[nGroups - 1] === value) continue;
    values[nGroups] = value;
    below[nGroups++] = i;
  }
  below[nGroups] = n;
  return { values: values.slice(0, nGroups), below: below.slice(0, nGroups + 1), n };
}

/** Groups at which a bin starts, but for the first. */
function binStartsOf({ values, below, n }: Groups): number[] {
  const nGroups = values.length;
  if (nGroups <= MOST_BINS) return Array.from({ length: Math.max(0, nGroups - 1) }, (_none, i) => i + 1);
  const enough = n / MOST_BINS;
  const starts: number[] = [];
  let start = 0;
  for (let group = 1; group < nGroups; group++) {
    const held = below[group] - below[start];
    const isHeavy = below[group + 1] - below[group] >= enough;
    if (held < enough && !(isHeavy && held >= enough / 2)) continue;
    starts.push(group);
    start = group;
  }
  // What is left at the end goes to the bin before it, where it is little.
  if (starts.length > 0 && n - below[start] < enough / 2) starts.pop();
  return starts.slice(0, MOST_BINS - 1);
}

/** Groups that become points: all of them, or evenly spread customers' with the ends and every start of a bin. */
function pointsOf({ values, below, n }: Groups, starts: readonly number[], mostPoints: number): Int32Array {
  const nGroups = values.length;
  if (nGroups <= mostPoints) return Int32Array.from({ length: nGroups }, (_none, i) => i);
  const chosen = new Set([0, nGroups - 1, ...starts]);
  const free = mostPoints - chosen.size;
  let group = 0;
  for (let i = 1; i <= free; i++) {
    const rank = Math.floor((n * i) / (free + 1));
    while (below[group + 1] <= rank) group++;
    chosen.add(group);
  }
  return Int32Array.from(chosen).sort();
}

function momentsOf({ values, below, n }: Groups): Pick<NumberDistribution, 'mean' | 'sd'> {
  if (n === 0) return { mean: null, sd: null };
  const size = (group: number) => below[group + 1] - below[group];
  let sum = 0;
  for (let group = 0; group < values.length; group++) sum += size(group) * values[group];
  const mean = sum / n;
  let squares = 0;
  for (let group = 0; group < values.length; group++) squares += size(group) * (values[group] - mean) ** 2;
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null };
}
