import type { TaskContext } from '../../workers/Task.ts';
import { chooseClusters, type FlatClusters } from './chooseClusters.ts';
import { condenseTree } from './condensedTree.ts';
import type { DensityOptions } from './densityClusters.ts';
import type { DistanceTable } from './DistanceTable.ts';
import { sampleTree } from './sampleTree.ts';
import { replaceGreatest } from './searchBuckets.ts';
import type { Placing } from './tasks.ts';

export interface SampleClusters extends FlatClusters {
  /** [n] */
  readonly cores: Float64Array;
  /** [n] the first place of the sample with an equal row */
  readonly twins: Int32Array;
}

/** The rows of a sample without repeats. */
interface Distinct {
  /** Rows of the table, ascending: distances are read one behind the other. */
  readonly rows: Int32Array;
  /** Where in the sample each comes first, and how often it comes. */
  readonly firsts: Int32Array;
  readonly counts: Int32Array;
}

/**
 * HDBSCAN of the rows of a sample, as `densityClusters` of a matrix of these rows in this order.
 * Cost: O(n²), whatever the number of columns.
 * @param sample [n] rows of the table, which may come more than once
 */
export function sampleClusters(
  table: DistanceTable,
  sample: Int32Array,
  options: DensityOptions,
  context: TaskContext,
): SampleClusters {
  const distinct = distinctRows(sample, table.nRows);
  const { cores, twins } = coresIn(table, sample, distinct, Math.min(options.minSamples, sample.length), context);
  const tree = sampleTree(table, sample, cores, context);
  return { ...chooseClusters(condenseTree(tree, options.minClusterSize), options), cores, twins };
}

function distinctRows(sample: Int32Array, nRows: number): Distinct {
  const [first, count] = [new Int32Array(nRows), new Int32Array(nRows)];
  for (const [place, row] of sample.entries()) if (count[row]++ === 0) first[row] = place;
  const rows = Int32Array.from(count.keys()).filter(row => count[row] > 0);
  return { rows, firsts: rows.map(row => first[row]), counts: rows.map(row => count[row]) };
}

function coresIn(
  { nRows, distances }: DistanceTable,
  sample: Int32Array,
  distinct: Distinct,
  minSamples: number,
  context: TaskContext,
): Pick<SampleClusters, 'cores' | 'twins'> {
  const [coreOf, twinOf] = [new Float64Array(nRows), new Int32Array(nRows)];
  const heap = new Float64Array(minSamples);
  for (const row of distinct.rows) {
    context.throwIfCancelled();
    twinOf[row] = findNear(distances.subarray(row * nRows, (row + 1) * nRows), distinct, heap);
    coreOf[row] = heap[0];
  }
  return { cores: Float64Array.from(sample, row => coreOf[row]), twins: sample.map(row => twinOf[row]) };
}

/**
 * @param apart [nRows] distances of a row to all others
 * @param heap [k] out: the least distances to the sample, the greatest of them first
 * @returns the first place of the sample with an equal row; -1 where there is none
 */
function findNear(apart: Float64Array, { rows, firsts, counts }: Distinct, heap: Float64Array): number {
  heap.fill(Infinity);
  let twin = -1;
  for (let i = 0; i < rows.length; i++) {
    const distance = apart[rows[i]];
    if (distance === 0 && (twin < 0 || firsts[i] < twin)) twin = firsts[i];
    for (let n = counts[i]; n > 0 && distance < heap[0]; n--) replaceGreatest(heap, distance);
  }
  return twin;
}

/**
 * Places rows of the table among those of a sample, as `hdbscan.place` does.
 * @param placing by place of the sample
 * @returns [asked], 0-based or -1
 */
export function placeAmong(
  table: DistanceTable,
  sample: Int32Array,
  placing: Placing,
  asked: Int32Array,
  context: TaskContext,
): Int32Array {
  const distinct = distinctRows(sample, table.nRows);
  const known = new Int32Array(table.nRows).fill(-1);
  for (const [i, row] of distinct.rows.entries()) known[row] = distinct.firsts[i];
  const cores = Float64Array.from(distinct.firsts, place => placing.cores[place]);
  // A new row is the first of its own neighbours.
  const heap = new Float64Array(Math.max(1, placing.minSamples - 1));
  return asked.map(row => {
    context.throwIfCancelled();
    if (known[row] >= 0) return placing.labels[known[row]];
    const apart = table.distances.subarray(row * table.nRows, (row + 1) * table.nRows);
    const twin = findNear(apart, distinct, heap);
    return twin < 0 ? reachedLabel(apart, distinct, cores, placing, heap[0]) : placing.labels[twin];
  });
}

/**
 * The group of the row that is reached first, the nearer of equals, if that is before the group joins the rest.
 * @param cores [distinct]
 * @param kth what the row has for a core distance
 */
function reachedLabel(
  apart: Float64Array,
  { rows, firsts }: Distinct,
  cores: Float64Array,
  { minSamples, labels, reach }: Placing,
  kth: number,
): number {
  let reached = -1;
  let least = Infinity;
  let nearest = Infinity;
  for (let i = 0; i < rows.length; i++) {
    const distance = apart[rows[i]];
    const mutual = cores[i] > distance ? cores[i] : distance;
    if (mutual > least) continue;
    const isNearer = distance < nearest || (distance === nearest && firsts[i] < reached);
    if (mutual < least || reached < 0 || isNearer) {
      reached = firsts[i];
      least = mutual;
      nearest = distance;
    }
  }
  const label = labels[reached];
  const own = minSamples > 1 ? Math.max(least, kth) : least;
  return label >= 0 && own < reach[label] ? label : -1;
}
