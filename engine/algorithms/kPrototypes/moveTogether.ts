import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { MixedRows } from '../mixed/MixedColumns.ts';
import { firstMost, type Solution } from './moveRows.ts';
import { nearestPrototype, type Prototypes } from './Prototypes.ts';

export interface RoundInput {
  readonly queue: ChunkQueue;
  readonly rows: MixedRows;
  readonly prototypes: Prototypes;
  readonly gamma: number;
  readonly levelStarts: Int32Array;
  /** in and out [nRows] */
  readonly labels: Int32Array;
  /** out, by chunk */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly sizes: Float64Array;
  readonly costs: Float64Array;
  readonly moves: Int32Array;
}

/**
 * The same steps as `moveRows` for many rows: all rows go to their nearest prototype on all threads, and then all prototypes move. Sums are
 * added in the order of the chunks, so that the bits do not depend on the threads.
 */
export async function moveTogether(
  rows: MixedRows,
  start: Prototypes,
  levelStarts: Int32Array,
  { gamma, maxIter }: { readonly gamma: number; readonly maxIter: number },
  run: Run,
): Promise<Solution> {
  const space = newSpace(rows, start, levelStarts, gamma);
  let cost = Infinity;
  for (let iteration = 1; ; iteration++) {
    run.progress(iteration - 1, maxIter, 'k-prototypes');
    await onEveryThread(run, 'kPrototypes.round', { ...space, queue: newChunkQueue(rows.nRows) });
    const next = space.costs.reduce((sum, part) => sum + part, 0);
    const moves = space.moves.reduce((sum, part) => sum + part, 0);
    const hasConverged = moves === 0 || next >= cost;
    cost = next;
    // The labels are those of the prototypes as they are now, so these are kept.
    if (hasConverged || iteration >= maxIter)
      return { prototypes: ownCopy(space.prototypes), labels: space.labels, cost, iterations: iteration, hasConverged };
    averageChunks(space);
  }
}

function ownCopy({ nClusters, numbers, levels }: Prototypes): Prototypes {
  return { nClusters, numbers: new Float64Array(numbers), levels: new Int32Array(levels) };
}

function newSpace(
  rows: MixedRows,
  start: Prototypes,
  levelStarts: Int32Array,
  gamma: number,
): Omit<RoundInput, 'queue'> {
  const { nClusters } = start;
  const nChunks = countChunks(rows.nRows);
  const numbers = sharedFloat64(start.numbers.length);
  const levels = sharedInt32(start.levels.length);
  numbers.set(start.numbers);
  levels.set(start.levels);
  return {
    rows,
    prototypes: { nClusters, numbers, levels },
    gamma,
    levelStarts,
    labels: sharedInt32(rows.nRows).fill(-1),
    sums: sharedFloat64(nChunks * numbers.length),
    counts: sharedFloat64(nChunks * nClusters * levelStarts[rows.nCategories]),
    sizes: sharedFloat64(nChunks * nClusters),
    costs: sharedFloat64(nChunks),
    moves: sharedInt32(nChunks),
  };
}

/** Task: rows to their nearest prototype, and what the chunk adds to each. */
export function roundOfMoves(input: RoundInput, context: TaskContext): void {
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const { rows, prototypes, gamma, labels } = input;
    clearChunk(input, index);
    let [cost, moves] = [0, 0];
    for (let row = rowStart; row < rowEnd; row++) {
      if (row % 1_024 === 0) context.throwIfCancelled();
      const { cluster, distance } = nearestPrototype(rows, row, prototypes, gamma);
      cost += distance;
      if (labels[row] !== cluster) moves++;
      labels[row] = cluster;
      addRow(input, index, row, cluster);
    }
    input.costs[index] = cost;
    input.moves[index] = moves;
  });
}

function clearChunk({ sums, counts, sizes, prototypes, levelStarts }: RoundInput, index: number): void {
  const { nClusters, numbers } = prototypes;
  const nLevels = levelStarts[levelStarts.length - 1];
  sums.fill(0, index * numbers.length, (index + 1) * numbers.length);
  counts.fill(0, index * nClusters * nLevels, (index + 1) * nClusters * nLevels);
  sizes.fill(0, index * nClusters, (index + 1) * nClusters);
}

function addRow(input: RoundInput, index: number, row: number, cluster: number): void {
  const { rows, prototypes, levelStarts, sums, counts, sizes } = input;
  const { nNumeric, nCategories, numbers, levels } = rows;
  const at = index * prototypes.nClusters + cluster;
  sizes[at]++;
  for (let j = 0; j < nNumeric; j++) sums[at * nNumeric + j] += numbers[row * nNumeric + j];
  const base = at * levelStarts[nCategories];
  for (let c = 0; c < nCategories; c++) counts[base + levelStarts[c] + levels[row * nCategories + c]]++;
}

/** Means and most frequent levels from all chunks; a cluster without rows stays where it is. */
function averageChunks(space: Omit<RoundInput, 'queue'>): void {
  const { prototypes, levelStarts, rows } = space;
  const { nNumeric, nCategories } = rows;
  const { nClusters, numbers, levels } = prototypes;
  const nLevels = levelStarts[nCategories];
  const sizes = addChunks(space.sizes, nClusters);
  const sums = addChunks(space.sums, numbers.length);
  const counts = addChunks(space.counts, nClusters * nLevels);
  for (let cluster = 0; cluster < nClusters; cluster++) {
    if (sizes[cluster] === 0) continue;
    for (let j = cluster * nNumeric; j < (cluster + 1) * nNumeric; j++) numbers[j] = sums[j] / sizes[cluster];
    for (let c = 0; c < nCategories; c++)
      levels[cluster * nCategories + c] = firstMost(
        counts,
        cluster * nLevels + levelStarts[c],
        levelStarts[c + 1] - levelStarts[c],
      );
  }
}

function addChunks(parts: Float64Array, length: number): Float64Array {
  const total = new Float64Array(length);
  for (let at = 0; at < parts.length; at += length) for (let i = 0; i < length; i++) total[i] += parts[at + i];
  return total;
}
