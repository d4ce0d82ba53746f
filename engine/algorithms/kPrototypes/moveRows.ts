import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { MixedRows } from '../mixed/MixedColumns.ts';
import { nearestPrototype, type Prototypes } from './Prototypes.ts';

/** Where one start ended. */
export interface Solution {
  readonly prototypes: Prototypes;
  /** [nRows] */
  readonly labels: Int32Array;
  /** Sum of the distances of the rows to their prototype. */
  readonly cost: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** What is known of the clusters while rows move between them. */
interface Tally {
  readonly rows: MixedRows;
  readonly gamma: number;
  readonly prototypes: Prototypes;
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
  /** counts[cluster × levelStarts.at(-1) + levelStarts[category] + level] */
  readonly counts: Float64Array;
  readonly levelStarts: Int32Array;
  readonly membership: Int32Array;
}

/** Rows between two looks at whether someone wants to stop. */
const LOOK_EVERY = 1_024;

/**
 * Huang's k-prototypes: row after row goes to its nearest prototype, and both prototypes move at once; until no row moves or a pass costs
 * no less than the one before.
 * @param levelStarts [nCategories + 1] where the levels of each category begin in a list of all levels
 */
export function moveRows(
  rows: MixedRows,
  start: Prototypes,
  levelStarts: Int32Array,
  { gamma, maxIter }: { readonly gamma: number; readonly maxIter: number },
  random: RandomStream,
  context: TaskContext,
): Solution {
  const tally = newTally(rows, start, levelStarts, gamma);
  for (let row = 0; row < rows.nRows; row++) {
    look(row, context);
    const { cluster } = nearestPrototype(rows, row, tally.prototypes, gamma);
    tally.membership[row] = cluster;
    count(tally, row, cluster, 1);
  }
  settlePrototypes(tally);
  let found = labelsAndCost(tally, context);
  let iterations = 0;
  let hasConverged = false;
  while (iterations < maxIter && !hasConverged) {
    iterations++;
    const moves = pass(tally, random, context);
    const next = labelsAndCost(tally, context);
    hasConverged = moves === 0 || next.cost >= found.cost;
    found = next;
  }
  return { prototypes: tally.prototypes, ...found, iterations, hasConverged };
}

function newTally(rows: MixedRows, start: Prototypes, levelStarts: Int32Array, gamma: number): Tally {
  const { nClusters } = start;
  return {
    rows,
    gamma,
    prototypes: { nClusters, numbers: start.numbers.slice(), levels: start.levels.slice() },
    sums: new Float64Array(start.numbers.length),
    sizes: new Float64Array(nClusters),
    counts: new Float64Array(nClusters * levelStarts[levelStarts.length - 1]),
    levelStarts,
    membership: new Int32Array(rows.nRows),
  };
}

function look(row: number, context: TaskContext): void {
  if (row % LOOK_EVERY === 0) context.throwIfCancelled();
}

function count({ rows, sums, sizes, counts, levelStarts }: Tally, row: number, cluster: number, by: 1 | -1): void {
  const { nNumeric, nCategories, numbers, levels } = rows;
  sizes[cluster] += by;
  for (let j = 0; j < nNumeric; j++) sums[cluster * nNumeric + j] += by * numbers[row * nNumeric + j];
  const base = cluster * levelStarts[nCategories];
  for (let c = 0; c < nCategories; c++) counts[base + levelStarts[c] + levels[row * nCategories + c]] += by;
}

/** Means and most frequent levels; a cluster without rows stays where it is. */
function settlePrototypes(tally: Tally): void {
  const { nNumeric, nCategories } = tally.rows;
  const { numbers, levels, nClusters } = tally.prototypes;
  for (let cluster = 0; cluster < nClusters; cluster++) {
    if (tally.sizes[cluster] === 0) continue;
    for (let j = 0; j < nNumeric; j++)
      numbers[cluster * nNumeric + j] = tally.sums[cluster * nNumeric + j] / tally.sizes[cluster];
    for (let c = 0; c < nCategories; c++) levels[cluster * nCategories + c] = modeOf(tally, cluster, c);
  }
}

/** The most frequent level; the first of equals. */
function modeOf({ counts, levelStarts }: Tally, cluster: number, category: number): number {
  return firstMost(
    counts,
    cluster * levelStarts[levelStarts.length - 1] + levelStarts[category],
    levelStarts[category + 1] - levelStarts[category],
  );
}

/** Position of the first of the greatest among `n` values from `at` on. */
export function firstMost(values: Float64Array, at: number, n: number): number {
  let best = 0;
  for (let i = 1; i < n; i++) if (values[at + i] > values[at + best]) best = i;
  return best;
}

function labelsAndCost({ rows, prototypes, gamma }: Tally, context: TaskContext): { labels: Int32Array; cost: number } {
  const labels = new Int32Array(rows.nRows);
  let cost = 0;
  for (let row = 0; row < rows.nRows; row++) {
    look(row, context);
    const { cluster, distance } = nearestPrototype(rows, row, prototypes, gamma);
    labels[row] = cluster;
    cost += distance;
  }
  return { labels, cost };
}

/** One pass over the rows. @returns how many moved */
function pass(tally: Tally, random: RandomStream, context: TaskContext): number {
  const { rows, prototypes, gamma, membership, sizes } = tally;
  let moves = 0;
  for (let row = 0; row < rows.nRows; row++) {
    look(row, context);
    const { cluster } = nearestPrototype(rows, row, prototypes, gamma);
    const from = membership[row];
    if (cluster === from) continue;
    moves++;
    move(tally, row, from, cluster);
    if (sizes[from] === 0) refill(tally, from, random);
  }
  return moves;
}

function move(tally: Tally, row: number, from: number, to: number): void {
  const { rows, prototypes, counts, levelStarts } = tally;
  const { nNumeric, nCategories } = rows;
  count(tally, row, to, 1);
  count(tally, row, from, -1);
  tally.membership[row] = to;
  for (const cluster of [to, from]) {
    const size = tally.sizes[cluster];
    for (let j = cluster * nNumeric; j < (cluster + 1) * nNumeric; j++)
      prototypes.numbers[j] = size > 0 ? tally.sums[j] / size : 0;
  }
  for (let c = 0; c < nCategories; c++) {
    const level = rows.levels[row * nCategories + c];
    const [at, fromAt] = [to * nCategories + c, from * nCategories + c];
    const base = to * levelStarts[nCategories] + levelStarts[c];
    if (counts[base + level] > counts[base + prototypes.levels[at]]) prototypes.levels[at] = level;
    if (prototypes.levels[fromAt] === level) prototypes.levels[fromAt] = modeOf(tally, from, c);
  }
}

/** An empty cluster takes a row at random from the largest. */
function refill(tally: Tally, empty: number, random: RandomStream): void {
  const { sizes, membership } = tally;
  const largest = firstMost(sizes, 0, sizes.length);
  let left = random.below(sizes[largest]);
  const row = membership.findIndex(cluster => cluster === largest && left-- === 0);
  move(tally, row, largest, empty);
}
