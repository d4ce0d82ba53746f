import type { TaskContext } from '../../workers/Task.ts';
import type { DistanceTable } from './DistanceTable.ts';
import type { SpanningTree } from './spanningTree.ts';

/** Places of the sample that are not in the tree yet, in no order. */
interface Outside {
  nPlaces: number;
  /** Where in the sample each stands, and which row of the table it is. */
  readonly places: Int32Array;
  readonly rows: Int32Array;
  readonly cores: Float64Array;
  /** Least mutual reachability to a place in the tree, and which that is. */
  readonly reach: Float64Array;
  readonly source: Int32Array;
}

/**
 * The tree that `spanningTree` finds for the rows of a sample, with distances that are known: the same edges in the same order.
 * @param sample [n] rows of the table, which may come more than once
 * @param cores [n] core distances in the sample
 */
export function sampleTree(
  { nRows, distances }: DistanceTable,
  sample: Int32Array,
  cores: Float64Array,
  context: TaskContext,
): SpanningTree {
  const n = sample.length;
  const tree = { from: new Int32Array(n - 1), to: new Int32Array(n - 1), weight: new Float64Array(n - 1) };
  const outside = allOutside(sample, cores);
  const isInTree = new Uint8Array(nRows);
  let current = 0;
  takeOut(outside, outside.places.indexOf(0));
  for (let edge = 0; edge < n - 1; edge++) {
    context.throwIfCancelled();
    const row = sample[current];
    const apart = distances.subarray(row * nRows, (row + 1) * nRows);
    // A row that comes again is no nearer to anything than when it came first.
    const at = isInTree[row] ? nearest(outside) : reachFrom(outside, apart, current, cores[current]);
    isInTree[row] = 1;
    current = outside.places[at];
    tree.from[edge] = outside.source[at];
    tree.to[edge] = current;
    tree.weight[edge] = outside.reach[at];
    takeOut(outside, at);
  }
  return tree;
}

/** By row, so that distances are read nearly in the order in which they lie in memory. */
function allOutside(sample: Int32Array, cores: Float64Array): Outside {
  const places = Int32Array.from(sample.keys()).sort((a, b) => sample[a] - sample[b]);
  return {
    nPlaces: sample.length,
    places,
    rows: places.map(place => sample[place]),
    cores: Float64Array.from(places, place => cores[place]),
    reach: new Float64Array(sample.length).fill(Infinity),
    source: new Int32Array(sample.length),
  };
}

/** The last one takes the room of the one that leaves. */
function takeOut(outside: Outside, at: number): void {
  const last = --outside.nPlaces;
  const { places, rows, cores, reach, source } = outside;
  places[at] = places[last];
  rows[at] = rows[last];
  cores[at] = cores[last];
  reach[at] = reach[last];
  source[at] = source[last];
}

/**
 * Lets the places outside know of a new one in the tree.
 * @param apart [nRows] its distances
 * @returns as `nearest`
 */
function reachFrom(outside: Outside, apart: Float64Array, place: number, core: number): number {
  const { nPlaces, places, rows, cores, reach, source } = outside;
  let found = 0;
  let best = Infinity;
  for (let at = 0; at < nPlaces; at++) {
    let own = reach[at];
    const least = core > cores[at] ? core : cores[at];
    if (least < own) {
      const distance = apart[rows[at]];
      const mutual = distance > least ? distance : least;
      if (mutual < own) {
        own = mutual;
        reach[at] = mutual;
        source[at] = place;
      }
    }
    if (own < best || (own === best && places[at] < places[found])) {
      best = own;
      found = at;
    }
  }
  return found;
}

/** The place outside that is nearest to the tree; of equals the first in the sample. */
function nearest({ nPlaces, places, reach }: Outside): number {
  let found = 0;
  for (let at = 1; at < nPlaces; at++)
    if (reach[at] < reach[found] || (reach[at] === reach[found] && places[at] < places[found])) found = at;
  return found;
}
