import { squaredUpTo, type Buckets } from './Buckets.ts';

/** What a thread works with while it searches. */
export interface SearchSpace {
  /** [k] a heap of the least squared distances, the greatest of them first. */
  readonly heap: Float64Array;
  /** [nPivots] distance to the pivot; Infinity once its bucket was visited, or where it is empty. */
  readonly toPivots: Float64Array;
  /** [nPivots] a lower bound of the distance to any row of the bucket. */
  readonly bounds: Float64Array;
}

/** What is to be found near a point. */
export interface Near {
  /** Distance to the k-th nearest row; Infinity with fewer than k rows. */
  kth: number;
  /** The first row of the matrix that stands where the point stands; -1 where there is none. */
  twin: number;
  /** The row with the least of max(its core distance, its distance), the nearer of equals; -1 without core distances. */
  reached: number;
  reach: number;
}

/** How far rounding may lead a difference of distances astray, as a share of their sum. */
const SLACK = 1e-12;

/** So many buckets are visited from the nearest on, which rules out most others; these follow as they stand. */
const NEAREST_FIRST = 4;

export function newSearchSpace({ starts }: Buckets, k: number): SearchSpace {
  const nPivots = starts.length - 1;
  return {
    heap: new Float64Array(k),
    toPivots: new Float64Array(nPivots),
    bounds: new Float64Array(nPivots),
  };
}

/**
 * Looks for the nearest rows of a point. The order of the search leaves no trace in the answer.
 * @param cores [nRows] by row of the matrix, when the row reached first is wanted
 */
export function searchNear(
  buckets: Buckets,
  point: Float64Array,
  at: number,
  space: SearchSpace,
  cores: Float64Array | null,
): Near {
  const { starts } = buckets;
  const near: Near & { distance: number } = { kth: Infinity, twin: -1, reached: -1, reach: Infinity, distance: 0 };
  space.heap.fill(Infinity);
  boundBuckets(buckets, point, at, space);
  const nBuckets = starts.length - 1;
  for (let turn = 0; turn < NEAREST_FIRST + nBuckets; turn++) {
    const bucket = turn < NEAREST_FIRST ? leastOf(space.toPivots) : turn - NEAREST_FIRST;
    const own = space.toPivots[bucket];
    space.toPivots[bucket] = Infinity;
    if (own < Infinity && space.bounds[bucket] <= farthest(near, space))
      visitBucket(buckets, bucket, own, { point, at }, space, cores, near);
  }
  near.kth = Math.sqrt(space.heap[0]);
  return near;
}

function boundBuckets(
  { starts, pivots, toPivot, nColumns }: Buckets,
  point: Float64Array,
  at: number,
  { toPivots, bounds }: SearchSpace,
): void {
  for (let p = 0; p < bounds.length; p++) {
    if (starts[p] === starts[p + 1]) {
      toPivots[p] = Infinity;
      continue;
    }
    const distance = Math.sqrt(squaredUpTo(point, at, pivots, p * nColumns, nColumns, Infinity));
    const radius = toPivot[starts[p + 1] - 1];
    toPivots[p] = distance;
    bounds[p] = Math.max(0, distance - radius - SLACK * (distance + radius));
  }
}

function leastOf(values: Float64Array): number {
  let least = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[least]) least = i;
  return least;
}

/** Rows farther away than this change nothing any more. */
function farthest(near: Near, { heap }: SearchSpace): number {
  const kth = Math.sqrt(heap[0]);
  return near.reached >= 0 && near.reach > kth ? near.reach : kth;
}

function visitBucket(
  buckets: Buckets,
  bucket: number,
  own: number,
  { point, at }: { readonly point: Float64Array; readonly at: number },
  space: SearchSpace,
  cores: Float64Array | null,
  near: Near & { distance: number },
): void {
  const { starts, toPivot, values, ids, nColumns } = buckets;
  let most = farthest(near, space);
  let mostSquared = most * most * (1 + SLACK);
  for (let i = starts[bucket]; i < starts[bucket + 1]; i++) {
    const bound = Math.abs(own - toPivot[i]) - SLACK * (own + toPivot[i]);
    if (bound > most) continue;
    const squared = squaredUpTo(point, at, values, i * nColumns, nColumns, mostSquared);
    if (squared > mostSquared) continue;
    const id = ids[i];
    if (squared === 0 && (near.twin < 0 || id < near.twin)) near.twin = id;
    if (squared < space.heap[0]) replaceGreatest(space.heap, squared);
    if (cores && cores[id] <= near.reach) reachRow(near, id, Math.sqrt(squared), cores[id]);
    most = farthest(near, space);
    mostSquared = most * most * (1 + SLACK);
  }
}

function reachRow(near: Near & { distance: number }, id: number, distance: number, core: number): void {
  const reach = Math.max(core, distance);
  if (reach > near.reach) return;
  const isNearer = distance < near.distance || (distance === near.distance && id < near.reached);
  if (reach < near.reach || near.reached < 0 || isNearer) {
    near.reach = reach;
    near.reached = id;
    near.distance = distance;
  }
}

/** Puts a value that is less than the greatest of a heap in its place. */
export function replaceGreatest(heap: Float64Array, value: number): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1] > heap[child]) child++;
    if (heap[child] <= value) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = value;
}
