import type { TaskContext } from '../../workers/Task.ts';
import { squaredUpTo } from './Buckets.ts';

/** Edges in the order they were found. */
export interface SpanningTree {
  /** [nRows − 1] */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Mutual reachability: the greatest of the distance and the two core distances. */
  readonly weight: Float64Array;
}

/** Rows that are not in the tree yet, close together in memory; a place is left empty when its row joins the tree. */
interface Outside {
  nPlaces: number;
  /** [nPlaces × nColumns] */
  readonly values: Float64Array;
  readonly rows: Int32Array;
  readonly cores: Float64Array;
  /** Least mutual reachability to a row of the tree. */
  readonly reach: Float64Array;
  /** A squared distance above this is no nearer than `reach`; below 0 for an empty place. */
  readonly limit: Float64Array;
  /** The row of the tree it is reached from. */
  readonly source: Int32Array;
}

/** After so many rows have joined, as a share of the places, the empty places are closed. */
const EMPTY_SHARE = 1 / 16;
/** So that rounding of a square rules out nothing that is as near. */
const SQUARE_SLACK = 1 + 2 ** -50;

/**
 * Least spanning tree of the mutual reachability by Prim's algorithm, in memory of the size of the rows. A distance is only computed where
 * the core distances alone do not rule it out, and only as far as it takes to rule it out.
 * @param values [nRows × nColumns]
 * @param cores [nRows]
 */
export function spanningTree(
  values: Float64Array,
  nColumns: number,
  cores: Float64Array,
  context: TaskContext,
): SpanningTree {
  const nRows = cores.length;
  const tree = {
    from: new Int32Array(nRows - 1),
    to: new Int32Array(nRows - 1),
    weight: new Float64Array(nRows - 1),
  };
  const outside = allOutside(values, cores);
  let current = 0;
  let nEmpty = takeIn(outside, 0);
  for (let edge = 0; edge < nRows - 1; edge++) {
    context.throwIfCancelled();
    const point = values.subarray(current * nColumns, (current + 1) * nColumns);
    const place = reachFrom(outside, point, current, cores[current]);
    tree.from[edge] = outside.source[place];
    tree.to[edge] = outside.rows[place];
    tree.weight[edge] = outside.reach[place];
    current = outside.rows[place];
    nEmpty += takeIn(outside, place);
    if (nEmpty > EMPTY_SHARE * outside.nPlaces) {
      closeUp(outside, nColumns);
      nEmpty = 0;
    }
  }
  return tree;
}

function allOutside(values: Float64Array, cores: Float64Array): Outside {
  const nRows = cores.length;
  return {
    nPlaces: nRows,
    values: new Float64Array(values),
    rows: Int32Array.from({ length: nRows }, (_none, row) => row),
    cores: new Float64Array(cores),
    reach: new Float64Array(nRows).fill(Infinity),
    limit: new Float64Array(nRows).fill(Infinity),
    source: new Int32Array(nRows),
  };
}

/** Empties a place. @returns how many were emptied */
function takeIn({ limit, reach }: Outside, place: number): number {
  limit[place] = -1;
  reach[place] = Infinity;
  return 1;
}

/**
 * Lets the rows outside know of a new row of the tree.
 * @returns the place that is now nearest to the tree, the first of equals
 */
function reachFrom(outside: Outside, point: Float64Array, row: number, core: number): number {
  const { nPlaces, cores, reach, limit } = outside;
  let best = Infinity;
  let nearest = -1;
  for (let place = 0; place < nPlaces; place++) {
    if (limit[place] < 0) continue;
    const least = core > cores[place] ? core : cores[place];
    if (least < reach[place]) tryPlace(outside, place, point, row, least);
    if (reach[place] < best || nearest < 0) {
      best = reach[place];
      nearest = place;
    }
  }
  return nearest;
}

/** @param least the greater of the two core distances */
function tryPlace(outside: Outside, place: number, point: Float64Array, row: number, least: number): void {
  const { values, reach, limit } = outside;
  const nColumns = point.length;
  const squared = squaredUpTo(point, 0, values, place * nColumns, nColumns, limit[place]);
  if (squared > limit[place]) return;
  const distance = Math.sqrt(squared);
  const mutual = distance > least ? distance : least;
  if (mutual >= reach[place]) return;
  reach[place] = mutual;
  limit[place] = mutual * mutual * SQUARE_SLACK;
  outside.source[place] = row;
}

function closeUp(outside: Outside, nColumns: number): void {
  const { values, rows, cores, reach, limit, source } = outside;
  let to = 0;
  for (let place = 0; place < outside.nPlaces; place++) {
    if (limit[place] < 0) continue;
    values.copyWithin(to * nColumns, place * nColumns, (place + 1) * nColumns);
    for (const list of [rows, cores, reach, limit, source]) list[to] = list[place];
    to++;
  }
  outside.nPlaces = to;
}
